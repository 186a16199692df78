package io.kanhe.trust.internal;

import io.kanhe.platform.PemCertificates;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertPath;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;

/** Reads DER certificates, and checks who issued them. */
final class Certificates {

  private static final String SM2_WITH_SM3 = "1.2.156.10197.1.501";

  private Certificates() {}

  static X509Certificate parse(byte[] der) throws CertificateException {
    return PemCertificates.parse(der);
  }

  /**
   * For Bouncy Castle's path validation, which has the certificates verify each other: one with a
   * key of the usual kind is an object of the JDK, and that knows no SM2 signature of its issuer.
   */
  static CertPath toPath(List<X509Certificate> certificates) throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509", BouncyCastle.PROVIDER);
    List<Certificate> readable = new ArrayList<>(certificates.size());
    for (X509Certificate each : certificates) {
      readable.add(
          each.getSigAlgOID().equals(SM2_WITH_SM3)
              ? factory.generateCertificate(new ByteArrayInputStream(each.getEncoded()))
              : each);
    }
    return factory.generateCertPath(readable);
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
