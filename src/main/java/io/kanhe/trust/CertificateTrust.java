package io.kanhe.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Decides whether a certificate was trusted at a moment: path to a configured anchor, validity of
 * every certificate in it, usage, revocation as the policy asks. Thread-safe.
 *
 * <p>Standard: RFC 5280 section 6.
 */
public interface CertificateTrust {

  /** {@link #check(X509Certificate, Instant, Collection)} under any authority. */
  default Standing check(X509Certificate signer, Instant at) {
    return check(signer, at, List.of());
  }

  /**
   * For the signer of a message: key usage {@code digitalSignature}, no TLS-only extended key
   * usage.
   *
   * @param pins authorities of which one must stand in the path; empty for any that is trusted
   * @throws io.kanhe.platform.KanheException 2007 CERTIFICATE_UNTRUSTED with the reason, 2002
   *     CERTIFICATE_REVOKED, 2011 REVOCATION_UNKNOWN
   */
  Standing check(X509Certificate signer, Instant at, Collection<X509Certificate> pins);

  /** The same for the certificate of a connection, whatever its usage: TLS has judged that. */
  Standing checkConnection(X509Certificate peer, Instant at, Collection<X509Certificate> pins);

  /** The path that {@link #check} uses, signer first, anchor last; asks nobody. */
  List<X509Certificate> path(X509Certificate signer);
}
