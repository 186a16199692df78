package io.kanhe.trust;

import io.kanhe.message.DigestAlgorithm;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds and signs SOAP envelopes as {@link SoapVerifier} asks for them. Thread-safe. */
public interface SoapSigner {

  /** What the signer digests with, also the payload: SM3 for an SM2 key, else SHA-256. */
  default DigestAlgorithm digest() {
    return DigestAlgorithm.SHA_256;
  }

  /**
   * @param headerXml {@code k:MessageHeader} as standalone XML, without declaration
   * @param payloadXml the Body child as standalone XML, without declaration
   * @param wsaAction value of {@code wsa:Action}; with {@code null} no addressing headers are
   *     written
   * @param created the Timestamp's Created; Expires is five minutes later
   * @return the signed envelope in UTF-8
   */
  byte[] sign(
      SoapVersion version,
      String headerXml,
      String payloadXml,
      @Nullable String wsaAction,
      Instant created);

  /**
   * The same header, addressing and payload under a new Timestamp and with today's key, if the
   * Timestamp of {@code envelope} has less than a minute left at {@code now}.
   *
   * @param envelope as {@link #sign} wrote it
   * @return empty also from a signer whose envelopes do not age
   */
  default Optional<byte[]> renewed(byte[] envelope, Instant now) {
    return Optional.empty();
  }
}
