package io.kanhe.service.regulation;

import io.kanhe.catalogue.Identifiers;
import io.kanhe.message.Payload;
import io.kanhe.message.Uscc;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Month;
import java.util.HashMap;
import java.util.Map;

/**
 * A {@code ParticipationReport} that kept its schema.
 *
 * @param indicators by code of CL-30
 */
record StatisticsReport(
    Uscc reporter,
    Uscc receiver,
    String periodType,
    String period,
    String region,
    int revision,
    Map<String, BigDecimal> indicators) {

  private static final BigDecimal PERCENT = BigDecimal.valueOf(100);

  StatisticsReport {
    indicators = Map.copyOf(indicators);
  }

  static StatisticsReport read(Payload payload) {
    if (!(payload instanceof Payload.Inline inline)) {
      throw new KanheException(ErrorCode.CONTRACT_VIOLATED, "a file (expected: a report)");
    }
    XmlElement root = XmlReader.parse(inline.bytes(), XmlLimits.defaults()).root();
    Map<String, BigDecimal> indicators = new HashMap<>();
    for (XmlElement each : XmlPath.all(root, "ParticipationReport/indicators/ind")) {
      String code = String.valueOf(each.attribute("", "code"));
      if (indicators.put(code, new BigDecimal(each.token())) != null) {
        throw failed(code, "twice", "each indicator once");
      }
    }
    return new StatisticsReport(
        Identifiers.uscc(text(root, "reporter")),
        Identifiers.uscc(text(root, "receiver")),
        text(root, "periodType"),
        text(root, "period"),
        Identifiers.plain(text(root, "regionCode")),
        Integer.parseInt(text(root, "revision")),
        indicators);
  }

  /**
   * DSP-RATE is DSP-CLOSED of DSP-NEW in percent, rounded half up to two decimals.
   *
   * @throws KanheException 4002 RULE_FAILED
   */
  void checkRate() {
    BigDecimal rate = indicators.get("DSP-RATE");
    if (rate == null) {
      return;
    }
    BigDecimal found = indicators.get("DSP-NEW");
    BigDecimal closed = indicators.get("DSP-CLOSED");
    if (found == null || closed == null || found.signum() <= 0) {
      throw failed("DSP-RATE", "a rate without disputes", "DSP-NEW above 0 and DSP-CLOSED");
    }
    BigDecimal expected = closed.multiply(PERCENT).divide(found, 2, RoundingMode.HALF_UP);
    if (rate.compareTo(expected) != 0) {
      throw failed("DSP-RATE", rate.toPlainString(), expected.toPlainString());
    }
  }

  /**
   * The last day of the period.
   *
   * @throws KanheException 4002 RULE_FAILED if the period is not of its type
   */
  LocalDate lastDay() {
    int year = Integer.parseInt(period.substring(0, 4));
    String part = period.length() > 4 ? period.substring(5) : "";
    String type =
        part.isEmpty()
            ? "YEAR"
            : part.startsWith("Q") ? "QUARTER" : part.startsWith("H") ? "HALF" : "MONTH";
    if (!type.equals(periodType)) {
      throw failed("period", "a period of type " + type, periodType);
    }
    int month =
        switch (type) {
          case "YEAR" -> 12;
          case "QUARTER" -> 3 * Integer.parseInt(part.substring(1));
          case "HALF" -> 6 * Integer.parseInt(part.substring(1));
          default -> Integer.parseInt(part);
        };
    LocalDate first = LocalDate.of(year, Month.of(month), 1);
    return first.withDayOfMonth(first.lengthOfMonth());
  }

  static KanheException failed(String field, String found, String expected) {
    return new KanheException(
        ErrorCode.RULE_FAILED, field + ": found " + found + ", expected " + expected);
  }

  private static String text(XmlElement root, String name) {
    return XmlPath.child(root, name).orElse("");
  }
}
