package io.kanhe.trust;

/**
 * Verifies the WS-Security signature of a raw SOAP request against the {@link AlgorithmPolicy} and
 * the coverage rule of ADR 0004: {@code k:MessageHeader}, Body, Timestamp and every {@code wsa:*}
 * header, each once and in its canonical place.
 *
 * <p>Standard: WS-Security X.509 Certificate Token Profile 1.1.1, XML Signature 1.1, Exclusive XML
 * Canonicalization 1.0. Thread-safe. Does not look at certificate trust: see {@link
 * CertificateTrust}.
 */
public interface SoapVerifier {

  /**
   * @throws io.kanhe.platform.KanheException 1001, 1007, 1012 for the document, 2001, 2003, 2006,
   *     2009 for the signature
   */
  VerifiedSoap verify(byte[] raw);
}
