package io.kanhe.trust;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.kanhe.platform.ErrorCode;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Where our profile is stricter than {@code xmlsec1}, written down a second time over the JDK's own
 * parser. A refusal of what {@code xmlsec1} takes must be explained by the rule of its code; there
 * is none for 2001, so a signature is never called wrong when it is right.
 */
final class StricterRules {

  private static final String XMLNS = "http://www.w3.org/2000/xmlns/";
  private static final Set<String> WSA_ONCE = Set.of(SoapNames.WSA);
  private static final String C14N = "http://www.w3.org/2001/10/xml-exc-c14n#";

  /** One way to be stricter. */
  record Rule(ErrorCode code, String reason, Predicate<Subject> applies) {}

  /** The message and what the JDK's parser makes of it. */
  record Subject(byte[] bytes, Document document) {

    Element root() {
      return document.getDocumentElement();
    }

    Element security() {
      return Dom.find(root(), SoapNames.WSSE, "Security");
    }

    Element signature() {
      return Dom.find(root(), SoapNames.DS, "Signature");
    }
  }

  private static final List<Rule> RULES =
      List.of(
          rule(
              ErrorCode.CONSTRUCT_FORBIDDEN, "document type", s -> s.document.getDoctype() != null),
          rule(
              ErrorCode.CONSTRUCT_FORBIDDEN,
              "processing instruction",
              s -> Dom.hasNode(s.document, Node.PROCESSING_INSTRUCTION_NODE)),
          rule(
              ErrorCode.CONSTRUCT_FORBIDDEN,
              "comment in Security",
              s -> s.security() != null && Dom.hasNode(s.security(), Node.COMMENT_NODE)),
          rule(
              ErrorCode.MALFORMED, "declared encoding or version", StricterRules::otherDeclaration),
          rule(ErrorCode.MALFORMED, "token is no certificate", s -> !tokenIsPlain(s)),
          rule(ErrorCode.MALFORMED, "value is not plain text in base64", StricterRules::oddBase64),
          rule(
              ErrorCode.MALFORMED,
              "relative namespace name",
              s -> Dom.anyAttribute(s.root(), StricterRules::isOddDeclaration)),
          rule(ErrorCode.MALFORMED, "root is no Envelope", s -> !isEnvelope(s.root())),
          rule(ErrorCode.SIGNATURE_MISSING, "no signature in its place", StricterRules::missing),
          rule(ErrorCode.ALGORITHM_FORBIDDEN, "algorithm or form of key", StricterRules::forbidden),
          rule(ErrorCode.COVERAGE_INCOMPLETE, "shape of the envelope", StricterRules::otherShape),
          rule(ErrorCode.COVERAGE_INCOMPLETE, "ids not unique", StricterRules::repeatedIds),
          rule(ErrorCode.COVERAGE_INCOMPLETE, "references", StricterRules::otherReferences));

  private StricterRules() {}

  /** The reason, or an empty text if no rule explains the code. */
  static String explain(byte[] message, ErrorCode code) {
    Document document = Dom.parse(message);
    if (document == null) {
      document = Dom.parse(withNamesOfTheFourthEdition(message));
    }
    Subject subject = new Subject(message, document);
    if (subject.document == null) {
      // libxml2 goes on after some errors, such as a prefix without declaration.
      return code == ErrorCode.MALFORMED ? "not well-formed for the JDK's parser either" : "";
    }
    for (Rule rule : RULES) {
      if (rule.code == code && rule.applies.test(subject)) {
        return rule.reason;
      }
    }
    return "";
  }

  /** The token's bytes, or none if there is no token in base64. */
  static byte[] token(byte[] message) {
    Document document = Dom.parse(message);
    Element token =
        document == null
            ? null
            : Dom.find(document.getDocumentElement(), SoapNames.WSSE, "BinarySecurityToken");
    try {
      return token == null
          ? new byte[0]
          : Base64.getDecoder().decode(token.getTextContent().replaceAll("[ \t\r\n]", ""));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /**
   * XML 1.0 allows characters above U+FFFF in names since its fifth edition (section 2.3); the
   * JDK's parser keeps to the fourth. Every such character becomes a letter that both allow.
   */
  private static byte[] withNamesOfTheFourthEdition(byte[] message) {
    return new String(message, UTF_8)
        .codePoints()
        .map(c -> Character.isSupplementaryCodePoint(c) ? 'x' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .getBytes(UTF_8);
  }

  private static Rule rule(ErrorCode code, String reason, Predicate<Subject> applies) {
    return new Rule(code, reason, applies);
  }

  private static boolean otherDeclaration(Subject subject) {
    String head =
        new String(subject.bytes, 0, Math.min(120, subject.bytes.length), ISO_8859_1)
            .replaceFirst("^\u00ef\u00bb\u00bf", "");
    if (!head.startsWith("<?xml")) {
      return head.startsWith("\u00fe\u00ff") || head.startsWith("\u00ff\u00fe");
    }
    String declaration = head.substring(0, Math.max(head.indexOf("?>"), 0));
    return !declaration.matches("(?s)<\\?xml\\s+version=['\"]1\\.0['\"].*")
        || declaration.contains("encoding")
            && !declaration.matches("(?is).*encoding\\s*=\\s*['\"]utf-8['\"].*");
  }

  private static boolean tokenIsPlain(Subject subject) {
    Element token = Dom.find(subject.root(), SoapNames.WSSE, "BinarySecurityToken");
    return token != null
        && Dom.elements(token).isEmpty()
        && Certificates.isOne(token(subject.bytes));
  }

  private static boolean oddBase64(Subject subject) {
    for (String name : List.of("DigestValue", "SignatureValue")) {
      for (Element element : Dom.all(subject.root(), SoapNames.DS, name)) {
        if (!Dom.elements(element).isEmpty()) {
          return true;
        }
        try {
          Base64.getDecoder().decode(element.getTextContent().replaceAll("[ \t\r\n]", ""));
        } catch (IllegalArgumentException e) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isOddDeclaration(Attr attribute) {
    String name = attribute.getValue();
    if (!XMLNS.equals(attribute.getNamespaceURI()) || name.isEmpty()) {
      return false;
    }
    try {
      return !new URI(name).isAbsolute() || !name.equals(new URI(name).toASCIIString());
    } catch (URISyntaxException e) {
      return true;
    }
  }

  private static boolean isEnvelope(Element root) {
    return root.getLocalName().equals("Envelope")
        && (SoapVersion.V1_1.namespace().equals(root.getNamespaceURI())
            || SoapVersion.V1_2.namespace().equals(root.getNamespaceURI()));
  }

  private static boolean missing(Subject subject) {
    Element header = Dom.child(subject.root(), subject.root().getNamespaceURI(), "Header");
    Element security = header == null ? null : Dom.child(header, SoapNames.WSSE, "Security");
    return security == null || Dom.child(security, SoapNames.DS, "Signature") == null;
  }

  private static boolean forbidden(Subject subject) {
    Element signature = subject.signature();
    for (Element method : Dom.all(signature, null, null)) {
      String name = method.getLocalName();
      String algorithm = method.getAttribute("Algorithm");
      if ((name.equals("CanonicalizationMethod") || name.equals("Transform"))
          && (!algorithm.equals(C14N) || Dom.elements(method).size() > 1)) {
        return true;
      }
      if (name.equals("SignatureMethod")
          && (!algorithm.matches(".*(rsa|ecdsa)-sha(256|384|512)|.*sha256-rsa-MGF1")
              || method.hasChildNodes())) {
        return true;
      }
      if (name.equals("DigestMethod") && !algorithm.matches(".*#sha(256|384|512)")) {
        return true;
      }
      if (name.equals("Reference")
          && SoapNames.DS.equals(method.getNamespaceURI())
          && Dom.all(method, SoapNames.DS, "Transform").size() != 1) {
        return true;
      }
    }
    return otherKeyInfo(subject);
  }

  private static boolean otherKeyInfo(Subject subject) {
    Element token = Dom.find(subject.root(), SoapNames.WSSE, "BinarySecurityToken");
    Element keyInfo = Dom.child(subject.signature(), SoapNames.DS, "KeyInfo");
    List<Element> form = keyInfo == null ? List.of() : Dom.all(keyInfo, null, null);
    return token == null
        || !token.getAttribute("ValueType").equals(SoapNames.X509_TOKEN)
        || token.hasAttribute("EncodingType")
            && !token.getAttribute("EncodingType").equals(SoapNames.BASE64)
        || form.size() != 3
        || !Dom.isNamed(form.get(1), SoapNames.WSSE, "SecurityTokenReference")
        || form.get(1).getParentNode() != keyInfo
        || !Dom.isNamed(form.get(2), SoapNames.WSSE, "Reference")
        || form.get(2).getParentNode() != form.get(1)
        || !form.get(2).getAttribute("ValueType").equals(SoapNames.X509_TOKEN);
  }

  private static boolean otherShape(Subject subject) {
    Element root = subject.root();
    String soap = root.getNamespaceURI();
    List<Element> parts = Dom.elements(root);
    if (parts.size() != 2
        || !Dom.isNamed(parts.get(0), soap, "Header")
        || !Dom.isNamed(parts.get(1), soap, "Body")) {
      return true;
    }
    Element header = parts.get(0);
    Element security = Dom.child(header, SoapNames.WSSE, "Security");
    boolean plain = Dom.plainAttributes(root) && Dom.plainAttributes(header);
    return !plain
        || Dom.hasText(root)
        || Dom.hasText(header)
        || Dom.hasText(parts.get(1))
        || Dom.elements(parts.get(1)).size() != 1
        || otherBlocks(header)
        || security == null
        || Dom.hasText(security)
        || otherSecurity(security);
  }

  private static boolean otherBlocks(Element header) {
    Set<String> seen = new HashSet<>();
    for (Element block : Dom.elements(header)) {
      boolean known =
          Dom.isNamed(block, SoapNames.WSSE, "Security")
              || Dom.isNamed(block, "urn:kanhe:envelope:1", "MessageHeader")
              || WSA_ONCE.contains(String.valueOf(block.getNamespaceURI()));
      if (!known || !seen.add(block.getNamespaceURI() + block.getLocalName())) {
        return true;
      }
      if (Dom.anyOwnAttribute(
          block,
          a ->
              String.valueOf(a.getNamespaceURI()).contains("soap")
                  && a.getNamespaceURI().endsWith("nvelope" + (isEleven(a) ? "/" : ""))
                  && !a.getLocalName().equals("mustUnderstand"))) {
        return true;
      }
    }
    return Dom.child(header, "urn:kanhe:envelope:1", "MessageHeader") == null;
  }

  private static boolean isEleven(Attr attribute) {
    return attribute.getNamespaceURI().equals(SoapVersion.V1_1.namespace());
  }

  private static boolean otherSecurity(Element security) {
    Element signature = Dom.child(security, SoapNames.DS, "Signature");
    List<String> names = new ArrayList<>();
    Dom.elements(security).forEach(e -> names.add(e.getLocalName()));
    names.sort(null);
    List<String> signed = new ArrayList<>();
    if (signature != null) {
      Dom.elements(signature).forEach(e -> signed.add(e.getLocalName()));
    }
    return !names.equals(List.of("BinarySecurityToken", "Signature", "Timestamp"))
        || !signed.equals(List.of("SignedInfo", "SignatureValue", "KeyInfo"))
        || Dom.anyOwnAttribute(
            security,
            a ->
                !XMLNS.equals(a.getNamespaceURI())
                    && !a.getLocalName().equals("mustUnderstand")
                    && !(SoapNames.WSU.equals(a.getNamespaceURI())
                        && a.getLocalName().equals("Id")));
  }

  /** A qualified id, or one that a reference names, stands on two elements. */
  private static boolean repeatedIds(Subject subject) {
    Set<String> demanding = new HashSet<>();
    for (Element element : Dom.all(subject.root(), null, null)) {
      if (element.getLocalName().equals("Reference")) {
        demanding.add(element.getAttribute("URI").replaceFirst("^#", ""));
      }
      demanding.add(element.getAttributeNS(SoapNames.WSU, "Id"));
      demanding.add(element.getAttributeNS(SoapNames.XML, "id"));
    }
    demanding.remove("");
    Set<String> seen = new HashSet<>();
    for (Element element : Dom.all(subject.root(), null, null)) {
      Set<String> own = Dom.values(element, StricterRules::isId);
      own.retainAll(demanding);
      if (own.stream().anyMatch(id -> !seen.add(id))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isId(Attr attribute) {
    String namespace = attribute.getNamespaceURI();
    return namespace == null && attribute.getName().equalsIgnoreCase("id")
        || Set.of(SoapNames.WSU + " Id", SoapNames.XML + " id")
            .contains(namespace + " " + attribute.getLocalName());
  }

  private static boolean otherReferences(Subject subject) {
    Element token = Dom.find(subject.root(), SoapNames.WSSE, "BinarySecurityToken");
    Element named = Dom.find(subject.signature(), SoapNames.WSSE, "Reference");
    Set<String> signed = new HashSet<>();
    for (Element reference : Dom.all(subject.signature(), SoapNames.DS, "Reference")) {
      if (!reference.getAttribute("URI").matches("#[^(]+")
          || !signed.add(reference.getAttribute("URI"))) {
        return true;
      }
    }
    return token == null
        || named == null
        || !named.getAttribute("URI").equals("#" + token.getAttributeNS(SoapNames.WSU, "Id"))
        || isUnsignedPart(subject.root(), signed);
  }

  private static boolean isUnsignedPart(Element root, Set<String> signed) {
    List<Element> parts = new ArrayList<>(Dom.all(root, SoapNames.WSU, "Timestamp"));
    parts.addAll(Dom.all(root, root.getNamespaceURI(), "Body"));
    parts.addAll(Dom.all(root, "urn:kanhe:envelope:1", "MessageHeader"));
    parts.addAll(Dom.all(root, SoapNames.WSA, null));
    return parts.stream()
        .anyMatch(part -> !signed.contains("#" + part.getAttributeNS(SoapNames.WSU, "Id")));
  }

  /** Reads certificates strictly. */
  private static final class Certificates {
    static boolean isOne(byte[] encoded) {
      try {
        var certificate =
            java.security.cert.CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(encoded));
        return java.util.Arrays.equals(certificate.getEncoded(), encoded);
      } catch (java.security.cert.CertificateException e) {
        return false;
      }
    }
  }
}
