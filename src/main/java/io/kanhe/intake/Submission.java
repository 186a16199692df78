package io.kanhe.intake;

import io.kanhe.body.BodyKey;
import io.kanhe.body.SealedFile;
import io.kanhe.message.Digest;
import io.kanhe.message.Payload;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Bytes as a door received them, with what the door knows of the connection. */
public sealed interface Submission {

  Door door();

  /**
   * Participant of the TLS client certificate or of the broker address; {@code null} only at the
   * sandbox's plain port.
   */
  @Nullable ParticipantId peer();

  Instant receivedAt();

  /**
   * @param soapAction action of the HTTP request (SOAPAction or the action parameter), {@code null}
   *     if absent or empty
   */
  record Soap(
      byte[] raw, @Nullable String soapAction, @Nullable ParticipantId peer, Instant receivedAt)
      implements Submission {

    @Override
    public Door door() {
      return Door.SOAP;
    }

    @Override
    public String toString() {
      return "Soap[" + raw.length + " bytes from " + peer + "]";
    }
  }

  /** A CMS message from {@code kanhe.in.<peer>}. */
  record Mq(byte[] raw, ParticipantId peer, Instant receivedAt) implements Submission {

    @Override
    public Door door() {
      return Door.MQ;
    }

    @Override
    public String toString() {
      return "Mq[" + raw.length + " bytes from " + peer + "]";
    }
  }

  /**
   * A feed file, already on disk and synced.
   *
   * @param signedHeader CMS over the {@code k:MessageHeader}
   * @param file where the gateway put it; deleted by the pipeline on refusal
   * @param key with which it is encrypted, the key of the message to be; {@code null} if it is
   *     stored as it is
   * @param digest SHA-256 computed while it was received
   * @param serviceId and {@code batchNo} as in the URL
   */
  record Feed(
      byte[] signedHeader,
      Path file,
      @Nullable BodyKey key,
      long sizeBytes,
      Digest digest,
      String serviceId,
      String batchNo,
      @Nullable ParticipantId peer,
      Instant receivedAt)
      implements Submission {

    @Override
    public Door door() {
      return Door.FEED;
    }

    Payload.Content content() {
      return key == null ? new Payload.PlainFile(file) : new SealedFile(file, key);
    }

    @Override
    public String toString() {
      return "Feed[" + sizeBytes + " bytes from " + peer + "]";
    }
  }
}
