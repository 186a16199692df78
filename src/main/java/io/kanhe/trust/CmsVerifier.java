package io.kanhe.trust;

/**
 * Verifies CMS SignedData with encapsulated content and exactly one signer.
 *
 * <p>Standard: RFC 5652 section 5; strict DER or BER as {@code openssl cms -sign -nodetach} writes
 * it, nothing after it. Thread-safe. Does not look at certificate trust: see {@link
 * CertificateTrust}.
 */
public interface CmsVerifier {

  /**
   * @throws io.kanhe.platform.KanheException 1001 for the structure, 2001, 2003, 2006 for the
   *     signature
   */
  VerifiedContent verify(byte[] encoded);
}
