package io.kanhe.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * Decides whether a signer's certificate was trusted for signing at a moment: path to a configured
 * anchor, validity of every certificate in it, key usage {@code digitalSignature}, no TLS-only
 * extended key usage. Thread-safe.
 *
 * <p>Standard: RFC 5280 section 6. Revocation is a later piece of work and has its seam here: 2002
 * CERTIFICATE_REVOKED.
 */
public interface CertificateTrust {

  /**
   * @throws io.kanhe.platform.KanheException 2007 CERTIFICATE_UNTRUSTED with the reason
   */
  void check(X509Certificate signer, Instant at);

  /** The path that {@link #check} uses, signer first, anchor last: kept as evidence. */
  java.util.List<X509Certificate> path(X509Certificate signer);
}
