package io.kanhe.trust.internal;

import static io.kanhe.platform.ErrorCode.MALFORMED;
import static io.kanhe.platform.ErrorCode.SIGNATURE_INVALID;
import static io.kanhe.platform.ErrorCode.SIGNATURE_MISSING;

import io.kanhe.message.DigestAlgorithm;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * The signed attributes of the one signer, each type once with one value.
 *
 * <p>Standard: RFC 5652 section 5.4 and 11, RFC 5035 section 3.
 */
final class SignedAttributes {

  private final ASN1Set set;
  private final Map<ASN1ObjectIdentifier, ASN1Encodable> values;

  private SignedAttributes(ASN1Set set, Map<ASN1ObjectIdentifier, ASN1Encodable> values) {
    this.set = set;
    this.values = values;
  }

  static SignedAttributes of(@Nullable ASN1Set set) {
    // Without signed attributes the signature is over the content itself. Then the attributes of
    // any signed message, taken as content, would verify as a message that nobody ever signed.
    if (set == null || set.size() == 0) {
      throw new KanheException(
          SIGNATURE_MISSING, "no signed attributes (expected: content type and message digest)");
    }
    Map<ASN1ObjectIdentifier, ASN1Encodable> values = new HashMap<>();
    for (ASN1Encodable element : set) {
      Attribute attribute = Attribute.getInstance(element);
      if (attribute.getAttrValues().size() != 1
          || values.put(attribute.getAttrType(), attribute.getAttrValues().getObjectAt(0))
              != null) {
        throw new KanheException(
            MALFORMED, "a signed attribute that is repeated (expected: once with one value)");
      }
    }
    return new SignedAttributes(set, values);
  }

  /** Holds the attributes against what they speak of; the signature over them comes later. */
  void check(
      ASN1ObjectIdentifier contentType,
      byte[] content,
      DigestAlgorithm digest,
      X509Certificate signer) {
    ASN1Encodable type = values.get(CMSAttributes.contentType);
    if (type == null || !contentType.equals(type.toASN1Primitive())) {
      throw invalid("the signed content type is missing or another one than the content's");
    }
    ASN1Encodable stated = values.get(CMSAttributes.messageDigest);
    if (stated == null) {
      throw invalid("the signed message digest is missing");
    }
    byte[] expected = ASN1OctetString.getInstance(stated).getOctets();
    if (!MessageDigest.isEqual(expected, digest.newDigest().digest(content))) {
      throw invalid("the content is not what was signed: its digest differs");
    }
    checkCertificate(signer);
  }

  /** Stops a second certificate of the same key from standing in for the one that was used. */
  private void checkCertificate(X509Certificate signer) {
    ASN1Encodable value = values.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
    if (value == null) {
      return;
    }
    ESSCertIDv2[] ids = SigningCertificateV2.getInstance(value).getCerts();
    if (ids.length == 0) {
      throw invalid("the signed certificate reference is empty");
    }
    DigestAlgorithm algorithm = algorithmOf(ids[0]);
    try {
      byte[] actual = algorithm.newDigest().digest(signer.getEncoded());
      if (!MessageDigest.isEqual(ids[0].getCertHash(), actual)) {
        throw invalid("the certificate is another one than the signer named");
      }
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoded form", e);
    }
  }

  private static DigestAlgorithm algorithmOf(ESSCertIDv2 id) {
    ASN1ObjectIdentifier oid = id.getHashAlgorithm().getAlgorithm();
    if (oid.equals(NISTObjectIdentifiers.id_sha256)) {
      return DigestAlgorithm.SHA_256;
    }
    if (oid.equals(NISTObjectIdentifiers.id_sha384)) {
      return DigestAlgorithm.SHA_384;
    }
    if (oid.equals(NISTObjectIdentifiers.id_sha512)) {
      return DigestAlgorithm.SHA_512;
    }
    if (oid.equals(GMObjectIdentifiers.sm3)) {
      return DigestAlgorithm.SM3;
    }
    throw invalid("the signed certificate reference uses a digest that is not allowed");
  }

  /** What the signer's clock said. */
  Instant signingTime() {
    ASN1Encodable time = values.get(CMSAttributes.signingTime);
    if (time == null) {
      throw invalid("the signing time is missing");
    }
    return Time.getInstance(time).getDate().toInstant();
  }

  boolean names(ASN1ObjectIdentifier type) {
    return values.containsKey(type);
  }

  /** The bytes under the signature: the DER form of the SET, whatever form was sent. */
  byte[] encoded() {
    try {
      return set.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new KanheException(MALFORMED, "signed attributes without a DER form");
    }
  }

  private static KanheException invalid(String message) {
    return new KanheException(SIGNATURE_INVALID, message);
  }
}
