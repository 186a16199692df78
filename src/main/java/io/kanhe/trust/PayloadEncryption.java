package io.kanhe.trust;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Encrypts content so that only the owners of some certificates can read it, and nobody on the way.
 *
 * <p>Standard: CMS AuthEnvelopedData, RFC 5083 and RFC 5084, DER. A fresh content key each time.
 * Thread-safe.
 */
public interface PayloadEncryption {

  /**
   * @param recipients encryption certificates: RSA, P-256 and P-384 with AES-256-GCM, or all SM2
   *     with SM4-GCM
   * @throws io.kanhe.platform.KanheException 2003 ALGORITHM_FORBIDDEN for another key or a mixture,
   *     2007 CERTIFICATE_UNTRUSTED for a certificate that is not for encryption, 1007
   *     LIMIT_EXCEEDED for no recipient or too many
   */
  byte[] encrypt(byte[] content, List<X509Certificate> recipients);
}
