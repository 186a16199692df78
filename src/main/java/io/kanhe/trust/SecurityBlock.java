package io.kanhe.trust;

import io.kanhe.message.xml.XmlAttribute;
import io.kanhe.message.xml.XmlDateTime;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.PemCertificates;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code wsse:Security} with exactly one token, one timestamp and one signature, in any order.
 *
 * @param tokenReference the {@code wsse:Reference} of the signature's KeyInfo
 */
record SecurityBlock(
    XmlElement token,
    XmlElement timestamp,
    XmlElement signedInfo,
    XmlElement signatureValue,
    XmlElement tokenReference) {

  /**
   * @throws KanheException 1012 for a comment, 2003 for another form of KeyInfo, 2006 for no
   *     signature, 2009 otherwise
   */
  static SecurityBlock of(XmlElement security) {
    refuseComments(security);
    for (XmlAttribute attribute : security.attributes()) {
      if (!attribute.localName().equals("mustUnderstand") && !attribute.is(SoapNames.WSU, "Id")) {
        throw SoapNames.uncovered("an attribute of Security (expected: mustUnderstand)");
      }
    }
    XmlElement signature =
        security.elements().stream().filter(SecurityBlock::isSignature).findFirst().orElse(null);
    if (signature == null) {
      throw new KanheException(ErrorCode.SIGNATURE_MISSING, "a Security block without Signature");
    }
    XmlElement token = one(security, SoapNames.WSSE, "BinarySecurityToken");
    XmlElement timestamp = one(security, SoapNames.WSU, "Timestamp");
    if (security.elements().size() != 3 || !security.hasElementsOnly()) {
      throw SoapNames.uncovered(
          "other content of Security (expected: token, Timestamp, Signature)");
    }
    List<XmlElement> parts = signature.elements();
    if (parts.size() != 3
        || !parts.get(0).is(SoapNames.DS, "SignedInfo")
        || !parts.get(1).is(SoapNames.DS, "SignatureValue")
        || !parts.get(2).is(SoapNames.DS, "KeyInfo")) {
      throw SoapNames.uncovered(
          "other content of Signature (expected: SignedInfo, SignatureValue, KeyInfo)");
    }
    return new SecurityBlock(
        token, timestamp, parts.get(0), parts.get(1), tokenReference(parts.get(2)));
  }

  /**
   * @throws KanheException 1001 if the token is no certificate, 2003 if it is another kind of token
   */
  X509Certificate certificate() {
    String encoding = token.attribute("", "EncodingType");
    if (!SoapNames.X509_TOKEN.equals(token.attribute("", "ValueType"))
        || encoding != null && !encoding.equals(SoapNames.BASE64)) {
      throw SoapNames.forbidden("another BinarySecurityToken (expected: X509v3 in base64)");
    }
    byte[] encoded = SignedReferences.base64(token);
    try {
      // The factory keeps what it parsed, so a known certificate costs a look-up.
      X509Certificate certificate = PemCertificates.parse(encoded);
      if (Arrays.equals(certificate.getEncoded(), encoded)) {
        return certificate;
      }
      throw new KanheException(
          ErrorCode.MALFORMED, "bytes after the certificate in BinarySecurityToken");
    } catch (CertificateException e) {
      throw new KanheException(
          ErrorCode.MALFORMED, "BinarySecurityToken holds no X.509 certificate");
    }
  }

  Instant created() {
    Instant created = instant("Created");
    if (created == null) {
      throw new KanheException(ErrorCode.HEADER_INVALID, "Timestamp without Created");
    }
    return created;
  }

  /**
   * @throws KanheException 1009 for another structure, or an end before the beginning
   */
  @Nullable Instant expires() {
    Instant expires = instant("Expires");
    if (expires != null && expires.isBefore(created())) {
      throw new KanheException(ErrorCode.HEADER_INVALID, "Timestamp expires before it was created");
    }
    int known = expires == null ? 1 : 2;
    if (timestamp.elements().size() != known || !timestamp.hasElementsOnly()) {
      throw new KanheException(
          ErrorCode.HEADER_INVALID, "other content of Timestamp (expected: Created, Expires)");
    }
    return expires;
  }

  private @Nullable Instant instant(String name) {
    XmlElement element = timestamp.child(SoapNames.WSU, name);
    if (element == null) {
      return null;
    }
    try {
      return XmlDateTime.parse(element.token()).toInstant();
    } catch (DateTimeException e) {
      throw new KanheException(
          ErrorCode.HEADER_INVALID, "Timestamp/" + name + " (expected: a dateTime with an offset)");
    }
  }

  /** Only a direct reference: every other form would let the message say which key to believe. */
  private static XmlElement tokenReference(XmlElement keyInfo) {
    List<XmlElement> children = keyInfo.elements();
    if (children.size() != 1 || !children.get(0).is(SoapNames.WSSE, "SecurityTokenReference")) {
      throw SoapNames.forbidden("another KeyInfo (expected: SecurityTokenReference)");
    }
    List<XmlElement> references = children.get(0).elements();
    if (references.size() != 1 || !references.get(0).is(SoapNames.WSSE, "Reference")) {
      throw SoapNames.forbidden(
          "another SecurityTokenReference (expected: Reference to the token)");
    }
    String type = references.get(0).attribute("", "ValueType");
    if (!SoapNames.X509_TOKEN.equals(type)) {
      throw SoapNames.forbidden("a Reference to another kind of token (expected: X509v3)");
    }
    return references.get(0);
  }

  private static XmlElement one(XmlElement security, String namespace, String name) {
    XmlElement found = null;
    for (XmlElement element : security.elements()) {
      if (element.is(namespace, name)) {
        if (found != null) {
          throw SoapNames.uncovered("two " + name + " in Security (expected: one)");
        }
        found = element;
      }
    }
    if (found == null) {
      throw SoapNames.uncovered("no " + name + " in Security (expected: one)");
    }
    return found;
  }

  private static boolean isSignature(XmlElement element) {
    return element.is(SoapNames.DS, "Signature");
  }

  /**
   * Attack: a comment inside a value, after which one reader sees all of it and another only the
   * first half.
   */
  private static void refuseComments(XmlElement element) {
    if (element.isCommented()) {
      throw new KanheException(
          ErrorCode.CONSTRUCT_FORBIDDEN, "a comment in Security (expected: none)");
    }
    element.elements().forEach(SecurityBlock::refuseComments);
  }
}
