package io.kanhe.service.regulation;

import io.kanhe.catalogue.Identifiers;
import io.kanhe.message.Payload;
import io.kanhe.message.xml.ExclusiveCanonicalizer;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Pattern;

/** A payload of fraud.lead that kept its schema. */
record LeadDocument(XmlElement root) {

  static final String NAMESPACE = "urn:kanhe:fraud:1.0";
  private static final String ENCRYPTED_PART = "encryptedPart";

  /** Identity numbers, mobile numbers and plates in running text (domain 4.3). */
  private static final Pattern PERSONAL =
      Pattern.compile(
          "[1-9][0-9]{16}[0-9Xx]|(?<![0-9])1[3-9][0-9]{9}(?![0-9])"
              + "|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\\s*[A-HJ-NP-Z]\\s*[·・]?\\s*[A-HJ-NP-Z0-9]{4}");

  static LeadDocument read(Payload payload) {
    if (payload instanceof Payload.Inline inline) {
      return read(inline.bytes());
    }
    throw new KanheException(
        ErrorCode.CONTRACT_VIOLATED, "a file (expected: a document of fraud.lead)");
  }

  static LeadDocument read(byte[] payload) {
    return new LeadDocument(XmlReader.parse(payload, XmlLimits.defaults()).root());
  }

  LeadKey key() {
    return new LeadKey(Identifiers.uscc(text("reporterOrg")), text("leadNo"));
  }

  OffsetDateTime leadTime() {
    return OffsetDateTime.parse(text("leadTime"));
  }

  /**
   * The text that everybody reads must not carry what the encrypted part is for. Full-width digits
   * count as digits.
   *
   * @throws KanheException 4002 RULE_FAILED
   */
  void checkPlainText() {
    for (XmlElement text : XmlPath.all(root, "FraudLead/indicator/text")) {
      String normal = java.text.Normalizer.normalize(text.text(), java.text.Normalizer.Form.NFKC);
      if (PERSONAL.matcher(normal).find()) {
        throw new KanheException(
            ErrorCode.RULE_FAILED,
            "FraudLead/indicator/text: found something of the form of an identity number, mobile"
                + " number or plate (expected: in the encrypted part only)");
      }
    }
  }

  /** What the police reports; the root says which step it is. */
  LeadEvent event() {
    return switch (root.localName()) {
      case "LeadAck" -> new LeadEvent.Acknowledged();
      case "LeadAccepted" ->
          new LeadEvent.Accepted(text("policeUnit"), LocalDate.parse(text("acceptDate")));
      case "LeadReturned" -> new LeadEvent.Returned(text("reasonCode"));
      case "LeadResult" ->
          new LeadEvent.Result(
              LeadEvent.LeadResult.valueOf(text("result")), LocalDate.parse(text("resultDate")));
      default ->
          throw new KanheException(
              ErrorCode.CONTRACT_VIOLATED, root.localName() + " is no step of a lead");
    };
  }

  /** Everything but the encrypted part, child by child in canonical form. */
  byte[] summary() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ascii("<f:FraudLead xmlns:f=\"" + NAMESPACE + "\">"));
    List<XmlElement> plain =
        root.elements().stream().filter(each -> !each.localName().equals(ENCRYPTED_PART)).toList();
    plain.forEach(each -> out.writeBytes(ExclusiveCanonicalizer.canonicalize(each)));
    out.writeBytes(ascii("</f:FraudLead>"));
    return out.toByteArray();
  }

  private String text(String name) {
    return XmlPath.child(root, name)
        .orElseThrow(
            () ->
                new KanheException(
                    ErrorCode.CONTRACT_VIOLATED, name + " is missing (expected: one value)"));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "LeadDocument[" + root.localName() + "]";
  }
}
