package io.kanhe.trust.internal;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAPublicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Finds the chains of configured certificates that issued a certificate, by name and signature.
 * Says nothing about time and usage. Immutable.
 */
final class CertificatePaths {

  private static final int MAXIMUM_LENGTH = 8;
  private static final int MAXIMUM_CANDIDATES = 8;

  private final List<X509Certificate> authorities;

  CertificatePaths(Collection<X509Certificate> authorities) {
    this.authorities = authorities.stream().distinct().toList();
    if (this.authorities.stream().noneMatch(CertificatePaths::isAnchor)) {
      throw new IllegalArgumentException("no trust anchor (expected: a self-signed certificate)");
    }
  }

  /** Signer first, anchor last; a signer that is itself configured as an anchor has none. */
  List<List<X509Certificate>> candidates(X509Certificate signer) {
    List<List<X509Certificate>> found = new ArrayList<>();
    extend(List.of(signer), found);
    return found;
  }

  private void extend(List<X509Certificate> path, List<List<X509Certificate>> found) {
    X509Certificate last = path.get(path.size() - 1);
    for (X509Certificate authority : authorities) {
      if (path.size() == MAXIMUM_LENGTH || found.size() == MAXIMUM_CANDIDATES) {
        return;
      }
      if (!path.contains(authority) && issued(authority, last)) {
        List<X509Certificate> longer = new ArrayList<>(path);
        longer.add(authority);
        if (isAnchor(authority)) {
          found.add(List.copyOf(longer));
        } else {
          extend(longer, found);
        }
      }
    }
  }

  private static boolean isAnchor(X509Certificate certificate) {
    return issued(certificate, certificate);
  }

  private static boolean issued(X509Certificate issuer, X509Certificate certificate) {
    if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      return false;
    }
    return Certificates.isSignedBy(certificate, issuer.getPublicKey())
        || issuer != certificate && takesParametersFromItsIssuer(issuer.getPublicKey());
  }

  /** Such a key cannot be tried alone: path validation knows its parameters, and decides. */
  private static boolean takesParametersFromItsIssuer(PublicKey key) {
    return key instanceof DSAPublicKey dsa && dsa.getParams() == null;
  }
}
