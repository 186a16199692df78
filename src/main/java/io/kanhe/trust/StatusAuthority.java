package io.kanhe.trust;

import java.security.cert.X509Certificate;

/**
 * Says of the certificates of one authority which are revoked, by list and by OCSP: for the sandbox
 * and tests. Thread-safe.
 */
public interface StatusAuthority {

  void revoke(X509Certificate certificate);

  void restore(X509Certificate certificate);

  /** A complete list in DER. */
  byte[] list();

  /**
   * @param request an RFC 6960 OCSPRequest in DER; {@code unknown} is answered about foreign
   *     certificates
   * @return an OCSPResponse in DER
   */
  byte[] answer(byte[] request);
}
