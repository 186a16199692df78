package io.kanhe.service.water;

import io.kanhe.delivery.StandalonePayload;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.xml.XmlEdits;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.routing.PayloadTransform;
import io.kanhe.service.station.Reading.Series;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Adds to each record what it means: {@code derivedLevel} to rivers and {@code overLimit} to
 * reservoirs that do not say it. Everything else stays as it was sent, to the byte. Thread-safe.
 */
final class StageLevels implements PayloadTransform {

  private final StageRules rules;

  StageLevels(StageRules rules) {
    this.rules = rules;
  }

  @Override
  public String name() {
    return "stage-levels";
  }

  @Override
  public byte[] apply(AcceptedMessage message, byte[] payload) {
    byte[] plain = StandalonePayload.of(payload);
    XmlElement root = XmlReader.parse(plain, XmlLimits.defaults()).root();
    XmlEdits edits = new XmlEdits(new String(plain, StandardCharsets.UTF_8));
    for (XmlElement record : XmlPath.all(root, "StageFeed/records").get(0).elements()) {
      StageReading reading = StageFeed.reading(record);
      addition(record, reading)
          .ifPresent(addition -> edits.insertBefore(before(record, reading), addition));
    }
    return edits.isEmpty() ? payload : edits.apply();
  }

  private Optional<String> addition(XmlElement record, StageReading reading) {
    String prefix = record.prefix().isEmpty() ? "" : record.prefix() + ":";
    if (reading.series() == Series.RIVER && reading.level().isEmpty()) {
      return rules.level(reading).map(level -> element(prefix, "derivedLevel", "", level.name()));
    }
    if (reading.series() == Series.RESERVOIR && reading.overLimit().isEmpty()) {
      return rules
          .overLimit(reading)
          .map(BigDecimal::toPlainString)
          .map(over -> element(prefix, "overLimit", " unit=\"m\"", over));
    }
    return Optional.empty();
  }

  /** The element in whose front the addition stands, by the schema. */
  private static XmlElement before(XmlElement record, StageReading reading) {
    boolean crest =
        reading.series() == Series.RESERVOIR && !XmlPath.children(record, "damel").isEmpty();
    return XmlPath.children(record, crest ? "damel" : "qc").get(0);
  }

  private static String element(String prefix, String name, String attribute, String text) {
    return "<" + prefix + name + attribute + ">" + text + "</" + prefix + name + ">";
  }
}
