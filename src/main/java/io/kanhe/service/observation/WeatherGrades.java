package io.kanhe.service.observation;

import io.kanhe.platform.yaml.YamlNode;
import io.kanhe.service.notice.DatedNumber;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Grades of rain and wind: {@code config/rules/met-observation.yaml}. Immutable.
 *
 * <p>Standard: GB/T 28592 for rain of 24 hours, GB/T 28591 for wind; only what is public of their
 * tables was seen.
 */
public final class WeatherGrades {

  /** 0 right and 1 suspect; what is wrong, missing or unchecked has no grade. */
  private static final Set<String> USABLE = Set.of("0", "1");

  private final List<Grade> rain;
  private final List<BigDecimal> wind;
  private final Set<String> missing;
  private final String trace;
  private final DatedNumber keptHours;

  private WeatherGrades(
      List<Grade> rain,
      List<BigDecimal> wind,
      Set<String> missing,
      String trace,
      DatedNumber keptHours) {
    this.rain = rain;
    this.wind = wind;
    this.missing = missing;
    this.trace = trace;
    this.keptHours = keptHours;
  }

  private record Grade(BigDecimal from, String code) {}

  /**
   * @throws io.kanhe.platform.KanheException 5006 CONFIGURATION_INVALID
   */
  public static WeatherGrades read(YamlNode node) {
    node.keys(Set.of("rain24h", "wind", "missing", "trace", "keptHours"), Set.of());
    List<Grade> rain =
        node.get("rain24h")
            .items(
                each -> {
                  each.keys(Set.of("from", "grade"), Set.of());
                  return new Grade(decimal(each.get("from")), each.get("grade").text());
                });
    List<BigDecimal> wind = node.get("wind").items(WeatherGrades::decimal);
    checkRising(node.get("rain24h"), rain.stream().map(Grade::from).toList());
    checkRising(node.get("wind"), wind);
    return new WeatherGrades(
        rain,
        wind,
        Set.copyOf(node.get("missing").items(YamlNode::text)),
        node.get("trace").text(),
        DatedNumber.read(node.get("keptHours")));
  }

  private static BigDecimal decimal(YamlNode node) {
    return node.as(BigDecimal::new, "a number as 10.8");
  }

  private static void checkRising(YamlNode node, List<BigDecimal> limits) {
    Set<BigDecimal> seen = new HashSet<>();
    if (!limits.stream().sorted().toList().equals(limits) || !limits.stream().allMatch(seen::add)) {
      throw node.problem("limits that do not rise", "each higher than the one before");
    }
  }

  static boolean isUsable(String quality) {
    return USABLE.contains(quality);
  }

  /** Code of KL-53; empty below the first grade. */
  Optional<String> rain(BigDecimal millimetres) {
    return rain.stream()
        .filter(each -> each.from().compareTo(millimetres) <= 0)
        .reduce((lower, higher) -> higher)
        .map(Grade::code);
  }

  /** Grade of Beaufort, m/s. */
  OptionalInt wind(BigDecimal metresPerSecond) {
    int reached = 0;
    while (reached < wind.size() && wind.get(reached).compareTo(metresPerSecond) <= 0) {
      reached++;
    }
    return reached == 0 ? OptionalInt.empty() : OptionalInt.of(reached - 1);
  }

  /** What a cell of a file says: nothing for a missing value, 0.0 for a trace of rain. */
  String value(String cell) {
    if (missing.contains(cell)) {
      return "";
    }
    return cell.equals(trace) ? "0.0" : cell;
  }

  Instant keptFrom(Instant newest, Instant receivedAt) {
    Instant moment = newest.isBefore(receivedAt) ? newest : receivedAt;
    return moment.minus(Duration.ofHours(keptHours.at(moment)));
  }
}
