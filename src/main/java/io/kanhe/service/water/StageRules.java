package io.kanhe.service.water;

import io.kanhe.platform.yaml.YamlNode;
import io.kanhe.service.notice.DatedNumber;
import io.kanhe.service.station.Reading;
import io.kanhe.service.station.Reading.Series;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which level a reading means, by the limits of its station that were in force when it was taken:
 * {@code config/rules/wat-stage.yaml}. A station that is not listed is judged by the limits that
 * its readings name. Immutable.
 */
public final class StageRules {

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
  private static final Pattern CODE = Pattern.compile("[0-9A-Z]{8}");
  private static final Pattern REGION = Pattern.compile("[1-9][0-9]{5}");
  private static final Pattern EVENT = Pattern.compile("[0-9A-Z]{5}");
  private static final StationLimits NO_LIMITS = StationLimits.ofStage(null, null, null, null);

  private final DatedNumber closeCentimetres;
  private final DatedNumber comparedHours;
  private final DatedNumber keptHours;
  private final Set<String> floodEvents;
  private final String datum;
  private final Map<String, Station> stations;

  private StageRules(
      DatedNumber closeCentimetres,
      DatedNumber comparedHours,
      DatedNumber keptHours,
      Set<String> floodEvents,
      String datum,
      Map<String, Station> stations) {
    this.closeCentimetres = closeCentimetres;
    this.comparedHours = comparedHours;
    this.keptHours = keptHours;
    this.floodEvents = floodEvents;
    this.datum = datum;
    this.stations = stations;
  }

  private record Station(String code, String regionCode, List<Entry> newestFirst) {}

  private record Entry(LocalDate from, StationLimits limits) {}

  /**
   * @throws io.kanhe.platform.KanheException 5006 CONFIGURATION_INVALID
   */
  public static StageRules read(YamlNode node) {
    node.keys(
        Set.of(
            "closeToWarningCentimetres",
            "comparedWithinHours",
            "keptHours",
            "floodEvents",
            "datum",
            "stations"),
        Set.of());
    Map<String, Station> stations = new HashMap<>();
    for (YamlNode each : node.get("stations").items()) {
      Station station = station(each);
      if (stations.put(station.code(), station) != null) {
        throw each.problem("a station that is listed twice", "each station once");
      }
    }
    return new StageRules(
        DatedNumber.read(node.get("closeToWarningCentimetres")),
        DatedNumber.read(node.get("comparedWithinHours")),
        DatedNumber.read(node.get("keptHours")),
        Set.copyOf(
            node.get("floodEvents").items(event -> event.matching(EVENT, "a code of CL-03"))),
        node.get("datum").text(),
        Map.copyOf(stations));
  }

  private static Station station(YamlNode node) {
    node.keys(Set.of("code", "names", "region", "limits"), Set.of());
    node.get("names").keys(Set.of("zh", "en"), Set.of());
    return new Station(
        node.get("code").matching(CODE, "a hydrological station of 8 digits or capitals"),
        node.get("region").matching(REGION, "a county of six digits"),
        node.get("limits").items(StageRules::entry).stream()
            .sorted(Comparator.comparing(Entry::from).reversed())
            .toList());
  }

  private static Entry entry(YamlNode node) {
    node.keys(Set.of("from"), StationLimits.KEYS);
    return new Entry(node.get("from").date(), StationLimits.read(node));
  }

  /** The level of a river; empty below all levels, and for what cannot be used. */
  Optional<FloodLevel> level(StageReading reading) {
    if (reading.series() != Series.RIVER || !reading.isUsable()) {
      return Optional.empty();
    }
    BigDecimal close = BigDecimal.valueOf(closeCentimetres.at(reading.observedAt()), 2);
    return limits(reading).level(reading.stage(), reading.flow(), close);
  }

  /** How far a reservoir stands above its flood limit, m. */
  Optional<BigDecimal> overLimit(StageReading reading) {
    return reading.series() == Series.RESERVOIR && reading.isUsable()
        ? limits(reading).overLimit(reading.stage())
        : Optional.empty();
  }

  private StationLimits limits(StageReading reading) {
    return inForce(reading).or(reading.named());
  }

  private StationLimits inForce(StageReading reading) {
    LocalDate day = LocalDate.ofInstant(reading.observedAt(), CHINA);
    return Optional.ofNullable(stations.get(reading.station())).stream()
        .flatMap(station -> station.newestFirst().stream())
        .filter(entry -> !entry.from().isAfter(day))
        .findFirst()
        .map(Entry::limits)
        .orElse(NO_LIMITS);
  }

  /** Where the station is by the list, else by the reading. */
  String regionCode(StageReading reading) {
    Station station = stations.get(reading.station());
    return station == null ? reading.regionCode() : station.regionCode();
  }

  /** The reading as it is kept, with what it means. */
  Reading reading(StageReading reading) {
    return reading.reading(regionCode(reading), level(reading));
  }

  /** What is doubtful about a reading, without being wrong. */
  Set<String> warnings(StageReading reading) {
    Set<String> warnings = new HashSet<>();
    if (inForce(reading).differsFrom(reading.named())) {
      warnings.add("LIMITS_DIFFER");
    }
    if (!regionCode(reading).equals(reading.regionCode())) {
      warnings.add("REGION_DIFFERS");
    }
    return warnings;
  }

  /**
   * From when on readings are kept. An exercise may play in the past, and a station with a wrong
   * clock must not make the gateway forget: the earlier of the two counts.
   */
  Instant keptFrom(Instant newest, Instant receivedAt) {
    Instant moment = newest.isBefore(receivedAt) ? newest : receivedAt;
    return moment.minus(Duration.ofHours(keptHours.at(moment)));
  }

  /** The datum of stages in files, which do not name it. */
  String datum() {
    return datum;
  }

  /** Whether a warning of that event of CL-03 speaks of what river stations measure. */
  public boolean isFlood(String event) {
    return floodEvents.contains(event);
  }

  /** How old a reading may be to be compared with a warning of {@code moment}. */
  public Duration comparedWithin(Instant moment) {
    return Duration.ofHours(comparedHours.at(moment));
  }
}
