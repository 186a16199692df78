package io.kanhe.trust.internal;

import static io.kanhe.platform.ErrorCode.CERTIFICATE_UNTRUSTED;

import io.kanhe.message.Digest;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.CertificateTrust;
import io.kanhe.trust.Revocation;
import io.kanhe.trust.Signer;
import io.kanhe.trust.Standing;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides by path validation over configured certificates; what a message brings along is never
 * part of a path.
 *
 * <p>Standard: RFC 5280 section 6. A path depends on the certificates and the instant alone, so it
 * is kept together with the time in which all of it is in force; revocation is asked every time.
 * Thread-safe.
 */
public final class PkixCertificateTrust implements CertificateTrust {

  private static final int CACHED_PATHS = 10_000;
  private static final String OTHER_AUTHORITY =
      "the certificate was issued by another authority than the registry names for its owner";

  private final CertificatePaths paths;
  private final Revocation revocation;
  private final BoundedCache<Question, TrustedPath> trusted = new BoundedCache<>(CACHED_PATHS);

  /** Without asking about revocation. */
  public PkixCertificateTrust(Collection<X509Certificate> anchorsAndIntermediates) {
    this(anchorsAndIntermediates, Revocation.OFF);
  }

  /**
   * @param anchorsAndIntermediates self-signed ones are anchors
   * @throws IllegalArgumentException if no certificate is self-signed
   */
  public PkixCertificateTrust(
      Collection<X509Certificate> anchorsAndIntermediates, Revocation revocation) {
    this.paths = new CertificatePaths(anchorsAndIntermediates);
    this.revocation = revocation;
  }

  @Override
  public Standing check(X509Certificate signer, Instant at, Collection<X509Certificate> pins) {
    return standing(signer, at, Use.SIGNING, pins);
  }

  @Override
  public Standing checkConnection(
      X509Certificate peer, Instant at, Collection<X509Certificate> pins) {
    return standing(peer, at, Use.CONNECTION, pins);
  }

  private Standing standing(
      X509Certificate certificate, Instant at, Use use, Collection<X509Certificate> pins) {
    List<X509Certificate> path = trustedPath(certificate, at, use, pins).certificates();
    Revocation.Found found = revocation.check(path, at);
    return new Standing(path, found.answers(), found.graceSince());
  }

  @Override
  public List<X509Certificate> path(X509Certificate signer) {
    TrustedPath cached =
        trusted.find(new Question(Signer.thumbprint(signer), Use.SIGNING, Set.of()));
    if (cached != null) {
      return cached.certificates();
    }
    // Without an instant, the path is judged at the moment from which all of it was in force.
    Instant first =
        paths.candidates(signer).stream()
            .map(candidate -> TrustedPath.of(candidate).from())
            .min(Instant::compareTo)
            .orElseThrow(PkixCertificateTrust::noPath);
    return trustedPath(signer, first, Use.SIGNING, List.of()).certificates();
  }

  private TrustedPath trustedPath(
      X509Certificate certificate, Instant at, Use use, Collection<X509Certificate> pins) {
    Question question = new Question(Signer.thumbprint(certificate), use, Set.copyOf(pins));
    TrustedPath cached = trusted.find(question);
    if (cached != null && cached.isInForce(at)) {
      return cached;
    }
    checkValidity("the certificate", certificate, at);
    if (use == Use.SIGNING) {
      KeyUses.checkSigning(certificate);
    }
    String reason = null;
    for (List<X509Certificate> candidate : paths.candidates(certificate)) {
      reason = isPinned(candidate, pins) ? refusalOf(candidate, at) : OTHER_AUTHORITY;
      if (reason == null) {
        TrustedPath path = TrustedPath.of(candidate);
        trusted.put(question, path);
        return path;
      }
    }
    throw reason == null ? noPath() : untrusted(reason);
  }

  /** Attack: a certificate in a participant's name from an authority that serves another one. */
  private static boolean isPinned(List<X509Certificate> path, Collection<X509Certificate> pins) {
    return pins.isEmpty() || path.subList(1, path.size()).stream().anyMatch(pins::contains);
  }

  private static @Nullable String refusalOf(List<X509Certificate> path, Instant at) {
    for (X509Certificate issuer : path.subList(1, path.size())) {
      if (validityRefusal("an issuing certificate", issuer, at).isPresent()) {
        return validityRefusal("an issuing certificate", issuer, at).get();
      }
    }
    Optional<String> weak = KeyUses.weakness(path);
    return weak.isPresent() ? weak.get() : pathRefusal(path, at);
  }

  /** The reason for which a path, signer first and anchor last, breaks RFC 5280, if it does. */
  static @Nullable String pathRefusal(List<X509Certificate> path, Instant at) {
    try {
      X509Certificate anchor = path.get(path.size() - 1);
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(at));
      CertPathValidator.getInstance("PKIX", BouncyCastle.PROVIDER)
          .validate(Certificates.toPath(path.subList(0, path.size() - 1)), parameters);
      return null;
    } catch (CertPathValidatorException e) {
      return "the certificate path breaks a rule of RFC 5280 (expected: issued by an authority"
          + " that may issue it, with critical extensions that are known)";
    } catch (GeneralSecurityException e) {
      return "the certificate path cannot be read";
    }
  }

  private static void checkValidity(String which, X509Certificate certificate, Instant at) {
    validityRefusal(which, certificate, at)
        .ifPresent(
            reason -> {
              throw untrusted(reason);
            });
  }

  private static Optional<String> validityRefusal(
      String which, X509Certificate certificate, Instant at) {
    if (at.isBefore(certificate.getNotBefore().toInstant())) {
      return Optional.of(which + " is not yet valid at the given time");
    }
    if (at.isAfter(certificate.getNotAfter().toInstant())) {
      return Optional.of(which + " was expired at the given time");
    }
    return Optional.empty();
  }

  private static KanheException noPath() {
    return untrusted("no path from the certificate to a configured anchor");
  }

  private static KanheException untrusted(String reason) {
    return new KanheException(CERTIFICATE_UNTRUSTED, reason);
  }

  private enum Use {
    SIGNING,
    CONNECTION
  }

  private record Question(Digest certificate, Use use, Set<X509Certificate> pins) {}

  /** A validated path and the time in which every certificate of it is in force. */
  private record TrustedPath(List<X509Certificate> certificates, Instant from, Instant to) {

    static TrustedPath of(List<X509Certificate> path) {
      List<Instant> begins = new ArrayList<>();
      List<Instant> ends = new ArrayList<>();
      for (X509Certificate certificate : path) {
        begins.add(certificate.getNotBefore().toInstant());
        ends.add(certificate.getNotAfter().toInstant());
      }
      Instant from = begins.stream().max(Instant::compareTo).orElseThrow();
      Instant to = ends.stream().min(Instant::compareTo).orElseThrow();
      return new TrustedPath(List.copyOf(path), from, to);
    }

    boolean isInForce(Instant at) {
      return !at.isBefore(from) && !at.isAfter(to);
    }
  }
}
