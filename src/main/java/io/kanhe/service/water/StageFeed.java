package io.kanhe.service.water;

import io.kanhe.catalogue.FeedRows;
import io.kanhe.message.Payload;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.service.station.Reading;
import io.kanhe.service.station.Reading.Series;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Readings as the water department sends them: a {@code StageFeed} document, or the file of the
 * operation {@code batch}. Both kept their contract.
 */
final class StageFeed {

  static final String SERVICE = "wat.stage";
  static final String NAMESPACE = "urn:kanhe:wat:1.0";

  /** Columns of {@code config/catalogue/wat.stage.yaml}. */
  static final List<String> COLUMNS =
      List.of(
          "kind",
          "stcd",
          "stnm",
          "sttp",
          "regionCode",
          "tm",
          "z",
          "q",
          "tendency",
          "wrz",
          "grz",
          "fsltdz",
          "drp",
          "dyp",
          "qc");

  private final String source;
  private final int count;
  private final List<StageReading> readings;

  private StageFeed(String source, int count, List<StageReading> readings) {
    this.source = source;
    this.count = count;
    this.readings = List.copyOf(readings);
  }

  static StageFeed read(byte[] payload) {
    XmlElement root = XmlReader.parse(payload, XmlLimits.defaults()).root();
    XmlElement records = XmlPath.all(root, "StageFeed/records").get(0);
    return new StageFeed(
        XmlPath.child(root, "source").orElse(""),
        Integer.parseInt(String.valueOf(records.attribute("", "count")).strip()),
        records.elements().stream().map(StageFeed::reading).toList());
  }

  List<StageReading> readings() {
    return readings;
  }

  /**
   * @throws KanheException 4002 if it contradicts its own count, its sender or {@code rules}
   */
  void check(String sender, StageRules rules) {
    if (!source.equals(sender)) {
      throw failed("source", "another organisation", "the sender");
    }
    if (count != readings.size()) {
      throw failed("records", readings.size() + " of them", "as many as count says: " + count);
    }
    Map<Reading.Key, String> seen = new HashMap<>();
    int number = 0;
    for (StageReading reading : readings) {
      number++;
      String before = seen.put(rules.reading(reading).key(), reading.values());
      if (before != null && !before.equals(reading.values())) {
        throw failed(
            "record " + number, "other values of the same station and time", "each time once");
      }
      checkLevel(number, reading, rules.level(reading));
      checkOverLimit(number, reading, rules.overLimit(reading));
    }
  }

  private static void checkLevel(int number, StageReading reading, Optional<FloodLevel> derived) {
    if (reading.level().isPresent() && !reading.level().equals(derived)) {
      throw failed(
          "record " + number + ", derivedLevel",
          reading.level().get().name(),
          derived.map(FloodLevel::name).orElse("none") + " by the limits of the station");
    }
  }

  private static void checkOverLimit(
      int number, StageReading reading, Optional<BigDecimal> derived) {
    BigDecimal expected = derived.orElse(BigDecimal.ZERO);
    if (reading.overLimit().isPresent() && reading.overLimit().get().compareTo(expected) != 0) {
      throw failed(
          "record " + number + ", overLimit",
          reading.overLimit().get().toPlainString(),
          expected.toPlainString() + ", which is rz less fsltdz");
    }
  }

  static StageReading reading(XmlElement record) {
    return new StageReading(
        Series.valueOf(record.localName().toUpperCase(Locale.ROOT)),
        text(record, "stcd"),
        text(record, "regionCode"),
        OffsetDateTime.parse(text(record, "tm")).toInstant(),
        first(number(record, "z"), number(record, "rz")),
        number(record, "q"),
        StationLimits.ofStage(
            number(record, "wrz"),
            number(record, "grz"),
            number(record, "hmaxz"),
            number(record, "fsltdz")),
        XmlPath.child(record, "derivedLevel").map(FloodLevel::valueOf),
        Optional.ofNullable(number(record, "overLimit")),
        text(record, "qc"),
        canonical(
            first(number(record, "z"), number(record, "rz")),
            first(number(record, "q"), number(record, "inq")),
            number(record, "drp"),
            number(record, "dyp"),
            text(record, "qc")));
  }

  /** Hands over the readings of a file, one after the other; a river without stage is none. */
  static void read(Payload.Stored file, Consumer<StageReading> readings) {
    FeedRows.read(file, COLUMNS, cells -> ofRow(cells).ifPresent(readings));
  }

  /** The reading of one row; empty for a river or a reservoir without stage. */
  static Optional<StageReading> ofRow(Map<String, String> cells) {
    StageReading reading = reading(cells);
    return Optional.of(reading)
        .filter(each -> each.series() == Series.RAIN || each.stage() != null);
  }

  private static StageReading reading(Map<String, String> cells) {
    Series series = Series.valueOf(cells.get("kind"));
    boolean rain = series == Series.RAIN;
    return new StageReading(
        series,
        cells.getOrDefault("stcd", ""),
        cells.getOrDefault("regionCode", ""),
        OffsetDateTime.parse(cells.get("tm")).toInstant(),
        rain ? null : number(cells, "z"),
        series == Series.RIVER ? number(cells, "q") : null,
        StationLimits.ofStage(
            number(cells, "wrz"), number(cells, "grz"), null, number(cells, "fsltdz")),
        Optional.empty(),
        Optional.empty(),
        cells.getOrDefault("qc", ""),
        canonical(
            rain ? null : number(cells, "z"),
            rain ? null : number(cells, "q"),
            rain ? number(cells, "drp") : null,
            rain ? number(cells, "dyp") : null,
            cells.getOrDefault("qc", "")));
  }

  /** The same for a document and for a row of a file; 4.60 and 4.6 are one value. */
  private static String canonical(
      @Nullable BigDecimal stage,
      @Nullable BigDecimal flow,
      @Nullable BigDecimal rain,
      @Nullable BigDecimal rainOfDay,
      String quality) {
    return Stream.of(stage, flow, rain, rainOfDay)
            .map(each -> each == null ? "" : each.stripTrailingZeros().toPlainString())
            .collect(Collectors.joining("|"))
        + "|"
        + quality;
  }

  private static @Nullable BigDecimal first(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    return one == null ? other : one;
  }

  private static @Nullable BigDecimal number(XmlElement record, String name) {
    return XmlPath.child(record, name).map(BigDecimal::new).orElse(null);
  }

  private static @Nullable BigDecimal number(Map<String, String> cells, String name) {
    String cell = cells.get(name);
    return cell == null ? null : new BigDecimal(cell);
  }

  private static String text(XmlElement record, String name) {
    return XmlPath.child(record, name).orElse("");
  }

  private static KanheException failed(String place, String found, String expected) {
    return new KanheException(
        ErrorCode.RULE_FAILED, place + ": found " + found + ", expected " + expected);
  }
}
