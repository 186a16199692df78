package io.kanhe.trust.internal;

import static io.kanhe.platform.ErrorCode.MALFORMED;
import static io.kanhe.platform.ErrorCode.SIGNATURE_INVALID;
import static io.kanhe.platform.ErrorCode.SIGNATURE_MISSING;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.CmsVerifier;
import io.kanhe.trust.Signer;
import io.kanhe.trust.VerifiedContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;

/**
 * Verifies CMS SignedData: one signer, content and signer's certificate inside, signed attributes
 * present, nothing after the structure. Unsigned attributes and revocation lists are ignored;
 * further certificates must be readable and are never trusted.
 *
 * <p>Standard: RFC 5652 section 5; with SM2 also under the numbers of GM/T 0010 (GB/T 35275).
 * Thread-safe.
 */
public final class BcCmsVerifier implements CmsVerifier {

  private static final int CACHED_CERTIFICATES = 1000;

  /** GM/T 0010 (GB/T 35275) section 6: the same structures under numbers of its own. */
  private static final ASN1ObjectIdentifier GM_DATA =
      new ASN1ObjectIdentifier("1.2.156.10197.6.1.4.2.1");

  private static final ASN1ObjectIdentifier GM_SIGNED_DATA =
      new ASN1ObjectIdentifier("1.2.156.10197.6.1.4.2.2");

  private final AlgorithmPolicy policy;
  private final BoundedCache<ByteBuffer, EmbeddedCertificate> parsed =
      new BoundedCache<>(CACHED_CERTIFICATES);
  private final BoundedCache<X509Certificate, PublicKey> keys =
      new BoundedCache<>(CACHED_CERTIFICATES);

  public BcCmsVerifier(AlgorithmPolicy policy) {
    this.policy = policy;
  }

  @Override
  public VerifiedContent verify(byte[] encoded) {
    try {
      return verify(signedDataOf(encoded));
    } catch (KanheException e) {
      throw e;
    } catch (RuntimeException e) {
      // Bouncy Castle parses lazily and reports a wrong structure by many unchecked exceptions;
      // this is the only parser of bytes that strangers send, so all of them are a refusal. The
      // text of the parser stays out of the answer.
      throw malformed("not a CMS SignedData as RFC 5652 describes it");
    }
  }

  private VerifiedContent verify(SignedData signed) {
    byte[] content = contentOf(signed);
    SignerInfo info = onlySigner(signed);
    EmbeddedCertificate signer =
        EmbeddedCertificate.ofSigner(
            info.getSID(), EmbeddedCertificate.all(signed, this::readStrictly));
    Certificate embedded = signer.structure();
    SignatureScheme scheme =
        SignatureScheme.of(
            info.getDigestAlgorithm(),
            info.getDigestEncryptionAlgorithm(),
            embedded.getSubjectPublicKeyInfo(),
            policy);
    requireListed(info.getDigestAlgorithm(), signed);
    X509Certificate certificate = signer.certificate();
    Signer by = new Signer(certificate, scheme.policyName(), scheme.digest());
    policy.require(by);
    PublicKey key = keys.get(certificate, present -> keyOf(present, scheme));
    SignedAttributes attributes = SignedAttributes.of(info.getAuthenticatedAttributes());
    attributes.check(contentTypeOf(signed), content, scheme.digest(), certificate);
    checkSyntax(signed, scheme);
    byte[] signature = info.getEncryptedDigest().getOctets();
    if (!scheme.verifies(key, attributes.encoded(), signature)) {
      throw refusal(SIGNATURE_INVALID, "the signature does not fit the signed attributes");
    }
    return new VerifiedContent(content, by);
  }

  static SignedData signedDataOf(byte[] encoded) {
    ASN1Primitive parsed;
    try {
      // Refuses bytes after the structure: two readers must not see two messages in one.
      parsed = ASN1Primitive.fromByteArray(encoded);
    } catch (IOException e) {
      throw malformed("not one BER or DER structure with nothing after it");
    }
    if (parsed == null) {
      throw malformed("an empty message (expected: CMS SignedData)");
    }
    ContentInfo info = ContentInfo.getInstance(parsed);
    if (!info.getContentType().equals(CMSObjectIdentifiers.signedData)
        && !info.getContentType().equals(GM_SIGNED_DATA)) {
      throw refusal(SIGNATURE_MISSING, "a CMS structure other than SignedData");
    }
    return SignedData.getInstance(info.getContent());
  }

  private static byte[] contentOf(SignedData signed) {
    ContentInfo inner = signed.getEncapContentInfo();
    if (!inner.getContentType().equals(CMSObjectIdentifiers.data)
        && !inner.getContentType().equals(GM_DATA)) {
      throw malformed("signed content of another type (expected: id-data)");
    }
    if (inner.getContent() == null) {
      throw refusal(SIGNATURE_MISSING, "a detached signature (expected: content inside)");
    }
    return ASN1OctetString.getInstance(inner.getContent()).getOctets();
  }

  private static ASN1ObjectIdentifier contentTypeOf(SignedData signed) {
    return signed.getEncapContentInfo().getContentType();
  }

  /** The content types of GM/T 0010 go with SM2 only: that standard knows nothing else. */
  private static void checkSyntax(SignedData signed, SignatureScheme scheme) {
    if (contentTypeOf(signed).equals(GM_DATA) && scheme != SignatureScheme.SM2_SM3) {
      throw malformed("a content type of GM/T 0010 without SM2 (expected: id-data)");
    }
  }

  static SignerInfo onlySigner(SignedData signed) {
    ASN1Set signers = signed.getSignerInfos();
    if (signers.size() == 0) {
      throw refusal(SIGNATURE_MISSING, "no signer (expected: one)");
    }
    if (signers.size() > 1) {
      throw malformed(signers.size() + " signers (expected: one)");
    }
    return SignerInfo.getInstance(signers.getObjectAt(0));
  }

  /** Other programs, and RFC 5652 section 5.1, need the digest in the list before the content. */
  private static void requireListed(AlgorithmIdentifier digest, SignedData signed) {
    for (ASN1Encodable listed : signed.getDigestAlgorithms()) {
      if (AlgorithmIdentifier.getInstance(listed).getAlgorithm().equals(digest.getAlgorithm())) {
        return;
      }
    }
    throw malformed("a signer's digest that digestAlgorithms does not list (expected: it does)");
  }

  private EmbeddedCertificate readStrictly(byte[] encoded) {
    return parsed.get(
        ByteBuffer.wrap(encoded), bytes -> EmbeddedCertificate.readStrictly(bytes.array()));
  }

  private PublicKey keyOf(X509Certificate certificate, SignatureScheme scheme) {
    try {
      return scheme.verificationKey(certificate.getPublicKey(), policy);
    } catch (GeneralSecurityException e) {
      throw malformed("the key in the signer's certificate cannot be read");
    }
  }

  private static KanheException malformed(String message) {
    return refusal(MALFORMED, message);
  }

  private static KanheException refusal(ErrorCode code, String message) {
    return new KanheException(code, message);
  }
}
