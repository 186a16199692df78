package io.kanhe.intake.mq;

import io.kanhe.intake.Outcome;
import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.Receipt;
import io.kanhe.ledger.ReceiptCodec;
import io.kanhe.message.Digest;
import io.kanhe.message.Header;
import io.kanhe.platform.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes to {@code kanhe.receipt.<id>}.
 *
 * @param body {@code k:Receipt}; where the ledger holds no entry about the bytes, {@code k:Refusal}
 *     without proof
 * @param properties the same for readers that want to look no further, by name
 */
record MqAnswer(byte[] body, Map<String, String> properties) {

  static MqAnswer to(Outcome outcome, @Nullable Digest rawDigest) {
    if (outcome instanceof Outcome.Accepted accepted) {
      Receipt receipt = accepted.receipt();
      return new MqAnswer(ReceiptCodec.write(receipt), ofReceipt(receipt));
    }
    Outcome.Refused refused = (Outcome.Refused) outcome;
    Receipt receipt = refused.receipt();
    Map<String, String> properties = receipt == null ? ofBytes(rawDigest) : ofReceipt(receipt);
    properties.put("kanheOutcome", EntryType.REFUSED.name());
    properties.put("kanheCode", refused.code().toString());
    properties.put("kanheDetail", refused.detail());
    properties.put("kanheTraceId", refused.traceId());
    return new MqAnswer(
        receipt == null ? refusal(refused, rawDigest) : ReceiptCodec.write(receipt), properties);
  }

  private static Map<String, String> ofReceipt(Receipt receipt) {
    Map<String, String> properties = ofBytes(receipt.rawDigest());
    properties.put("kanheOutcome", receipt.outcome().name());
    if (receipt.messageId() != null) {
      properties.put("kanheMessageId", receipt.messageId().toString());
    }
    return properties;
  }

  private static Map<String, String> ofBytes(@Nullable Digest rawDigest) {
    Map<String, String> properties = new LinkedHashMap<>();
    if (rawDigest != null) {
      properties.put("kanheRawDigest", rawDigest.toString());
    }
    return properties;
  }

  /**
   * The refusal of bytes about which nothing could be recorded: it says so by having no entry and
   * no proof.
   */
  private static byte[] refusal(Outcome.Refused refused, @Nullable Digest rawDigest) {
    ErrorCode code = refused.code();
    StringBuilder xml = new StringBuilder(512);
    xml.append("<k:Refusal xmlns:k=\"").append(Header.NAMESPACE).append("\">");
    if (rawDigest != null) {
      xml.append("<k:rawDigest algorithm=\"").append(rawDigest.algorithm().label()).append("\">");
      xml.append(rawDigest.hex()).append("</k:rawDigest>");
    }
    element(xml, "code", code.toString());
    element(xml, "detail", refused.detail());
    element(xml, "remedy", code.remedy());
    element(xml, "traceId", refused.traceId());
    return xml.append("</k:Refusal>").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void element(StringBuilder xml, String name, String text) {
    xml.append("<k:").append(name).append('>');
    text.codePoints().forEach(character -> appendEscaped(xml, character));
    xml.append("</k:").append(name).append('>');
  }

  private static void appendEscaped(StringBuilder xml, int character) {
    switch (character) {
      case '<' -> xml.append("&lt;");
      case '>' -> xml.append("&gt;");
      case '&' -> xml.append("&amp;");
      default -> xml.appendCodePoint(Character.isISOControl(character) ? ' ' : character);
    }
  }

  @Override
  public String toString() {
    return "MqAnswer[" + properties.get("kanheOutcome") + "]";
  }
}
