package io.kanhe.trust.internal;

import io.kanhe.trust.RevocationAnswer;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads certificate revocation lists and asks them about one certificate: signature and issuer of
 * the list, its time, its scope (issuing distribution point), delta and indirect lists.
 *
 * <p>Standard: RFC 5280 section 6.3.3, as Bouncy Castle's path validation carries it out. A list
 * with a critical extension that is not known says nothing.
 */
final class RevocationLists {

  private static final String REVOKED = "Certificate revocation after";
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private RevocationLists() {}

  static X509CRL parse(byte[] der) throws NoAnswer {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509", BouncyCastle.PROVIDER);
      ByteArrayInputStream in = new ByteArrayInputStream(der);
      if (factory.generateCRL(in) instanceof X509CRL crl && in.available() == 0) {
        return crl;
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      // Bouncy Castle reports some malformed structures by unchecked exceptions.
      throw new NoAnswer("the revocation list cannot be read");
    }
    throw new NoAnswer("the revocation list cannot be read");
  }

  /** A list as evidence, if it may be used at all: current, and signed by a strong algorithm. */
  static RevocationAnswer usable(byte[] der, Instant at) throws NoAnswer {
    X509CRL crl = parse(der);
    if (!KeyUses.isStrong(crl.getSigAlgOID())) {
      throw new NoAnswer("the revocation list is signed by a weak algorithm");
    }
    Instant thisUpdate = crl.getThisUpdate().toInstant();
    Instant nextUpdate = crl.getNextUpdate() == null ? null : crl.getNextUpdate().toInstant();
    if (nextUpdate == null) {
      throw new NoAnswer("the revocation list does not say until when it holds");
    }
    if (at.plus(CLOCK_TOLERANCE).isBefore(thisUpdate)) {
      throw new NoAnswer("the revocation list begins in the future");
    }
    if (at.isAfter(nextUpdate)) {
      throw new NoAnswer("the revocation list is stale");
    }
    return new RevocationAnswer(RevocationAnswer.Form.CRL, der, thisUpdate, nextUpdate);
  }

  /** What one list says about the first certificate of a path. */
  static Verdict status(List<X509Certificate> path, RevocationAnswer list, Instant at)
      throws NoAnswer {
    String reason = revocation(path, List.of(parse(list.bytes())), List.of(), at);
    return reason == null ? Verdict.good(list) : Verdict.revoked(reason, list);
  }

  /**
   * @param path certificate asked about first, then what issued it up to the anchor: all trusted
   * @param others certificates of authorities that sign lists for others
   * @return {@code null} if it is not revoked, else why
   * @throws NoAnswer if the lists do not settle it
   */
  static @Nullable String revocation(
      List<X509Certificate> path,
      Collection<X509CRL> lists,
      Collection<X509Certificate> others,
      Instant at)
      throws NoAnswer {
    // The certificate alone under its issuer first; then with all above it, where another key of
    // the same authority signs the list and has to be found by a path of its own.
    try {
      return revocation(path.subList(0, 1), List.of(path.get(1), anchor(path)), lists, others, at);
    } catch (NoAnswer e) {
      return revocation(path.subList(0, path.size() - 1), List.of(anchor(path)), lists, others, at);
    }
  }

  private static X509Certificate anchor(List<X509Certificate> path) {
    return path.get(path.size() - 1);
  }

  private static @Nullable String revocation(
      List<X509Certificate> asked,
      List<X509Certificate> anchors,
      Collection<X509CRL> lists,
      Collection<X509Certificate> others,
      Instant at)
      throws NoAnswer {
    try {
      Set<TrustAnchor> trusted = new HashSet<>();
      anchors.forEach(anchor -> trusted.add(new TrustAnchor(anchor, null)));
      PKIXParameters parameters = new PKIXParameters(trusted);
      parameters.setRevocationEnabled(true);
      parameters.setDate(Date.from(at));
      List<Object> known = new ArrayList<>(lists);
      known.addAll(others);
      parameters.addCertStore(
          CertStore.getInstance(
              "Collection", new CollectionCertStoreParameters(known), BouncyCastle.PROVIDER));
      CertPathValidator.getInstance("PKIX", BouncyCastle.PROVIDER)
          .validate(Certificates.toPath(asked), parameters);
      return null;
    } catch (CertPathValidatorException e) {
      if (saysRevoked(e)) {
        return "listed by its authority";
      }
      throw new NoAnswer(
          "no revocation list settles it (expected: one in force, signed by the issuer, for this"
              + " certificate)");
    } catch (GeneralSecurityException e) {
      throw new NoAnswer("the revocation list cannot be used");
    }
  }

  /** Bouncy Castle tells "revoked" from "unknown" by the text alone. */
  private static boolean saysRevoked(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each.getMessage() != null && each.getMessage().startsWith(REVOKED)) {
        return true;
      }
    }
    return false;
  }
}
