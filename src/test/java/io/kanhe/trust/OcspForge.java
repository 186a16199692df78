package io.kanhe.trust;

import io.kanhe.platform.CryptoProvider;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** OCSP responses that are good but for one thing. */
final class OcspForge {

  private final KeyIdentity authority;
  private KeyIdentity signer;
  private boolean withCertificate;
  private byte[] nonce;
  private boolean broken;
  private Instant from = Instant.now();
  private BigInteger serial;
  private String algorithm;
  private CertificateStatus status = CertificateStatus.GOOD;

  OcspForge(KeyIdentity authority) {
    this.authority = authority;
    this.signer = authority;
  }

  OcspForge withNonce(byte[] value) {
    OcspForge copy = new OcspForge(authority);
    copy.nonce = value;
    return copy;
  }

  OcspForge withBrokenSignature() {
    OcspForge copy = new OcspForge(authority);
    copy.broken = true;
    return copy;
  }

  OcspForge from(Instant time) {
    OcspForge copy = new OcspForge(authority);
    copy.from = time;
    return copy;
  }

  OcspForge signedBy(KeyIdentity other, boolean shown) {
    OcspForge copy = new OcspForge(authority);
    copy.signer = other;
    copy.withCertificate = shown;
    return copy;
  }

  OcspForge about(long other) {
    OcspForge copy = new OcspForge(authority);
    copy.serial = BigInteger.valueOf(other);
    return copy;
  }

  OcspForge signedWith(String name) {
    OcspForge copy = new OcspForge(authority);
    copy.algorithm = name;
    return copy;
  }

  static byte[] unknown(byte[] request, KeyIdentity authority) {
    OcspForge forge = new OcspForge(authority);
    forge.status = new UnknownStatus();
    return forge.answer(request);
  }

  static byte[] refusal() {
    try {
      return new OCSPRespBuilder().build(OCSPResp.UNAUTHORIZED, null).getEncoded();
    } catch (IOException | OCSPException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] answer(byte[] request) {
    try {
      OCSPReq asked = new OCSPReq(request);
      var digests = new JcaDigestCalculatorProviderBuilder().build();
      X509CertificateHolder own = new JcaX509CertificateHolder(signer.certificate());
      CertificateID id = asked.getRequestList()[0].getCertID();
      if (serial != null) {
        id =
            new CertificateID(
                digests.get(CertificateID.HASH_SHA1),
                new JcaX509CertificateHolder(authority.certificate()),
                serial);
      }
      var builder = new BasicOCSPRespBuilder(new RespID(own.getSubject()));
      builder.addResponse(id, status, Date.from(from), Date.from(from.plus(Duration.ofHours(1))));
      Extension asker = asked.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
      builder.setResponseExtensions(
          new Extensions(
              nonce == null
                  ? asker
                  : new Extension(
                      OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                      false,
                      new DEROctetString(nonce).getEncoded())));
      X509CertificateHolder[] shown =
          withCertificate ? new X509CertificateHolder[] {own} : new X509CertificateHolder[0];
      byte[] response =
          new OCSPRespBuilder()
              .build(
                  OCSPResp.SUCCESSFUL,
                  builder.build(
                      contentSigner(
                          algorithm == null ? usual(signer.key()) : algorithm, signer.key()),
                      shown,
                      new Date()))
              .getEncoded();
      if (broken) {
        response[response.length - 1] ^= 1;
      }
      return response;
    } catch (IOException | OCSPException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The signature that goes with the key, for {@link CrlForge} too. */
  static String usual(PrivateKey key) {
    return isSm2(key) ? "SM3withSM2" : "SHA256withECDSA";
  }

  static ContentSigner contentSigner(String algorithm, PrivateKey key)
      throws OperatorCreationException {
    return new JcaContentSignerBuilder(algorithm).setProvider(CryptoProvider.get()).build(key);
  }

  private static boolean isSm2(PrivateKey key) {
    return GMObjectIdentifiers.sm2p256v1.equals(
        PrivateKeyInfo.getInstance(key.getEncoded()).getPrivateKeyAlgorithm().getParameters());
  }

  /** A responder of its own, as the issuer names one. */
  static KeyIdentity responder(KeyIdentity issuer, boolean marked) {
    try {
      KeyPair keys = (isSm2(issuer.key()) ? KeyKind.SM2 : KeyKind.P_256).generate();
      var builder =
          new JcaX509v3CertificateBuilder(
              issuer.certificate(),
              BigInteger.valueOf(77),
              Date.from(Instant.now().minus(Duration.ofDays(1))),
              Date.from(Instant.now().plus(Duration.ofDays(1))),
              new javax.security.auth.x500.X500Principal("CN=Test OCSP Responder"),
              keys.getPublic());
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning));
      if (marked) {
        builder.addExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE);
      }
      byte[] der = builder.build(contentSigner(usual(issuer.key()), issuer.key())).getEncoded();
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509", CryptoProvider.get())
                  .generateCertificate(new java.io.ByteArrayInputStream(der));
      return new KeyIdentity(keys.getPrivate(), java.util.List.of(certificate));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }
}
