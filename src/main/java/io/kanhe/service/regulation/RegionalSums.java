package io.kanhe.service.regulation;

import io.kanhe.ledger.Change.Batch;
import io.kanhe.message.Environment;
import io.kanhe.platform.yaml.YamlNode;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether the reports of prefectures add up to that of their province (reg.stat), for one reporter
 * and period, indicator by indicator; rates are left out. Immutable.
 */
final class RegionalSums {

  private static final BigDecimal TOLERANCE = new BigDecimal("0.01");
  private static final Set<String> RATES = Set.of("DSP-RATE");
  private static final Pattern PREFECTURE = Pattern.compile("[1-9][0-9]{3}00");
  private static final String FIND =
      """
      SELECT region, code, value FROM reg_report_figure
      WHERE reporter = ? AND period = ? AND environment = ?""";
  private static final String CLEAR =
      """
      DELETE FROM reg_report_figure WHERE reporter = ? AND period = ? AND region = ? AND environment = ?""";
  private static final String INSERT =
      """
      INSERT INTO reg_report_figure (reporter, period, region, environment, code, value) VALUES (?, ?, ?, ?, ?, ?)""";

  private final Map<String, List<String>> prefectures;

  /**
   * @param prefectures by province
   */
  RegionalSums(Map<String, List<String>> prefectures) {
    this.prefectures = Map.copyOf(prefectures);
  }

  /**
   * @throws io.kanhe.platform.KanheException 5006 CONFIGURATION_INVALID
   */
  static RegionalSums read(YamlNode node) {
    Map<String, List<String>> read = new HashMap<>();
    node.entries()
        .forEach(
            (province, list) ->
                read.put(
                    province,
                    list.items(each -> each.matching(PREFECTURE, "a prefecture of six digits"))));
    return new RegionalSums(read);
  }

  /** The province of a region. */
  static String province(String region) {
    return region.substring(0, 2) + "0000";
  }

  /**
   * Compares the report with what is known of its province.
   *
   * @return facts: how many prefectures are there, or that the province differs
   * @throws io.kanhe.platform.KanheException 4002 RULE_FAILED if a province is not the sum of its
   *     prefectures
   */
  Map<String, String> check(
      StatisticsReport report, Environment environment, Connection transaction)
      throws SQLException {
    String province = province(report.region());
    List<String> parts = prefectures.getOrDefault(province, List.of());
    boolean whole = report.region().equals(province);
    if (parts.isEmpty() || (!whole && !parts.contains(report.region()))) {
      return Map.of();
    }
    Map<String, Map<String, BigDecimal>> known = known(report, environment, transaction);
    known.put(report.region(), report.indicators());
    long present = parts.stream().filter(known::containsKey).count();
    if (present < parts.size()) {
      return present == 0 ? Map.of() : Map.of("prefectures", present + " of " + parts.size());
    }
    Map<String, BigDecimal> total = known.get(province);
    Optional<String> difference =
        total == null ? Optional.empty() : difference(total, known, parts);
    if (difference.isEmpty()) {
      return Map.of();
    }
    if (whole) {
      String code = difference.get();
      throw StatisticsReport.failed(
          code,
          shown(total, code),
          sum(known, parts, code).toPlainString()
              + ", the sum of its "
              + parts.size()
              + " prefectures");
    }
    return Map.of("warnings", "PROVINCE_DIFFERS");
  }

  /** The first indicator whose sum is another. */
  private static Optional<String> difference(
      Map<String, BigDecimal> total,
      Map<String, Map<String, BigDecimal>> known,
      List<String> parts) {
    Set<String> codes = new TreeSet<>(total.keySet());
    parts.forEach(part -> codes.addAll(known.get(part).keySet()));
    codes.removeAll(RATES);
    return codes.stream()
        .filter(
            code ->
                total
                        .getOrDefault(code, BigDecimal.ZERO)
                        .subtract(sum(known, parts, code))
                        .abs()
                        .compareTo(TOLERANCE)
                    > 0)
        .findFirst();
  }

  private static String shown(@Nullable Map<String, BigDecimal> total, String code) {
    BigDecimal value = total == null ? null : total.get(code);
    return value == null ? "nothing" : value.toPlainString();
  }

  private static BigDecimal sum(
      Map<String, Map<String, BigDecimal>> known, List<String> parts, String code) {
    return parts.stream()
        .map(part -> known.get(part).getOrDefault(code, BigDecimal.ZERO))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Map<String, Map<String, BigDecimal>> known(
      StatisticsReport report, Environment environment, Connection transaction)
      throws SQLException {
    try (PreparedStatement query = transaction.prepareStatement(FIND)) {
      query.setString(1, report.reporter().value());
      query.setString(2, report.period());
      query.setString(3, environment.name());
      Map<String, Map<String, BigDecimal>> known = new HashMap<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          known
              .computeIfAbsent(row.getString(1), region -> new TreeMap<>())
              .put(row.getString(2), new BigDecimal(row.getString(3)));
        }
      }
      return known;
    }
  }

  /** The figures of this revision take the place of those of the one before. */
  static void write(StatisticsReport report, Environment environment, Batch batch) {
    String reporter = report.reporter().value();
    batch.add(CLEAR, reporter, report.period(), report.region(), environment.name());
    new TreeMap<>(report.indicators())
        .forEach(
            (code, value) ->
                batch.add(
                    INSERT,
                    reporter,
                    report.period(),
                    report.region(),
                    environment.name(),
                    code,
                    value.toPlainString()));
  }
}
