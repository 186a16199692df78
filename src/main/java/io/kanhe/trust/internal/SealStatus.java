package io.kanhe.trust.internal;

import io.kanhe.platform.KanheException;
import io.kanhe.trust.Revocation;
import io.kanhe.trust.RevocationAnswer;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.cms.SignedData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks about everything that seals an evidence file, when it is sealed: the gateway's own
 * certificate and that of the time stamp authority, with those above them.
 *
 * <p>All or nothing: half of the answers would not make the file a bit more checkable. Thread-safe.
 */
public final class SealStatus {

  private static final Logger LOG = LoggerFactory.getLogger(SealStatus.class);

  /** As far as the clock of a time stamp authority may be from ours. */
  private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

  private final X509Certificate signer;
  private final CertificatePaths paths;
  private final Revocation revocation;
  private final Clock clock;

  /**
   * @param anchorsAndIntermediates of signer and time stamp authorities
   */
  public SealStatus(
      X509Certificate signer,
      Collection<X509Certificate> anchorsAndIntermediates,
      Revocation revocation,
      Clock clock) {
    this.signer = signer;
    this.paths = new CertificatePaths(anchorsAndIntermediates);
    this.revocation = revocation;
    this.clock = clock;
  }

  /**
   * @param token of the stamp; without one there is no moment for which answers could count
   */
  public List<RevocationAnswer> answers(Optional<byte[]> token) {
    if (token.isEmpty()) {
      return List.of();
    }
    Instant sealed = clock.instant().minus(CLOCKS_APART);
    List<RevocationAnswer> answers = new ArrayList<>();
    try {
      List<List<X509Certificate>> paths = List.of(path(signer), path(authority(token.get())));
      for (List<X509Certificate> path : paths) {
        Revocation.Found found = revocation.checkAnew(path, clock.instant());
        if (found.answers().isEmpty() || found.graceSince() != null) {
          return List.of();
        }
        answers.addAll(found.answers());
      }
      // As whoever checks the file will: an answer that does not hold for the stamp would spoil it.
      RevocationValues values = RevocationValues.of(answers);
      ArchivedRevocation kept = new ArchivedRevocation(values.ocsp(), values.lists());
      paths.forEach(path -> kept.check(path, sealed));
    } catch (KanheException e) {
      LOG.warn("evidence file without answers about revocation: {}, {}", e.code(), e.getMessage());
      return List.of();
    }
    return answers.stream().distinct().toList();
  }

  private List<X509Certificate> path(X509Certificate certificate) {
    return paths.candidates(certificate).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new KanheException(
                    io.kanhe.platform.ErrorCode.CERTIFICATE_UNTRUSTED,
                    "no path from a certificate of the seal to a configured anchor"));
  }

  private static X509Certificate authority(byte[] token) {
    SignedData signed = BcCmsVerifier.signedDataOf(token);
    return EmbeddedCertificate.ofSigner(
            BcCmsVerifier.onlySigner(signed).getSID(),
            EmbeddedCertificate.all(signed, EmbeddedCertificate::read))
        .certificate();
  }
}
