package io.kanhe.trust;

import java.security.cert.X509Certificate;

/**
 * Verifies raw signatures, as XML Signature carries them, with keys and algorithms that the {@link
 * AlgorithmPolicy} allows. Thread-safe.
 */
public interface SignatureVerification {

  /**
   * @param algorithm name from the {@link AlgorithmPolicy}
   * @param signature for ECDSA {@code r || s}, both as long as the curve's order (RFC 4050, IEEE
   *     P1363)
   * @return false if the signature does not fit
   * @throws io.kanhe.platform.KanheException 2003 ALGORITHM_FORBIDDEN for the algorithm, or a key
   *     that does not fit it
   */
  boolean verify(String algorithm, X509Certificate signer, byte[] signed, byte[] signature);
}
