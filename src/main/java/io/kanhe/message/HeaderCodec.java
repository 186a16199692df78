package io.kanhe.message;

import io.kanhe.message.xml.XmlAttribute;
import io.kanhe.message.xml.XmlDateTime;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes {@code k:MessageHeader}. Reading is strict: an unknown, repeated or misplaced
 * element and a value of another form are refused, so a header that was read means the same to
 * everybody. Thread-safe.
 *
 * <p>Standard: {@code schema/kanhe-envelope-1.xsd}.
 */
public final class HeaderCodec {

  public static final String ELEMENT = "MessageHeader";

  /** Characters of the free-text fields. */
  static final int MAX_BUSINESS_KEY = 64;

  static final int MAX_CONSENT_REF = 64;
  static final int MAX_AGREEMENT_ID = 40;
  static final int MAX_OPERATOR_REF = 40;
  static final int MAX_RECEIVERS = 64;

  private static final String WSU =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
  private static final Set<String> SOAP =
      Set.of(
          "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope");

  private HeaderCodec() {}

  /**
   * Reads a document whose root is {@code k:MessageHeader}.
   *
   * @throws KanheException 1001, 1007, 1012 for the document, 1004 and 1009 for a field
   */
  public static Header read(byte[] document) {
    return read(XmlReader.parse(document, XmlLimits.defaults()).root());
  }

  /**
   * @throws KanheException 1009 HEADER_INVALID naming the field, 1004 CHECK_DIGIT_WRONG for an
   *     organisation's code
   */
  public static Header read(XmlElement element) {
    if (!element.is(Header.NAMESPACE, ELEMENT)) {
      throw new KanheException(
          ErrorCode.HEADER_INVALID,
          "another element (expected: MessageHeader in " + Header.NAMESPACE + ")");
    }
    refuseForeignAttributes(element);
    FieldReader fields = new FieldReader(element);
    Header header = readFields(fields);
    fields.end();
    return header;
  }

  /** As a SOAP header block it may be marked, and has to be named for the signature. */
  private static void refuseForeignAttributes(XmlElement element) {
    for (XmlAttribute attribute : element.attributes()) {
      boolean known =
          attribute.localName().equals("Id") && attribute.namespace().equals(WSU)
              || attribute.localName().equals("mustUnderstand")
                  && SOAP.contains(attribute.namespace());
      if (!known) {
        throw FieldForms.invalid(ELEMENT, "no attribute but wsu:Id and mustUnderstand");
      }
    }
  }

  /** One statement, because the order of the arguments is the order of the document. */
  private static Header readFields(FieldReader fields) {
    return new Header(
        FieldForms.messageId("messageId", fields.required("messageId")),
        FieldForms.name("serviceId", fields.required("serviceId")),
        FieldForms.name("operation", fields.required("operation")),
        FieldForms.version(fields.required("version")),
        FieldForms.constant("direction", fields.required("direction"), Direction.values()),
        FieldForms.uscc("sender", fields.required("sender")),
        receivers(fields.repeated("receiver")),
        FieldForms.dateTime("sentTime", fields.required("sentTime")),
        FieldForms.map("expiresTime", fields.optional("expiresTime"), FieldForms::dateTime),
        FieldForms.map("correlationId", fields.optional("correlationId"), FieldForms::messageId),
        FieldForms.text("businessKey", fields.required("businessKey"), MAX_BUSINESS_KEY),
        FieldForms.map("purposeCode", fields.optional("purposeCode"), FieldForms::code),
        FieldForms.map("legalBasis", fields.optional("legalBasis"), FieldForms::code),
        optionalText("consentRef", fields.optional("consentRef"), MAX_CONSENT_REF),
        optionalText("agreementId", fields.optional("agreementId"), MAX_AGREEMENT_ID),
        optionalText("operatorRef", fields.optional("operatorRef"), MAX_OPERATOR_REF),
        priority(fields.optional("priority")),
        FieldForms.constant("environment", fields.required("environment"), Environment.values()),
        digest("payloadDigest", fields.requiredElement("payloadDigest", "algorithm")),
        FieldForms.map("payloadSizeBytes", fields.optional("payloadSizeBytes"), FieldForms::count),
        FieldForms.map("payloadRows", fields.optional("payloadRows"), FieldForms::count),
        origin(fields.optionalElement("origin")));
  }

  /**
   * Writes a standalone document without declaration; equal headers give equal text.
   *
   * @throws KanheException 1009 if a value could not be read back
   */
  public static String write(Header header) {
    return write(header, true);
  }

  static String write(Header header, boolean declareNamespace) {
    FieldWriter out = new FieldWriter(ELEMENT, declareNamespace);
    out.field("messageId", header.messageId().toString());
    out.field("serviceId", FieldForms.name("serviceId", header.serviceId()));
    out.field("operation", FieldForms.name("operation", header.operation()));
    out.field("version", FieldForms.version(header.version()));
    out.field("direction", header.direction().name());
    out.field("sender", header.sender().value());
    for (Uscc receiver : receivers(header.receivers().stream().map(Uscc::value).toList())) {
      out.field("receiver", receiver.value());
    }
    out.field("sentTime", XmlDateTime.write(header.sentTime()));
    out.optional(
        "expiresTime",
        header.expiresTime() == null ? null : XmlDateTime.write(header.expiresTime()));
    out.optional(
        "correlationId", header.correlationId() == null ? null : header.correlationId().toString());
    out.field(
        "businessKey", FieldForms.text("businessKey", header.businessKey(), MAX_BUSINESS_KEY));
    out.optional(
        "purposeCode", FieldForms.map("purposeCode", header.purposeCode(), FieldForms::code));
    out.optional("legalBasis", FieldForms.map("legalBasis", header.legalBasis(), FieldForms::code));
    out.optional("consentRef", optionalText("consentRef", header.consentRef(), MAX_CONSENT_REF));
    out.optional(
        "agreementId", optionalText("agreementId", header.agreementId(), MAX_AGREEMENT_ID));
    out.optional(
        "operatorRef", optionalText("operatorRef", header.operatorRef(), MAX_OPERATOR_REF));
    out.field("priority", Integer.toString(header.priority()));
    out.field("environment", header.environment().name());
    out.digest("payloadDigest", header.payloadDigest());
    out.optional("payloadSizeBytes", header.payloadSizeBytes());
    out.optional("payloadRows", header.payloadRows());
    writeOrigin(out, header.origin());
    return out.end();
  }

  private static void writeOrigin(FieldWriter out, @Nullable Origin origin) {
    if (origin != null) {
      out.open("origin");
      out.field("sender", origin.sender().value());
      out.field("messageId", origin.messageId().toString());
      out.digest("rawDigest", origin.rawDigest());
      out.field("ledgerIndex", Long.toString(origin.ledgerIndex()));
      out.field("payloadChanged", Boolean.toString(origin.payloadChanged()));
      out.close("origin");
    }
  }

  private static @Nullable Origin origin(@Nullable XmlElement element) {
    if (element == null) {
      return null;
    }
    FieldReader fields = new FieldReader(element);
    Origin origin =
        new Origin(
            FieldForms.uscc("origin/sender", fields.required("sender")),
            FieldForms.messageId("origin/messageId", fields.required("messageId")),
            digest("origin/rawDigest", fields.requiredElement("rawDigest", "algorithm")),
            FieldForms.count("origin/ledgerIndex", fields.required("ledgerIndex")),
            FieldForms.flag("origin/payloadChanged", fields.required("payloadChanged")));
    fields.end();
    return origin;
  }

  private static List<Uscc> receivers(List<String> values) {
    if (values.isEmpty() || values.size() > MAX_RECEIVERS) {
      throw FieldForms.invalid("receiver", "1 to " + MAX_RECEIVERS + " of them");
    }
    List<Uscc> receivers =
        values.stream().map(value -> FieldForms.uscc("receiver", value)).toList();
    if (receivers.stream().distinct().count() != receivers.size()) {
      throw FieldForms.invalid("receiver", "every receiver once");
    }
    return receivers;
  }

  private static int priority(@Nullable String value) {
    if (value == null) {
      return Header.DEFAULT_PRIORITY;
    }
    if (value.length() != 1 || value.charAt(0) < '0' || value.charAt(0) > '9') {
      throw FieldForms.invalid("priority", "0 to 9");
    }
    return value.charAt(0) - '0';
  }

  private static @Nullable String optionalText(String field, @Nullable String value, int maxChars) {
    return value == null ? null : FieldForms.text(field, value, maxChars);
  }

  static Digest digest(String field, XmlElement element) {
    return FieldForms.digest(field, element.attribute("", "algorithm"), element.token());
  }
}
