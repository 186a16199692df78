package io.kanhe.trust.internal;

import io.kanhe.message.DigestAlgorithm;
import io.kanhe.trust.CmsSigner;
import io.kanhe.trust.ContainerSigner;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.RevocationAnswer;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * Makes CMS SignedData in DER with content type, signing time, message digest and signing
 * certificate as signed attributes.
 *
 * <p>Standard: RFC 5652 section 5, RFC 5035 for the signing certificate. Thread-safe: everything
 * but the signature itself is prepared once.
 */
public final class BcCmsSigner implements CmsSigner {

  private final SignatureScheme scheme;
  private final PrivateKey key;
  private final AlgorithmIdentifier digestAlgorithm;
  private final AlgorithmIdentifier signatureAlgorithm;
  private final SignerIdentifier signer;
  private final Attribute signingCertificate;
  private final ASN1Set certificates;
  private final Clock clock;

  /**
   * @throws io.kanhe.platform.KanheException 2003 for a key other than RSA, P-256, P-384, Ed25519
   *     and SM2
   */
  public BcCmsSigner(KeyIdentity identity, Clock clock) {
    try {
      this.scheme = KeyFamily.of(identity.certificate().getPublicKey()).scheme();
      this.key = scheme.signingKey(identity.key());
      this.digestAlgorithm = digestAlgorithmOf(scheme);
      this.signatureAlgorithm = signatureAlgorithmOf(scheme);
      Certificate own = Certificate.getInstance(identity.certificate().getEncoded());
      this.signer = new SignerIdentifier(new IssuerAndSerialNumber(own));
      this.signingCertificate = signingCertificate(identity.certificate(), scheme);
      this.certificates = certificatesOf(identity);
      this.clock = clock;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a key that cannot sign", e);
    }
  }

  @Override
  public DigestAlgorithm digest() {
    return scheme == SignatureScheme.SM2_SM3 ? DigestAlgorithm.SM3 : DigestAlgorithm.SHA_256;
  }

  @Override
  public byte[] sign(byte[] content) {
    return sign(
        content, new DEROctetString(content), signature -> Optional.empty(), token -> List.of());
  }

  /**
   * As {@link ContainerSigner#sign} describes it.
   *
   * @param answers about the revocation of this signer and of a stamp, whose token it is given
   */
  public byte[] signDetached(
      byte[] manifest,
      ContainerSigner.SignatureStamp stamp,
      Function<Optional<byte[]>, List<RevocationAnswer>> answers) {
    return sign(manifest, null, stamp, answers);
  }

  private byte[] sign(
      byte[] content,
      @Nullable DEROctetString inside,
      ContainerSigner.SignatureStamp stamp,
      Function<Optional<byte[]>, List<RevocationAnswer>> answers) {
    try {
      ASN1Set attributes = attributes(scheme.digest().newDigest().digest(content));
      Signature signature = scheme.newSignature(key);
      signature.update(attributes.getEncoded(ASN1Encoding.DER));
      byte[] value = signature.sign();
      Optional<byte[]> token = stamp.over(value);
      SignerInfo info =
          new SignerInfo(
              signer,
              digestAlgorithm,
              attributes,
              signatureAlgorithm,
              new DEROctetString(value),
              unsigned(token));
      SignedData signed =
          new SignedData(
              new DERSet(digestAlgorithm),
              new ContentInfo(CMSObjectIdentifiers.data, inside),
              certificates,
              RevocationValues.of(answers.apply(token)).encoded(),
              new DERSet(info));
      return new ContentInfo(CMSObjectIdentifiers.signedData, signed).getEncoded(ASN1Encoding.DER);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign", e);
    }
  }

  private static @Nullable ASN1Set unsigned(Optional<byte[]> token) throws IOException {
    return token.isEmpty()
        ? null
        : new DERSet(
            attribute(
                PKCSObjectIdentifiers.id_aa_signatureTimeStampToken,
                ASN1Primitive.fromByteArray(token.get())));
  }

  private ASN1Set attributes(byte[] digest) {
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    attributes.add(attribute(CMSAttributes.contentType, CMSObjectIdentifiers.data));
    attributes.add(attribute(CMSAttributes.signingTime, new Time(Date.from(clock.instant()))));
    attributes.add(attribute(CMSAttributes.messageDigest, new DEROctetString(digest)));
    attributes.add(signingCertificate);
    return new DERSet(attributes);
  }

  private static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
    return new Attribute(type, new DERSet(value));
  }

  private static Attribute signingCertificate(X509Certificate certificate, SignatureScheme scheme)
      throws CertificateEncodingException {
    boolean national = scheme == SignatureScheme.SM2_SM3;
    DigestAlgorithm digest = national ? DigestAlgorithm.SM3 : DigestAlgorithm.SHA_256;
    byte[] hash = digest.newDigest().digest(certificate.getEncoded());
    ESSCertIDv2 reference =
        national
            ? new ESSCertIDv2(new AlgorithmIdentifier(GMObjectIdentifiers.sm3), hash)
            : new ESSCertIDv2(hash);
    return attribute(
        PKCSObjectIdentifiers.id_aa_signingCertificateV2, new SigningCertificateV2(reference));
  }

  private static ASN1Set certificatesOf(KeyIdentity identity) throws CertificateEncodingException {
    ASN1EncodableVector certificates = new ASN1EncodableVector();
    for (X509Certificate certificate : identity.chain()) {
      certificates.add(Certificate.getInstance(certificate.getEncoded()));
    }
    return new DERSet(certificates);
  }

  private static AlgorithmIdentifier digestAlgorithmOf(SignatureScheme scheme) {
    return new AlgorithmIdentifier(
        switch (scheme.digest()) {
          case SHA_256 -> NISTObjectIdentifiers.id_sha256;
          case SHA_384 -> NISTObjectIdentifiers.id_sha384;
          case SHA_512 -> NISTObjectIdentifiers.id_sha512;
          case SM3 -> GMObjectIdentifiers.sm3;
        });
  }

  private static AlgorithmIdentifier signatureAlgorithmOf(SignatureScheme scheme) {
    return switch (scheme) {
      case ECDSA_P256_SHA256 -> new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
      case ECDSA_P384_SHA384 -> new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA384);
      case ED25519 -> new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519);
      case SM2_SM3 -> new AlgorithmIdentifier(GMObjectIdentifiers.sm2sign_with_sm3);
      case RSA_SHA256, RSA_SHA384, RSA_SHA512, RSA_PSS_SHA256 ->
          new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);
    };
  }
}
