package io.kanhe.trust;

import io.kanhe.message.DigestAlgorithm;
import java.time.Instant;
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
}
