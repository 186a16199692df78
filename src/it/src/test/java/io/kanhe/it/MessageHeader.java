package io.kanhe.it;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A {@code k:MessageHeader} as docs/protocol.md section 1 describes it. Immutable. */
record MessageHeader(Map<String, String> fields) {

  static final String NAMESPACE = "urn:kanhe:envelope:1";
  static final String GATEWAY = "12331000TEXT000920";

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
  private static final List<String> ORDER =
      List.of(
          "messageId",
          "serviceId",
          "operation",
          "version",
          "direction",
          "sender",
          "receiver",
          "sentTime",
          "correlationId",
          "businessKey",
          "purposeCode",
          "legalBasis",
          "consentRef",
          "agreementId",
          "operatorRef",
          "priority",
          "environment",
          "payloadDigest",
          "payloadSizeBytes",
          "payloadRows");

  MessageHeader {
    fields = Map.copyOf(fields);
  }

  /** A public warning of water or weather department. */
  static MessageHeader alert(String sender, String agreementId) {
    return of("ew.alert", "publish", "EVENT", sender)
        .with("businessKey", Samples.ALERT_ID)
        .with("purposeCode", "P04")
        .with("legalBasis", "LB-PUBLIC")
        .with("agreementId", agreementId)
        .with("priority", "9");
  }

  static MessageHeader coverage(String sender, String agreementId, String batchNo, String file) {
    return of("ins.coverage", "snapshot", "FEED", sender)
        .with("businessKey", batchNo)
        .with("purposeCode", "P04")
        .with("legalBasis", "LB-EMERG")
        .with("agreementId", agreementId)
        .with("payloadDigest", Digests.sha256(file))
        .with("payloadSizeBytes", String.valueOf(Digests.utf8(file).length))
        .with("payloadRows", String.valueOf(file.lines().count() - 1));
  }

  static MessageHeader acknowledgement(String sender, Delivery delivered) {
    return of("kanhe.acknowledgement", "acknowledge", "ACK", sender)
        .with("businessKey", delivered.field("businessKey"))
        .with("correlationId", delivered.field("messageId"));
  }

  /** A message of any service; {@code key} is its business key. */
  static MessageHeader of(
      String service, String operation, String direction, Partner sender, String key) {
    return of(service, operation, direction, sender.uscc()).with("businessKey", key);
  }

  /** The answer to a question that came as a delivery. */
  static MessageHeader answer(Partner sender, Delivery question) {
    return of(question.field("serviceId"), question.field("operation"), "RESPONSE", sender.uscc())
        .with("businessKey", question.field("businessKey"))
        .with("correlationId", question.field("messageId"));
  }

  MessageHeader under(String purposeCode, String legalBasis) {
    return with("purposeCode", purposeCode).with("legalBasis", legalBasis);
  }

  /** To the gateway and to another, whom the message concerns. */
  MessageHeader concerning(Partner other) {
    return with("receiver", GATEWAY + " " + other.uscc());
  }

  private static MessageHeader of(
      String service, String operation, String direction, String sender) {
    OffsetDateTime now = OffsetDateTime.now(CHINA).truncatedTo(ChronoUnit.MILLIS);
    return new MessageHeader(Map.of())
        .with("messageId", UUID.randomUUID().toString())
        .with("serviceId", service)
        .with("operation", operation)
        .with("version", "1.0")
        .with("direction", direction)
        .with("sender", sender)
        .with("receiver", GATEWAY)
        .with("sentTime", now.toString())
        .with("environment", "Exercise");
  }

  MessageHeader with(String name, String value) {
    if (!ORDER.contains(name)) {
      throw new IllegalArgumentException("no field " + name + " (expected: one of " + ORDER + ")");
    }
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.put(name, value);
    return new MessageHeader(changed);
  }

  MessageHeader sentMinutesAgo(int minutes) {
    return with("sentTime", OffsetDateTime.now(CHINA).minusMinutes(minutes).toString());
  }

  /** For times inside payloads, in China. */
  static String aSecondAgo() {
    return OffsetDateTime.now(CHINA)
        .minusSeconds(1)
        .format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx"));
  }

  String messageId() {
    return fields.get("messageId");
  }

  String xml() {
    StringBuilder xml = new StringBuilder("<k:MessageHeader xmlns:k=\"" + NAMESPACE + "\">");
    for (String name : ORDER) {
      String value = fields.get(name);
      for (String each : values(name, value)) {
        String attribute = name.equals("payloadDigest") ? " algorithm=\"SHA-256\"" : "";
        xml.append("<k:").append(name).append(attribute).append('>').append(each);
        xml.append("</k:").append(name).append('>');
      }
    }
    return xml.append("</k:MessageHeader>").toString();
  }

  /** A message may have several receivers; every other field stands once. */
  private static List<String> values(String name, String value) {
    if (value == null) {
      return List.of();
    }
    return name.equals("receiver") ? List.of(value.split(" ")) : List.of(value);
  }

  /** Content of a CMS SignedData at the MQ door; the digest is set over the payload's bytes. */
  String message(String payload) {
    return "<k:Message xmlns:k=\""
        + NAMESPACE
        + "\">"
        + with("payloadDigest", Digests.sha256(payload)).xml()
        + "<k:Payload>"
        + payload
        + "</k:Payload></k:Message>";
  }
}
