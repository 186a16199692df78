package io.kanhe.trust.internal;

import io.kanhe.platform.PemCertificates;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;

/** Reads DER certificates, and checks who issued them. */
final class Certificates {

  private static final String SM2_WITH_SM3 = "1.2.156.10197.1.501";

  private Certificates() {}

  static X509Certificate parse(byte[] der) throws CertificateException {
    return PemCertificates.parse(der);
  }

  /** True if the certificate's signature fits the issuer's key; SM2 with the identifier of GM/T. */
  static boolean isSignedBy(X509Certificate certificate, PublicKey issuer) {
    try {
      if (KeyFamily.isSm2(issuer)) {
        PublicKey key =
            KeyFactory.getInstance("EC", BouncyCastle.PROVIDER)
                .generatePublic(new X509EncodedKeySpec(issuer.getEncoded()));
        return certificate.getSigAlgOID().equals(SM2_WITH_SM3)
            && SignatureScheme.SM2_SM3.verifies(
                key, certificate.getTBSCertificate(), certificate.getSignature());
      }
      certificate.verify(issuer);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
