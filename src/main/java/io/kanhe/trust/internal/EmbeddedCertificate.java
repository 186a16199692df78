package io.kanhe.trust.internal;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1BMPString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/** A certificate that SignedData brings along, in the very bytes in which it stands there. */
record EmbeddedCertificate(Certificate structure, X509Certificate certificate) {

  private static final int MAXIMUM = 10;

  /**
   * @param reader {@link #readStrictly} for messages, {@link #read} for what authorities make
   * @throws KanheException 1007 LIMIT_EXCEEDED, 1001 MALFORMED, or what the reader throws
   */
  static List<EmbeddedCertificate> all(
      SignedData signed, Function<byte[], EmbeddedCertificate> reader) {
    ASN1Set set = signed.getCertificates();
    if (set == null) {
      return List.of();
    }
    if (set.size() > MAXIMUM) {
      throw new KanheException(
          ErrorCode.LIMIT_EXCEEDED,
          set.size() + " certificates (expected: at most " + MAXIMUM + ")");
    }
    List<EmbeddedCertificate> certificates = new ArrayList<>();
    for (ASN1Encodable element : set) {
      if (!(element.toASN1Primitive() instanceof ASN1Sequence sequence)) {
        throw malformed("a certificate of another kind (expected: X.509)");
      }
      certificates.add(reader.apply(bytesOf(sequence)));
    }
    return certificates;
  }

  /**
   * @throws KanheException 2006 SIGNATURE_MISSING if none is the signer's, 1001 MALFORMED if
   *     several are
   */
  static EmbeddedCertificate ofSigner(SignerIdentifier id, List<EmbeddedCertificate> certificates) {
    List<EmbeddedCertificate> matching =
        certificates.stream().filter(each -> each.isNamedBy(id)).toList();
    if (matching.isEmpty()) {
      throw new KanheException(
          ErrorCode.SIGNATURE_MISSING, "the signer's certificate is not inside (expected: it is)");
    }
    if (matching.size() > 1) {
      throw malformed(matching.size() + " certificates of one identifier (expected: one)");
    }
    return matching.get(0);
  }

  /**
   * @throws KanheException 1001 MALFORMED if it is not X.509
   */
  static EmbeddedCertificate read(byte[] encoded) {
    try {
      return new EmbeddedCertificate(Certificate.getInstance(encoded), Certificates.parse(encoded));
    } catch (CertificateException e) {
      throw unreadable();
    }
  }

  /**
   * For messages, also for certificates in them that nobody needs: other programs give the message
   * up at a broken one, and it could not be proved.
   *
   * @throws KanheException 1001 MALFORMED if it is not exactly DER or a name is no text
   */
  static EmbeddedCertificate readStrictly(byte[] der) {
    EmbeddedCertificate read = read(der);
    Certificate structure = read.structure();
    try {
      if (!Arrays.equals(structure.getEncoded(ASN1Encoding.DER), der)) {
        throw unreadable();
      }
    } catch (IOException e) {
      throw unreadable();
    }
    checkName(structure.getIssuer());
    checkName(structure.getSubject());
    return read;
  }

  private boolean isNamedBy(SignerIdentifier id) {
    if (id.isTagged()) {
      Extensions extensions = structure.getTBSCertificate().getExtensions();
      Extension extension =
          extensions == null ? null : extensions.getExtension(Extension.subjectKeyIdentifier);
      return extension != null
          && SubjectKeyIdentifier.getInstance(extension.getParsedValue())
              .equals(SubjectKeyIdentifier.getInstance(ASN1OctetString.getInstance(id.getId())));
    }
    IssuerAndSerialNumber name = IssuerAndSerialNumber.getInstance(id.getId());
    // By its bytes: Bouncy Castle's own comparison takes other spellings of a name for the same.
    return Arrays.equals(bytesOf(name.getName()), bytesOf(structure.getIssuer()))
        && name.getSerialNumber().equals(structure.getSerialNumber());
  }

  /** Of a part that was not parsed yet: the bytes of the message. */
  private static byte[] bytesOf(ASN1Object part) {
    try {
      return part.getEncoded();
    } catch (IOException e) {
      throw unreadable();
    }
  }

  private static void checkName(X500Name name) {
    for (RDN part : name.getRDNs()) {
      for (AttributeTypeAndValue each : part.getTypesAndValues()) {
        ASN1Encodable value = each.getValue();
        boolean known =
            value instanceof ASN1UTF8String
                || value instanceof ASN1PrintableString
                || value instanceof ASN1IA5String
                || value instanceof ASN1BMPString;
        // The text is decoded here, and a wrong encoding of it is an exception.
        if (!known || ((ASN1String) value).getString().isEmpty()) {
          throw unreadable();
        }
      }
    }
  }

  private static KanheException unreadable() {
    return malformed("a certificate in the message cannot be read (expected: X.509 in DER)");
  }

  private static KanheException malformed(String message) {
    return new KanheException(ErrorCode.MALFORMED, message);
  }
}
