package io.kanhe.service.notice;

import io.kanhe.platform.yaml.YamlNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A number of a rule that changes over the years: the entry in force on a day counts, before the
 * first one that one. Immutable.
 */
public final class DatedNumber {

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
  private static final int LARGEST = 1_000_000;

  private final List<Entry> newestFirst;

  private record Entry(int value, LocalDate from) {}

  private DatedNumber(List<Entry> entries) {
    this.newestFirst =
        entries.stream().sorted(Comparator.comparing(Entry::from).reversed()).toList();
  }

  /** Always the same. */
  public static DatedNumber of(int value) {
    return new DatedNumber(List.of(new Entry(value, LocalDate.EPOCH)));
  }

  /**
   * Reads a list of {@code {value: 15, from: 2020-03-01}}.
   *
   * @throws io.kanhe.platform.KanheException 5006 CONFIGURATION_INVALID
   */
  public static DatedNumber read(YamlNode list) {
    List<Entry> entries = list.items(DatedNumber::entry);
    if (entries.isEmpty()) {
      throw list.problem("an empty list", "at least one {value, from}");
    }
    return new DatedNumber(entries);
  }

  private static Entry entry(YamlNode node) {
    node.keys(Set.of("value", "from"), Set.of());
    return new Entry(node.get("value").integer(1, LARGEST), node.get("from").date());
  }

  /** What is in force at that moment, by the day in China. */
  public int at(Instant moment) {
    LocalDate day = LocalDate.ofInstant(moment, CHINA);
    return newestFirst.stream()
        .filter(each -> !each.from().isAfter(day))
        .findFirst()
        .orElse(newestFirst.get(newestFirst.size() - 1))
        .value();
  }
}
