package io.kanhe.trust.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.TestPki;
import io.kanhe.trust.Trust;
import io.kanhe.trust.VerifiedContent;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
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
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jcajce.spec.SM2ParameterSpec;
import org.junit.jupiter.api.Test;

/** Messages as GM/T 0010 (GB/T 35275) writes them, made without our own signer. */
class GmSyntaxTest {

  private static final ASN1ObjectIdentifier DATA =
      new ASN1ObjectIdentifier("1.2.156.10197.6.1.4.2.1");
  private static final ASN1ObjectIdentifier SIGNED_DATA =
      new ASN1ObjectIdentifier("1.2.156.10197.6.1.4.2.2");
  private static final byte[] CONTENT = "national".getBytes(StandardCharsets.US_ASCII);
  private static final TestPki PKI = TestPki.createSm2();

  @Test
  void takesTheContentTypesAndTheSignatureNumberOfTheStandard() throws Exception {
    KeyIdentity signer = PKI.participant("agency-a").sm2().build();
    byte[] message =
        message(signer, SignatureScheme.SM2_SM3, GMObjectIdentifiers.sm3, DATA, DATA, sm2Sign());
    VerifiedContent verified = Trust.cmsVerifier(AlgorithmPolicy.strict()).verify(message);
    assertThat(verified.content()).isEqualTo(CONTENT);
    assertThat(verified.signer().algorithm()).isEqualTo("SM2-SM3");
  }

  @Test
  void refusesASignedContentTypeThatIsNotTheContents() throws Exception {
    KeyIdentity signer = PKI.participant("agency-a").sm2().build();
    ASN1ObjectIdentifier other = CMSObjectIdentifiers.data;
    byte[] message =
        message(signer, SignatureScheme.SM2_SM3, GMObjectIdentifiers.sm3, DATA, other, sm2Sign());
    assertRefused(ErrorCode.SIGNATURE_INVALID, message);
  }

  @Test
  void refusesThemForOtherKeysThanSm2() throws Exception {
    KeyIdentity signer = TestPki.create().participant("agency-b").build();
    byte[] message =
        message(
            signer,
            SignatureScheme.ECDSA_P256_SHA256,
            NISTObjectIdentifiers.id_sha256,
            DATA,
            DATA,
            X9ObjectIdentifiers.ecdsa_with_SHA256);
    assertRefused(ErrorCode.MALFORMED, message);
  }

  @Test
  void refusesSm2WithAnotherDigest() throws Exception {
    KeyIdentity signer = PKI.participant("agency-a").sm2().build();
    byte[] message =
        message(
            signer,
            SignatureScheme.SM2_SM3,
            NISTObjectIdentifiers.id_sha256,
            DATA,
            DATA,
            sm2Sign());
    assertRefused(ErrorCode.ALGORITHM_FORBIDDEN, message);
  }

  @Test
  void refusesASignatureUnderAnotherIdentifier() throws Exception {
    KeyIdentity signer = PKI.participant("agency-a").sm2().build();
    Signature other = Signature.getInstance("SM3withSM2", BouncyCastle.PROVIDER);
    other.setParameter(
        new SM2ParameterSpec("ALICE123@YAHOO.COM".getBytes(StandardCharsets.US_ASCII)));
    other.initSign(signer.key());
    byte[] message = message(signer, other, GMObjectIdentifiers.sm3, DATA, DATA, sm2Sign());
    assertRefused(ErrorCode.SIGNATURE_INVALID, message);
  }

  private static ASN1ObjectIdentifier sm2Sign() {
    return new ASN1ObjectIdentifier("1.2.156.10197.1.301.1");
  }

  private static void assertRefused(ErrorCode code, byte[] message) {
    assertThatThrownBy(() -> Trust.cmsVerifier(AlgorithmPolicy.strict()).verify(message))
        .isInstanceOfSatisfying(
            KanheException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private static byte[] message(
      KeyIdentity identity,
      SignatureScheme scheme,
      ASN1ObjectIdentifier digest,
      ASN1ObjectIdentifier content,
      ASN1ObjectIdentifier signedContent,
      ASN1ObjectIdentifier signature)
      throws Exception {
    Signature ready = scheme.newSignature(scheme.signingKey(identity.key()));
    return message(identity, ready, digest, content, signedContent, signature);
  }

  private static byte[] message(
      KeyIdentity identity,
      Signature signature,
      ASN1ObjectIdentifier digest,
      ASN1ObjectIdentifier content,
      ASN1ObjectIdentifier signedContent,
      ASN1ObjectIdentifier signatureAlgorithm)
      throws Exception {
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    attributes.add(new Attribute(CMSAttributes.contentType, new DERSet(signedContent)));
    attributes.add(
        new Attribute(CMSAttributes.messageDigest, new DERSet(new DEROctetString(hash(digest)))));
    DERSet signed = new DERSet(attributes);
    signature.update(signed.getEncoded(ASN1Encoding.DER));
    Certificate own = Certificate.getInstance(identity.certificate().getEncoded());
    SignerInfo info =
        new SignerInfo(
            new SignerIdentifier(new IssuerAndSerialNumber(own)),
            new AlgorithmIdentifier(digest),
            signed,
            new AlgorithmIdentifier(signatureAlgorithm),
            new DEROctetString(signature.sign()),
            (ASN1Set) null);
    SignedData data =
        new SignedData(
            new DERSet(new AlgorithmIdentifier(digest)),
            new ContentInfo(content, new DEROctetString(CONTENT)),
            new DERSet(own),
            null,
            new DERSet(info));
    return new ContentInfo(SIGNED_DATA, data).getEncoded(ASN1Encoding.DER);
  }

  private static byte[] hash(ASN1ObjectIdentifier digest) throws GeneralSecurityException {
    return MessageDigest.getInstance(digest.getId(), BouncyCastle.PROVIDER).digest(CONTENT);
  }
}
