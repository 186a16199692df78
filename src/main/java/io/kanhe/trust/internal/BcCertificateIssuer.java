package io.kanhe.trust.internal;

import io.kanhe.trust.RevocationPoint;
import io.kanhe.trust.SubjectName;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Issues certificates from a {@link CertificateTemplate}.
 *
 * <p>Standard: RFC 5280 section 4. Thread-safe.
 */
public final class BcCertificateIssuer {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SERIAL_BITS = 128;

  private final @Nullable X509Certificate issuer;
  private final PrivateKey key;
  private final String signatureAlgorithm;
  private final @Nullable RevocationPoint point;

  private BcCertificateIssuer(
      @Nullable X509Certificate issuer,
      PrivateKey key,
      String signatureAlgorithm,
      @Nullable RevocationPoint point) {
    this.issuer = issuer;
    this.key = key;
    this.signatureAlgorithm = signatureAlgorithm;
    this.point = point;
  }

  /** Issues self-signed certificates; the subject's key is {@code key}'s own. */
  public static BcCertificateIssuer selfSigned(PrivateKey key) {
    return new BcCertificateIssuer(null, key, algorithmFor(key), null);
  }

  public static BcCertificateIssuer under(X509Certificate issuer, PrivateKey key) {
    return new BcCertificateIssuer(issuer, key, algorithmFor(key), null);
  }

  /** The same issuer with another signature algorithm, to make certificates that must fail. */
  public BcCertificateIssuer signingWith(String algorithm) {
    return new BcCertificateIssuer(issuer, key, algorithm, point);
  }

  /** The same issuer, whose certificates name where it says what it revoked. */
  public BcCertificateIssuer publishing(@Nullable RevocationPoint where) {
    return new BcCertificateIssuer(issuer, key, signatureAlgorithm, where);
  }

  public X509Certificate issue(CertificateTemplate template, KeyPair subject) {
    try {
      X509v3CertificateBuilder builder = builder(template, subject.getPublic());
      addExtensions(builder, template, subject.getPublic());
      ContentSigner signer =
          signatureAlgorithm.equals(Sm2ContentSigner.ALGORITHM)
              ? new Sm2ContentSigner(key)
              : new JcaContentSignerBuilder(signatureAlgorithm).build(key);
      return Certificates.parse(builder.build(signer).getEncoded());
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("cannot issue a certificate", e);
    }
  }

  private X509v3CertificateBuilder builder(CertificateTemplate template, PublicKey subjectKey) {
    X500Name subject = nameOf(template.subject());
    X500Name issuerName =
        issuer == null
            ? subject
            : X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded());
    return new JcaX509v3CertificateBuilder(
        issuerName,
        new BigInteger(SERIAL_BITS, RANDOM).setBit(0),
        Date.from(template.validity().notBefore()),
        Date.from(template.validity().notAfter()),
        subject,
        subjectKey);
  }

  private void addExtensions(
      X509v3CertificateBuilder builder, CertificateTemplate template, PublicKey subjectKey)
      throws IOException, GeneralSecurityException {
    BasicConstraints constraints =
        template.isAuthority()
            ? new BasicConstraints(template.pathLength())
            : new BasicConstraints(false);
    builder.addExtension(Extension.basicConstraints, true, constraints);
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(template.keyUsageBits()));
    if (!template.extendedUsages().isEmpty()) {
      builder.addExtension(
          Extension.extendedKeyUsage, isTimestamping(template), usagesOf(template));
    }
    if (!template.hosts().isEmpty()) {
      builder.addExtension(Extension.subjectAlternativeName, false, namesOf(template));
    }
    JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(subjectKey));
    PublicKey authorityKey = issuer == null ? subjectKey : issuer.getPublicKey();
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        identifiers.createAuthorityKeyIdentifier(authorityKey));
    if (point != null) {
      StatusAddresses.add(builder, point);
    }
  }

  /** RFC 3161 section 2.3: the extension of a time stamping unit must be critical. */
  private static boolean isTimestamping(CertificateTemplate template) {
    return template.extendedUsages().contains(KeyPurposeId.id_kp_timeStamping.getId());
  }

  private static ExtendedKeyUsage usagesOf(CertificateTemplate template) {
    return new ExtendedKeyUsage(
        template.extendedUsages().stream()
            .map(oid -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(oid)))
            .toArray(KeyPurposeId[]::new));
  }

  private static GeneralNames namesOf(CertificateTemplate template) {
    return new GeneralNames(
        template.hosts().stream()
            .map(
                host ->
                    new GeneralName(
                        host.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName,
                        host))
            .toArray(GeneralName[]::new));
  }

  private static X500Name nameOf(SubjectName name) {
    X500NameBuilder builder = new X500NameBuilder(BCStyle.INSTANCE);
    builder.addRDN(BCStyle.C, "CN");
    builder.addRDN(BCStyle.O, name.organisation());
    builder.addRDN(BCStyle.OU, name.unit());
    if (name.uscc() != null) {
      builder.addRDN(BCStyle.ORGANIZATION_IDENTIFIER, name.uscc().value());
    }
    builder.addRDN(BCStyle.CN, name.commonName());
    return builder.build();
  }

  private static String algorithmFor(PrivateKey key) {
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
    if (GMObjectIdentifiers.sm2p256v1.equals(info.getPrivateKeyAlgorithm().getParameters())) {
      return Sm2ContentSigner.ALGORITHM;
    }
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EdDSA", "Ed25519" -> "Ed25519";
      default -> "SHA256withECDSA";
    };
  }
}
