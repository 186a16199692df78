package io.kanhe.trust.internal;

import static io.kanhe.platform.ErrorCode.ALGORITHM_FORBIDDEN;
import static io.kanhe.platform.ErrorCode.LIMIT_EXCEEDED;
import static io.kanhe.platform.ErrorCode.MALFORMED;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.EncryptedPayload;
import io.kanhe.trust.internal.AuthEnveloped.Agreed;
import io.kanhe.trust.internal.AuthEnveloped.ClosedKey;
import io.kanhe.trust.internal.AuthEnveloped.Transported;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientIdentifier;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.OriginatorPublicKey;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Reads an envelope of the closed profile: AuthEnvelopedData over id-data, nothing authenticated or
 * unauthenticated beside it, only recipients by key transport and key agreement, nothing after it.
 *
 * <p>Standard: RFC 5083 section 2.1, DER or BER. Thread-safe.
 */
final class AuthEnvelopedReader {

  static final int MAXIMUM_RECIPIENTS = 20;

  private AuthEnvelopedReader() {}

  /**
   * @throws KanheException 1001 MALFORMED, 1007 LIMIT_EXCEEDED, 2003 ALGORITHM_FORBIDDEN
   */
  static AuthEnveloped read(byte[] encoded) {
    try {
      return read(envelopedData(encoded));
    } catch (KanheException e) {
      throw e;
    } catch (RuntimeException e) {
      // As for signatures: Bouncy Castle reports a wrong structure by many unchecked exceptions,
      // and these are a stranger's bytes. The parser's text stays out of the answer.
      throw malformed("not a CMS AuthEnvelopedData as RFC 5083 describes it");
    }
  }

  private static AuthEnvelopedData envelopedData(byte[] encoded) {
    ASN1Primitive parsed;
    try {
      parsed = ASN1Primitive.fromByteArray(encoded);
    } catch (IOException e) {
      throw malformed("not one BER or DER structure with nothing after it");
    }
    if (parsed == null) {
      throw malformed("an empty envelope (expected: CMS AuthEnvelopedData)");
    }
    ContentInfo info = ContentInfo.getInstance(parsed);
    if (CMSObjectIdentifiers.envelopedData.equals(info.getContentType())
        || GMObjectIdentifiers.sm_scheme.branch("6.1.4.2.3").equals(info.getContentType())) {
      // Content that can be changed unseen, and a key that answers by padding, are how encrypted
      // mail was read by strangers.
      throw forbidden("EnvelopedData, whose content is not authenticated");
    }
    if (!CMSObjectIdentifiers.authEnvelopedData.equals(info.getContentType())) {
      throw malformed("a CMS structure other than AuthEnvelopedData");
    }
    return AuthEnvelopedData.getInstance(info.getContent());
  }

  private static AuthEnveloped read(AuthEnvelopedData data) {
    if (data.getAuthAttrs() != null
        || data.getUnauthAttrs() != null
        || data.getOriginatorInfo() != null) {
      throw malformed("attributes or originator information (expected: none)");
    }
    EncryptedContentInfo content = data.getAuthEncryptedContentInfo();
    if (!CMSObjectIdentifiers.data.equals(content.getContentType())
        || content.getEncryptedContent() == null) {
      throw malformed("content of another type or none (expected: id-data inside)");
    }
    ContentCipher cipher = ContentCipher.of(content.getContentEncryptionAlgorithm());
    byte[] text = content.getEncryptedContent().getOctets();
    byte[] tag = data.getMac().getOctets();
    if (tag.length != ContentCipher.TAG_BYTES) {
      throw forbidden("a tag of " + tag.length + " bytes (expected: 16)");
    }
    byte[] sealed = java.util.Arrays.copyOf(text, text.length + tag.length);
    System.arraycopy(tag, 0, sealed, text.length, tag.length);
    byte[] nonce = ContentCipher.nonceOf(content.getContentEncryptionAlgorithm());
    return new AuthEnveloped(cipher, nonce, sealed, keys(data, cipher));
  }

  private static List<ClosedKey> keys(AuthEnvelopedData data, ContentCipher cipher) {
    List<ClosedKey> keys = new ArrayList<>();
    for (ASN1Encodable each : data.getRecipientInfos()) {
      keys.addAll(keys(RecipientInfo.getInstance(each), cipher));
      if (keys.size() > MAXIMUM_RECIPIENTS) {
        throw new KanheException(
            LIMIT_EXCEEDED, "more than " + MAXIMUM_RECIPIENTS + " recipients of one envelope");
      }
    }
    if (keys.isEmpty()) {
      throw malformed("no recipient (expected: at least one)");
    }
    return keys;
  }

  private static List<? extends ClosedKey> keys(RecipientInfo recipient, ContentCipher cipher) {
    ASN1Encodable info = recipient.getInfo();
    if (info instanceof KeyTransRecipientInfo transported) {
      KeyTransport by = transportOf(transported.getKeyEncryptionAlgorithm());
      together(by.cipher(), cipher);
      return List.of(
          new Transported(
              nameOf(transported.getRecipientIdentifier()),
              by,
              transported.getEncryptedKey().getOctets()));
    }
    if (info instanceof KeyAgreeRecipientInfo agreed) {
      together(ContentCipher.AES_256_GCM, cipher);
      return agreedKeys(agreed);
    }
    throw forbidden(
        "a recipient by another way than key transport and key agreement"
            + " (expected: RSA-OAEP, ECDH or SM2)");
  }

  private static KeyTransport transportOf(AlgorithmIdentifier algorithm) {
    if (GMObjectIdentifiers.sm2encrypt.equals(algorithm.getAlgorithm())) {
      return KeyTransport.SM2;
    }
    if (PKCSObjectIdentifiers.id_RSAES_OAEP.equals(algorithm.getAlgorithm())) {
      RSAESOAEPparams oaep = RSAESOAEPparams.getInstance(algorithm.getParameters());
      AlgorithmIdentifier mask = oaep.getMaskGenAlgorithm();
      boolean allowed =
          isSha256(oaep.getHashAlgorithm())
              && PKCSObjectIdentifiers.id_mgf1.equals(mask.getAlgorithm())
              && isSha256(AlgorithmIdentifier.getInstance(mask.getParameters()))
              && RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM.equals(oaep.getPSourceAlgorithm());
      if (allowed) {
        return KeyTransport.RSA_OAEP_SHA256;
      }
      throw forbidden("OAEP with other parameters (expected: SHA-256 and MGF1 with SHA-256)");
    }
    throw forbidden("another key transport (expected: RSA-OAEP with SHA-256, or SM2)");
  }

  private static boolean isSha256(AlgorithmIdentifier algorithm) {
    return NISTObjectIdentifiers.id_sha256.equals(algorithm.getAlgorithm());
  }

  private static List<Agreed> agreedKeys(KeyAgreeRecipientInfo info) {
    AlgorithmIdentifier scheme = info.getKeyEncryptionAlgorithm();
    if (!SECObjectIdentifiers.dhSinglePass_stdDH_sha256kdf_scheme.equals(scheme.getAlgorithm())) {
      throw forbidden("another key agreement (expected: dhSinglePass-stdDH-sha256kdf)");
    }
    AlgorithmIdentifier wrap = AlgorithmIdentifier.getInstance(scheme.getParameters());
    if (!NISTObjectIdentifiers.id_aes256_wrap.equals(wrap.getAlgorithm())) {
      throw forbidden("another key wrap (expected: aes256-wrap)");
    }
    OriginatorPublicKey originator = info.getOriginator().getOriginatorKey();
    if (originator == null) {
      throw forbidden("a key agreement without an ephemeral key (expected: one inside)");
    }
    byte[] point = originator.getPublicKeyData().getOctets();
    ASN1OctetString material = info.getUserKeyingMaterial();
    List<Agreed> keys = new ArrayList<>();
    for (ASN1Encodable each : info.getRecipientEncryptedKeys()) {
      RecipientEncryptedKey key = RecipientEncryptedKey.getInstance(each);
      keys.add(
          new Agreed(
              nameOf(key.getIdentifier()),
              key.getEncryptedKey().getOctets(),
              point,
              wrap,
              material == null ? null : material.getOctets()));
    }
    return keys;
  }

  private static EncryptedPayload.Name nameOf(RecipientIdentifier id) {
    return id.isTagged()
        ? identifier(ASN1OctetString.getInstance(id.getId()))
        : issued(IssuerAndSerialNumber.getInstance(id.getId()));
  }

  private static EncryptedPayload.Name nameOf(KeyAgreeRecipientIdentifier id) {
    IssuerAndSerialNumber issued = id.getIssuerAndSerialNumber();
    return issued == null ? identifier(id.getRKeyID().getSubjectKeyIdentifier()) : issued(issued);
  }

  private static EncryptedPayload.Name identifier(ASN1OctetString identifier) {
    return new EncryptedPayload.KeyIdentifier(HexFormat.of().formatHex(identifier.getOctets()));
  }

  private static EncryptedPayload.Name issued(IssuerAndSerialNumber issued) {
    try {
      return new EncryptedPayload.IssuerSerial(
          new X500Principal(issued.getName().getEncoded()), issued.getSerialNumber().getValue());
    } catch (IOException e) {
      throw malformed("a recipient without a readable name");
    }
  }

  /** A weak cipher must not come in behind a strong key, nor the other way round. */
  private static void together(ContentCipher ofKey, ContentCipher ofContent) {
    if (ofKey != ofContent) {
      throw forbidden("a mixture (expected: RSA or EC with AES-256-GCM, SM2 with SM4-GCM)");
    }
  }

  private static KanheException forbidden(String message) {
    return refusal(ALGORITHM_FORBIDDEN, "encrypted content: " + message);
  }

  private static KanheException malformed(String message) {
    return refusal(MALFORMED, "encrypted content: " + message);
  }

  private static KanheException refusal(ErrorCode code, String message) {
    return new KanheException(code, message);
  }
}
