package io.kanhe.trust;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Builds and signs SOAP envelopes as {@link SoapVerifier} asks for them. Thread-safe. */
public interface SoapSigner {

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
