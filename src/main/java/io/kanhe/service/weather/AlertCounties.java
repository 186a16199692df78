package io.kanhe.service.weather;

import io.kanhe.catalogue.Regions;
import io.kanhe.service.insurance.Exposures.Row;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The counties that an alert is about, as they are today: towns stand for their county, provinces
 * and prefectures for the counties that the table of regions knows in them, and codes that were
 * abolished for what took their place. Immutable.
 */
final class AlertCounties {

  private static final int COUNTY_DIGITS = 6;

  private final Regions regions;
  private final LocalDate day;

  AlertCounties(Regions regions, LocalDate day) {
    this.regions = regions;
    this.day = day;
  }

  /**
   * @param codes of an alert, 12 digits
   * @return codes of six digits
   */
  SortedSet<String> of(Collection<String> codes) {
    SortedSet<String> counties = new TreeSet<>();
    for (String code : codes) {
      String current = current(code);
      List<String> within = current.endsWith("00") ? countiesOf(current) : List.of();
      if (within.isEmpty()) {
        counties.add(current);
      }
      counties.addAll(within);
    }
    return counties;
  }

  /** The six digits of a longer code, as they are today. */
  private String current(String code) {
    return regions.current(code.substring(0, Math.min(COUNTY_DIGITS, code.length())), day);
  }

  private List<String> countiesOf(String wider) {
    String shared = wider.replaceFirst("(00){1,2}$", "");
    return regions.all().stream()
        .filter(each -> each.isInForce(day))
        .map(Regions.Region::code)
        .filter(each -> each.startsWith(shared) && !each.endsWith("00"))
        .toList();
  }

  /**
   * What insurers may report these counties under: every code that they ever had, and the wider
   * code of the alert itself.
   *
   * @param codes of the alert, 12 digits
   */
  SortedSet<String> reportedUnder(Collection<String> codes, SortedSet<String> counties) {
    SortedSet<String> all = new TreeSet<>(counties);
    codes.forEach(code -> all.add(current(code)));
    regions.all().stream()
        .map(Regions.Region::code)
        .filter(each -> counties.contains(regions.current(each, day)))
        .forEach(all::add);
    return all;
  }

  /** Rows under the codes of today, those of one county and line added up. */
  List<Row> merged(List<Row> rows) {
    Map<String, Row> merged = new TreeMap<>();
    for (Row row : rows) {
      String county = regions.current(row.regionCode(), day);
      merged.merge(
          county + " " + row.line(),
          new Row(county, row.line(), row.policyCount(), row.sumInsuredCents()),
          AlertCounties::sum);
    }
    return List.copyOf(merged.values());
  }

  private static Row sum(Row one, Row other) {
    return new Row(
        one.regionCode(),
        one.line(),
        Math.addExact(one.policyCount(), other.policyCount()),
        Math.addExact(one.sumInsuredCents(), other.sumInsuredCents()));
  }
}
