package io.kanhe.it;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the gateway handed over, after its signature was verified.
 *
 * @param raw the bytes as they arrived
 * @param content {@code k:Message}, or the SOAP envelope
 */
record Delivery(byte[] raw, String content) {

  static Delivery of(byte[] raw, byte[] content) {
    return new Delivery(raw, new String(content, StandardCharsets.UTF_8));
  }

  /** Text of the first header field of this name. */
  String field(String name) {
    Matcher field =
        Pattern.compile("<k:" + name + "(?: [^>]*)?>([^<]*)</k:" + name + ">").matcher(content);
    if (!field.find()) {
      throw new AssertionError("no header field " + name + " in a delivery");
    }
    return field.group(1);
  }

  String payload() {
    int start = content.indexOf("<k:Payload>") + "<k:Payload>".length();
    return content.substring(start, content.lastIndexOf("</k:Payload>"));
  }

  boolean answers(String messageId, String operation) {
    return content.contains("<k:correlationId>" + messageId + "</k:correlationId>")
        && field("operation").equals(operation);
  }

  /** Payload of the recipient's acknowledgement: the digest of the bytes as they arrived. */
  String acknowledgement() {
    return "<k:Acknowledgement xmlns:k=\""
        + MessageHeader.NAMESPACE
        + "\"><k:deliveredDigest algorithm=\"SHA-256\">"
        + Digests.sha256(raw)
        + "</k:deliveredDigest></k:Acknowledgement>";
  }

  /** Shows no payload. */
  @Override
  public String toString() {
    return "Delivery[" + field("serviceId") + "/" + field("operation") + "]";
  }
}
