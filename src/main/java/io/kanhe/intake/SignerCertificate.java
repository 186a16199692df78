package io.kanhe.intake;

import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.trust.CertificateTrust;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The signer's certificate must be trusted for signing at the moment at which the bytes came in,
 * under an authority that may certify its owner, and not revoked.
 */
final class SignerCertificate implements Stage {

  private final CertificateTrust trust;
  private final ParticipantRegistry registry;

  SignerCertificate(CertificateTrust trust, ParticipantRegistry registry) {
    this.trust = trust;
    this.registry = registry;
  }

  @Override
  public void check(Dossier dossier) {
    X509Certificate signer = dossier.signer().certificate();
    List<X509Certificate> pins =
        registry.bySigningCertificate(signer).map(Participant::anchors).orElse(List.of());
    dossier.standing(trust.check(signer, dossier.receivedAt(), pins));
  }
}
