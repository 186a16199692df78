package io.kanhe.trust.internal;

import java.io.IOException;
import java.util.Collection;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.jspecify.annotations.Nullable;

/**
 * The one form of a SignedData with one signer. A signature does not cover the structure around it:
 * versions, the list of digests, further certificates, how an algorithm is named. Where a verifier
 * takes one form only, none of that can be altered unseen.
 *
 * <p>Standard: RFC 5652 section 5.
 */
final class SignedDataForm {

  private SignedDataForm() {}

  /**
   * The same content, signed attributes and signature in DER, with these certificates and unsigned
   * attributes and nothing else.
   */
  static byte[] encode(
      SignedData signed,
      SignerInfo signer,
      Certificate signersCertificate,
      Collection<Certificate> certificates,
      @Nullable ASN1Set unsignedAttributes) {
    return encode(signed, signer, signersCertificate, certificates, null, unsignedAttributes);
  }

  /**
   * The same with answers about revocation.
   *
   * @param answers as {@link RevocationValues#encoded} writes them
   */
  static byte[] encode(
      SignedData signed,
      SignerInfo signer,
      Certificate signersCertificate,
      Collection<Certificate> certificates,
      @Nullable ASN1Set answers,
      @Nullable ASN1Set unsignedAttributes) {
    SignerInfo info =
        new SignerInfo(
            identifier(signer.getSID(), signersCertificate),
            signer.getDigestAlgorithm(),
            signer.getAuthenticatedAttributes(),
            signatureAlgorithm(signer),
            signer.getEncryptedDigest(),
            unsignedAttributes);
    SignedData strict =
        new SignedData(
            new DERSet(signer.getDigestAlgorithm()),
            signed.getEncapContentInfo(),
            new DERSet(certificates.toArray(Certificate[]::new)),
            answers,
            new DERSet(info));
    try {
      return new ContentInfo(CMSObjectIdentifiers.signedData, strict).getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
  }

  /** Names are compared without regard to case: only the certificate's own spelling is taken. */
  private static SignerIdentifier identifier(SignerIdentifier given, Certificate certificate) {
    return given.isTagged() ? given : new SignerIdentifier(new IssuerAndSerialNumber(certificate));
  }

  /** RSA can be named with and without its digest; here it is always named with it. */
  private static AlgorithmIdentifier signatureAlgorithm(SignerInfo signer) {
    AlgorithmIdentifier algorithm = signer.getDigestEncryptionAlgorithm();
    if (!algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return algorithm;
    }
    var digest = signer.getDigestAlgorithm().getAlgorithm();
    if (digest.equals(NISTObjectIdentifiers.id_sha256)) {
      return new AlgorithmIdentifier(
          PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);
    }
    return new AlgorithmIdentifier(
        digest.equals(NISTObjectIdentifiers.id_sha384)
            ? PKCSObjectIdentifiers.sha384WithRSAEncryption
            : PKCSObjectIdentifiers.sha512WithRSAEncryption,
        DERNull.INSTANCE);
  }

  /** True unless parameters were put where no algorithm of ours has any. */
  static boolean hasPlainParameters(SignerInfo signer) {
    return isPlain(signer.getDigestAlgorithm())
        && (signer
                .getDigestEncryptionAlgorithm()
                .getAlgorithm()
                .equals(PKCSObjectIdentifiers.id_RSASSA_PSS)
            || isPlain(signer.getDigestEncryptionAlgorithm()));
  }

  private static boolean isPlain(AlgorithmIdentifier algorithm) {
    return algorithm.getParameters() == null || DERNull.INSTANCE.equals(algorithm.getParameters());
  }
}
