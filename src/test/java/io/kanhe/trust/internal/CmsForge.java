package io.kanhe.trust.internal;

import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SimpleAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * Makes CMS messages that our signer never makes: with Bouncy Castle's generator, or by taking ours
 * apart.
 */
final class CmsForge {

  private final byte[] content;
  private final List<X509Certificate> certificates = new ArrayList<>();
  private final CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
  private boolean encapsulated = true;
  private ASN1ObjectIdentifier contentType = CMSObjectIdentifiers.data;

  CmsForge(byte[] content) {
    this.content = content;
  }

  CmsForge signer(KeyIdentity identity, String algorithm) {
    certificates.addAll(identity.chain());
    return add(identity, builder(), algorithm);
  }

  CmsForge signerWithoutAttributes(KeyIdentity identity, String algorithm) {
    certificates.addAll(identity.chain());
    return add(identity, builder().setDirectSignature(true), algorithm);
  }

  /** With these signed attributes only, whatever they are. */
  CmsForge signerWithAttributes(
      KeyIdentity identity, Map<ASN1ObjectIdentifier, ASN1Encodable> attributes) {
    certificates.addAll(identity.chain());
    Hashtable<ASN1ObjectIdentifier, Attribute> table = new Hashtable<>();
    attributes.forEach((type, value) -> table.put(type, new Attribute(type, new DERSet(value))));
    var builder = builder();
    builder.setSignedAttributeGenerator(
        new SimpleAttributeTableGenerator(new AttributeTable(table)));
    return add(identity, builder, "SHA256withECDSA");
  }

  CmsForge onlyCertificates(List<X509Certificate> replaced) {
    certificates.clear();
    certificates.addAll(replaced);
    return this;
  }

  CmsForge detached() {
    encapsulated = false;
    return this;
  }

  CmsForge contentType(String oid) {
    contentType = new ASN1ObjectIdentifier(oid);
    return this;
  }

  byte[] build() {
    try {
      generator.addCertificates(new JcaCertStore(certificates));
      return generator
          .generate(new CMSProcessableByteArray(contentType, content), encapsulated)
          .getEncoded();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private CmsForge add(
      KeyIdentity identity, JcaSimpleSignerInfoGeneratorBuilder builder, String algorithm) {
    try {
      builder.setProvider(BouncyCastle.PROVIDER);
      generator.addSignerInfoGenerator(
          builder.build(algorithm, identity.key(), identity.certificate()));
      return this;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static JcaSimpleSignerInfoGeneratorBuilder builder() {
    try {
      return new JcaSimpleSignerInfoGeneratorBuilder();
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Our own message in which another certificate stands in for the signer's. */
  static byte[] withCertificate(byte[] signed, X509Certificate other) {
    try {
      SignedData data = signedData(signed);
      SignerInfo info = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
      Certificate certificate = Certificate.getInstance(other.getEncoded());
      SignerInfo changed =
          new SignerInfo(
              new SignerIdentifier(new IssuerAndSerialNumber(certificate)),
              info.getDigestAlgorithm(),
              info.getAuthenticatedAttributes(),
              info.getDigestEncryptionAlgorithm(),
              info.getEncryptedDigest(),
              info.getUnauthenticatedAttributes());
      return encoded(data, new DERSet(certificate), new DERSet(changed));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** With other signed attributes under the old signature; {@code null} leaves them out. */
  static byte[] withAttributes(byte[] signed, ASN1Set attributes) throws IOException {
    return withSigner(signed, attributes, null);
  }

  static byte[] withUnsignedAttribute(byte[] signed) throws IOException {
    Attribute attribute =
        new Attribute(
            new ASN1ObjectIdentifier("1.2.3.4"), new DERSet(new DEROctetString(new byte[3])));
    SignerInfo info = SignerInfo.getInstance(signedData(signed).getSignerInfos().getObjectAt(0));
    return withSigner(signed, info.getAuthenticatedAttributes(), new DERSet(attribute));
  }

  static byte[] withoutSigner(byte[] signed) throws IOException {
    SignedData data = signedData(signed);
    return encoded(data, data.getCertificates(), new DERSet());
  }

  /** Repeats the first signed attribute and signs again: valid but for the repetition. */
  static byte[] withRepeatedAttribute(byte[] content, KeyIdentity identity) throws Exception {
    byte[] signed = Trust.cmsSigner(identity).sign(content);
    SignedData data = signedData(signed);
    SignerInfo info = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    for (ASN1Encodable attribute : info.getAuthenticatedAttributes()) {
      attributes.add(attribute);
    }
    attributes.add(info.getAuthenticatedAttributes().getObjectAt(0));
    ASN1Set repeated = new DERSet(attributes);
    PrivateKey key = identity.key();
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key);
    signature.update(repeated.getEncoded("DER"));
    SignerInfo changed =
        new SignerInfo(
            info.getSID(),
            info.getDigestAlgorithm(),
            repeated,
            info.getDigestEncryptionAlgorithm(),
            new DEROctetString(signature.sign()),
            (ASN1Set) null);
    return encoded(data, data.getCertificates(), new DERSet(changed));
  }

  /** The DER form of the signed attributes, as they stand under the signature. */
  static byte[] attributesOf(byte[] signed) throws IOException {
    return SignerInfo.getInstance(signedData(signed).getSignerInfos().getObjectAt(0))
        .getAuthenticatedAttributes()
        .getEncoded("DER");
  }

  /** The attack on verifiers that take messages without signed attributes. */
  static byte[] withAttributesAsContent(byte[] signed) throws IOException {
    SignedData data = signedData(signed);
    SignerInfo info = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
    SignerInfo changed =
        new SignerInfo(
            info.getSID(),
            info.getDigestAlgorithm(),
            (ASN1Set) null,
            info.getDigestEncryptionAlgorithm(),
            info.getEncryptedDigest(),
            (ASN1Set) null);
    SignedData forged =
        new SignedData(
            data.getDigestAlgorithms(),
            new ContentInfo(CMSObjectIdentifiers.data, new DEROctetString(attributesOf(signed))),
            data.getCertificates(),
            null,
            new DERSet(changed));
    return new ContentInfo(CMSObjectIdentifiers.signedData, forged).getEncoded("DER");
  }

  private static byte[] withSigner(byte[] signed, ASN1Set attributes, ASN1Set unsigned)
      throws IOException {
    SignedData data = signedData(signed);
    SignerInfo info = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
    SignerInfo changed =
        new SignerInfo(
            info.getSID(),
            info.getDigestAlgorithm(),
            attributes,
            info.getDigestEncryptionAlgorithm(),
            ASN1OctetString.getInstance(info.getEncryptedDigest()),
            unsigned);
    return encoded(data, data.getCertificates(), new DERSet(changed));
  }

  private static byte[] encoded(SignedData data, ASN1Set certificates, ASN1Set signers)
      throws IOException {
    SignedData changed =
        new SignedData(
            data.getDigestAlgorithms(), data.getEncapContentInfo(), certificates, null, signers);
    return new ContentInfo(CMSObjectIdentifiers.signedData, changed).getEncoded("DER");
  }

  private static SignedData signedData(byte[] signed) throws IOException {
    return SignedData.getInstance(
        ContentInfo.getInstance(ASN1Primitive.fromByteArray(signed)).getContent());
  }
}
