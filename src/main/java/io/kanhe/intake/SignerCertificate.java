package io.kanhe.intake;

import io.kanhe.trust.CertificateTrust;

/**
 * The signer's certificate must be trusted for signing at the moment at which the bytes came in.
 */
final class SignerCertificate implements Stage {

  private final CertificateTrust trust;

  SignerCertificate(CertificateTrust trust) {
    this.trust = trust;
  }

  @Override
  public void check(Dossier dossier) {
    trust.check(dossier.signer().certificate(), dossier.receivedAt());
  }
}
