package io.kanhe.intake.soap;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads a request body up to a limit and not a byte further: the heap stays flat whatever a client
 * sends.
 */
final class RequestBody {

  private static final int FIRST_BUFFER_BYTES = 8 * 1024;

  private RequestBody() {}

  /**
   * @param declaredBytes Content-Length, -1 if none
   * @throws KanheException 1007 LIMIT_EXCEEDED as soon as the limit is passed
   */
  static byte[] read(InputStream in, long declaredBytes, long maxBytes) throws IOException {
    if (declaredBytes > maxBytes) {
      throw tooLarge(maxBytes);
    }
    byte[] buffer = new byte[declaredBytes > 0 ? (int) declaredBytes : FIRST_BUFFER_BYTES];
    int length = 0;
    for (int n = in.read(buffer, 0, buffer.length);
        n >= 0;
        n = in.read(buffer, length, buffer.length - length)) {
      length += n;
      if (length > maxBytes) {
        throw tooLarge(maxBytes);
      }
      if (length == buffer.length) {
        int next = in.read();
        if (next < 0) {
          return buffer;
        }
        buffer = Arrays.copyOf(buffer, (int) Math.min(buffer.length * 2L, maxBytes + 1));
        if (length == buffer.length) {
          throw tooLarge(maxBytes);
        }
        buffer[length++] = (byte) next;
      }
    }
    return length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
  }

  private static KanheException tooLarge(long maxBytes) {
    return new KanheException(
        ErrorCode.LIMIT_EXCEEDED, "the request is larger than " + maxBytes + " bytes");
  }
}
