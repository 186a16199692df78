package io.kanhe.trust.internal;

import static io.kanhe.platform.ErrorCode.MALFORMED;
import static io.kanhe.platform.ErrorCode.SIGNATURE_INVALID;

import io.kanhe.platform.KanheException;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.ContainerVerifier;
import io.kanhe.trust.Signer;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Certificate;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a detached CAdES signature, in the one form that {@link BcCmsSigner} writes.
 *
 * <p>Standard: ETSI EN 319 122-1, RFC 5652. Thread-safe.
 */
public final class BcContainerVerifier implements ContainerVerifier {

  private final AlgorithmPolicy policy;

  public BcContainerVerifier(AlgorithmPolicy policy) {
    this.policy = policy;
  }

  @Override
  public ContainerSignature verify(byte[] signature, byte[] manifest) {
    try {
      return verifyParsed(signature, manifest);
    } catch (KanheException e) {
      throw e;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // As in BcCmsVerifier: a wrong structure shows as one of many unchecked exceptions.
      throw new KanheException(MALFORMED, "not a detached CMS signature");
    }
  }

  private ContainerSignature verifyParsed(byte[] encoded, byte[] manifest)
      throws IOException, GeneralSecurityException {
    SignedData signed = BcCmsVerifier.signedDataOf(encoded);
    if (!signed.getEncapContentInfo().getContentType().equals(CMSObjectIdentifiers.data)
        || signed.getEncapContentInfo().getContent() != null) {
      throw new KanheException(MALFORMED, "content inside (expected: a detached signature)");
    }
    SignerInfo info = BcCmsVerifier.onlySigner(signed);
    List<EmbeddedCertificate> all = EmbeddedCertificate.all(signed, EmbeddedCertificate::read);
    EmbeddedCertificate signer = EmbeddedCertificate.ofSigner(info.getSID(), all);
    Certificate embedded = signer.structure();
    SignatureScheme scheme =
        SignatureScheme.of(
            info.getDigestAlgorithm(),
            info.getDigestEncryptionAlgorithm(),
            embedded.getSubjectPublicKeyInfo(),
            policy);
    X509Certificate certificate = signer.certificate();
    Signer by = new Signer(certificate, scheme.policyName(), scheme.digest());
    policy.require(by);
    PublicKey key = scheme.verificationKey(certificate.getPublicKey(), policy);
    SignedAttributes attributes = SignedAttributes.of(info.getAuthenticatedAttributes());
    attributes.check(CMSObjectIdentifiers.data, manifest, scheme.digest(), certificate);
    Instant signedAt = attributes.signingTime();
    byte[] value = info.getEncryptedDigest().getOctets();
    if (!attributes.names(PKCSObjectIdentifiers.id_aa_signingCertificateV2)
        || !scheme.verifies(key, attributes.encoded(), value)) {
      throw invalid("the signature does not fit the manifest");
    }
    List<Certificate> certificates = all.stream().map(EmbeddedCertificate::structure).toList();
    ASN1Set unsigned = info.getUnauthenticatedAttributes();
    RevocationValues answers = RevocationValues.read(signed.getCRLs());
    if (!SignedDataForm.hasPlainParameters(info)
        || !Arrays.equals(
            SignedDataForm.encode(
                signed, info, embedded, certificates, answers.encoded(), unsigned),
            encoded)) {
      throw invalid("the signature holds more or other structure than its one form");
    }
    return new ContainerSignature(
        by,
        all.stream().map(EmbeddedCertificate::certificate).toList(),
        signedAt,
        value,
        stampOf(unsigned),
        answers.ocsp(),
        answers.lists());
  }

  private static byte @Nullable [] stampOf(@Nullable ASN1Set unsigned) throws IOException {
    if (unsigned == null) {
      return null;
    }
    Attribute attribute =
        unsigned.size() == 1 ? Attribute.getInstance(unsigned.getObjectAt(0)) : null;
    if (attribute == null
        || !attribute.getAttrType().equals(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken)
        || attribute.getAttrValues().size() != 1) {
      throw invalid("unsigned attributes (expected: none or one time stamp)");
    }
    return attribute.getAttrValues().getObjectAt(0).toASN1Primitive().getEncoded(ASN1Encoding.DER);
  }

  private static KanheException invalid(String reason) {
    return new KanheException(SIGNATURE_INVALID, reason);
  }
}
