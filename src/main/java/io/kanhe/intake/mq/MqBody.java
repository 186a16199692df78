package io.kanhe.intake.mq;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientMessage;

/** Takes the bytes out of a broker message, of whatever protocol. Nothing is ever deserialised. */
final class MqBody {

  private final int maxBytes;

  MqBody(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * @throws KanheException 1008 MEDIA_TYPE_UNSUPPORTED if it is not a bytes message, 1007
   *     LIMIT_EXCEEDED if it is too large; nothing above the limit is loaded
   */
  byte[] read(ClientMessage message) throws ActiveMQException {
    if (message.getType() != ClientMessage.BYTES_TYPE
        && message.getType() != ClientMessage.DEFAULT_TYPE) {
      throw new KanheException(
          ErrorCode.MEDIA_TYPE_UNSUPPORTED,
          "a "
              + kind(message.getType())
              + " message (expected: a bytes message that holds CMS SignedData in DER)");
    }
    return message.isLargeMessage() ? readLarge(message) : readSmall(message);
  }

  private byte[] readSmall(ClientMessage message) {
    int size = message.getBodySize();
    if (size > maxBytes) {
      throw tooLarge();
    }
    byte[] body = new byte[size];
    message.getBodyBuffer().readBytes(body);
    return body;
  }

  private byte[] readLarge(ClientMessage message) throws ActiveMQException {
    Long declared = message.getLongProperty(ClientMessage.HDR_LARGE_BODY_SIZE);
    if (declared != null && declared > maxBytes) {
      throw tooLarge();
    }
    Bounded out = new Bounded();
    try {
      message.saveToOutputStream(out);
    } catch (ActiveMQException e) {
      if (out.overrun) {
        throw tooLarge();
      }
      throw e;
    }
    if (out.overrun) {
      throw tooLarge();
    }
    return out.bytes.toByteArray();
  }

  private KanheException tooLarge() {
    return new KanheException(
        ErrorCode.LIMIT_EXCEEDED,
        "a message above the limit of " + maxBytes + " bytes at this door");
  }

  private static String kind(byte type) {
    return switch (type) {
      case ClientMessage.OBJECT_TYPE -> "object";
      case ClientMessage.TEXT_TYPE -> "text";
      case ClientMessage.MAP_TYPE -> "map";
      case ClientMessage.STREAM_TYPE -> "stream";
      default -> "foreign";
    };
  }

  /** Stops a compressed large message that inflates beyond what it declared. */
  private final class Bounded extends OutputStream {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean overrun;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, source.length);
      if (overrun || bytes.size() + length > maxBytes) {
        overrun = true;
        throw new IOException("above the limit");
      }
      bytes.write(source, offset, length);
    }
  }
}
