package io.kanhe.trust.internal;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.RevocationAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.OtherRevocationInfoFormat;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.CertificateList;
import org.jspecify.annotations.Nullable;

/**
 * Answers about revocation inside a SignedData, in one form: what their own signatures do not cover
 * is what the writer would have written.
 *
 * <p>Standard: RFC 5652 section 5.1 ({@code crls}), RFC 5940 for OCSP, ETSI EN 319 122-1 baseline
 * LT.
 *
 * @param ocsp OCSPResponses in DER
 * @param lists CertificateLists in DER
 */
record RevocationValues(List<byte[]> ocsp, List<byte[]> lists) {

  static final RevocationValues NONE = new RevocationValues(List.of(), List.of());

  private static final int MAXIMUM = 16;

  static RevocationValues of(List<RevocationAnswer> answers) {
    return new RevocationValues(
        bytes(answers, RevocationAnswer.Form.OCSP), bytes(answers, RevocationAnswer.Form.CRL));
  }

  private static List<byte[]> bytes(List<RevocationAnswer> answers, RevocationAnswer.Form form) {
    return answers.stream()
        .filter(each -> each.form() == form)
        .map(RevocationAnswer::bytes)
        .toList();
  }

  /** {@code null} where there is nothing. */
  @Nullable ASN1Set encoded() throws IOException {
    ASN1EncodableVector values = new ASN1EncodableVector();
    for (byte[] list : lists) {
      values.add(CertificateList.getInstance(list));
    }
    for (byte[] response : ocsp) {
      OtherRevocationInfoFormat other =
          new OtherRevocationInfoFormat(
              CMSObjectIdentifiers.id_ri_ocsp_response, ASN1Primitive.fromByteArray(response));
      values.add(new DERTaggedObject(false, 1, other));
    }
    return values.size() == 0 ? null : new DERSet(values);
  }

  /**
   * @throws KanheException 1001 MALFORMED for more than the one form, 1007 LIMIT_EXCEEDED
   */
  static RevocationValues read(@Nullable ASN1Set values) throws IOException {
    if (values == null) {
      return NONE;
    }
    if (values.size() > MAXIMUM) {
      throw new KanheException(
          ErrorCode.LIMIT_EXCEEDED,
          values.size() + " answers about revocation (expected: at most " + MAXIMUM + ")");
    }
    List<byte[]> ocsp = new ArrayList<>();
    List<byte[]> lists = new ArrayList<>();
    for (ASN1Encodable each : values) {
      if (each.toASN1Primitive() instanceof ASN1TaggedObject tagged && tagged.getTagNo() == 1) {
        OtherRevocationInfoFormat other = OtherRevocationInfoFormat.getInstance(tagged, false);
        if (!other.getInfoFormat().equals(CMSObjectIdentifiers.id_ri_ocsp_response)) {
          throw malformed();
        }
        ocsp.add(strictOcsp(other.getInfo()));
      } else if (each.toASN1Primitive() instanceof ASN1Sequence sequence) {
        lists.add(strictList(sequence));
      } else {
        throw malformed();
      }
    }
    return new RevocationValues(ocsp, lists);
  }

  private static byte[] strictOcsp(ASN1Encodable given) throws IOException {
    byte[] der = der(given.toASN1Primitive());
    OCSPResponse response = OCSPResponse.getInstance(given);
    if (response.getResponseBytes() == null
        || !response
            .getResponseBytes()
            .getResponseType()
            .equals(OCSPObjectIdentifiers.id_pkix_ocsp_basic)) {
      throw malformed();
    }
    BasicOCSPResponse basic =
        BasicOCSPResponse.getInstance(response.getResponseBytes().getResponse().getOctets());
    requirePlain(basic.getSignatureAlgorithm());
    ASN1Sequence certificates = basic.getCerts();
    if (certificates != null) {
      for (ASN1Encodable each : certificates) {
        Certificate certificate = Certificate.getInstance(each);
        requireSame(
            der(certificate.getSignatureAlgorithm()),
            der(certificate.getTBSCertificate().getSignature()));
      }
    }
    BasicOCSPResponse strict =
        new BasicOCSPResponse(
            basic.getTbsResponseData(),
            basic.getSignatureAlgorithm(),
            basic.getSignature(),
            certificates);
    requireSame(der(basic), der(strict));
    requireSame(der(response), der);
    return der;
  }

  private static byte[] strictList(ASN1Sequence given) throws IOException {
    byte[] der = der(given);
    CertificateList list = CertificateList.getInstance(given);
    requireSame(der(list.getSignatureAlgorithm()), der(list.getTBSCertList().getSignature()));
    requireSame(der(list), der);
    return der;
  }

  private static void requirePlain(AlgorithmIdentifier algorithm) {
    if (algorithm.getParameters() != null && !DERNull.INSTANCE.equals(algorithm.getParameters())) {
      throw malformed();
    }
  }

  private static void requireSame(byte[] given, byte[] strict) {
    if (!Arrays.equals(given, strict)) {
      throw malformed();
    }
  }

  private static byte[] der(ASN1Object value) throws IOException {
    return value.getEncoded(ASN1Encoding.DER);
  }

  private static KanheException malformed() {
    return new KanheException(
        ErrorCode.MALFORMED,
        "an answer about revocation in another form (expected: OCSPResponse or CertificateList)");
  }
}
