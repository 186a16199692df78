package io.kanhe.trust.internal;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1BMPString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Certificate;

/**
 * A certificate inside a CMS message, in the very bytes of the message. Also those that nobody
 * needs are read whole: other programs give the message up at a broken one, and it could not be
 * proved.
 */
record EmbeddedCertificate(Certificate structure, X509Certificate certificate) {

  /**
   * @throws KanheException 1001 MALFORMED if it is not exactly DER or a name is no text
   */
  static EmbeddedCertificate read(byte[] der) {
    try {
      Certificate structure = Certificate.getInstance(der);
      if (!Arrays.equals(structure.getEncoded(ASN1Encoding.DER), der)) {
        throw malformed();
      }
      checkName(structure.getIssuer());
      checkName(structure.getSubject());
      return new EmbeddedCertificate(structure, Certificates.parse(der));
    } catch (IOException | CertificateException e) {
      throw malformed();
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
          throw malformed();
        }
      }
    }
  }

  private static KanheException malformed() {
    return new KanheException(
        ErrorCode.MALFORMED,
        "a certificate in the message cannot be read (expected: X.509 in DER)");
  }
}
