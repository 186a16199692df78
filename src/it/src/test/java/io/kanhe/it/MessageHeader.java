package io.kanhe.it;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
          "agreementId",
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

  String messageId() {
    return fields.get("messageId");
  }

  String xml() {
    StringBuilder xml = new StringBuilder("<k:MessageHeader xmlns:k=\"" + NAMESPACE + "\">");
    for (String name : ORDER) {
      String value = fields.get(name);
      if (value != null) {
        String attribute = name.equals("payloadDigest") ? " algorithm=\"SHA-256\"" : "";
        xml.append("<k:").append(name).append(attribute).append('>').append(value);
        xml.append("</k:").append(name).append('>');
      }
    }
    return xml.append("</k:MessageHeader>").toString();
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
