package io.kanhe.service.proof;

import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;

/**
 * What the gateway keeps of a {@code WeatherProofRequest}: nothing of the place of loss.
 *
 * @param element of the index, KL-14; empty without an index, as {@code statistic}, {@code
 *     threshold} and {@code unit}
 */
record ProofRequest(
    String no,
    String peril,
    Instant start,
    Instant end,
    String element,
    String statistic,
    String threshold,
    String unit) {

  /** In which unit an element of KL-14 is measured, by the beginning of its code. */
  private static final Map<String, String> UNITS = Map.of("PRE", "mm", "WIN", "m/s", "TEM", "Cel");

  /**
   * @throws KanheException 4002 if the times or the unit of the index cannot be
   */
  static ProofRequest read(byte[] payload) {
    XmlElement root = XmlReader.parse(payload, XmlLimits.defaults()).root();
    ProofRequest request =
        new ProofRequest(
            text(root, "proofReqNo"),
            text(root, "perilCode"),
            time(root, "startTime"),
            time(root, "endTime"),
            index(root, "element"),
            index(root, "statistic"),
            index(root, "threshold"),
            index(root, "unit"));
    if (!request.end.isAfter(request.start)) {
      throw failed("endTime", "a time not after startTime", "a time after it");
    }
    if (!request.element.isEmpty()) {
      String unit = UNITS.get(request.element.substring(0, 3));
      if (!request.unit.equals(unit)) {
        throw failed("indexDef/unit", "another unit", unit + " for " + request.element);
      }
    }
    return request;
  }

  private static String index(XmlElement root, String name) {
    return XmlPath.text(root, root.localName() + "/indexDef/" + name).orElse("");
  }

  static String text(XmlElement parent, String name) {
    return XmlPath.child(parent, name).orElse("");
  }

  static Instant time(XmlElement parent, String name) {
    return OffsetDateTime.parse(text(parent, name)).toInstant();
  }

  static KanheException failed(String place, String found, String expected) {
    return new KanheException(
        ErrorCode.RULE_FAILED, place + ": found " + found + ", expected " + expected);
  }
}
