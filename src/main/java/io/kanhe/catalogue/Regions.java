package io.kanhe.catalogue;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Region codes of GB/T 2260 with the days between which they are valid and what came after them, as
 * read from {@code config/catalogue/regions.csv}. The table is complete for every prefecture of
 * which it lists a county; about others it says nothing. Immutable.
 */
public final class Regions {

  static final String FILE = "regions.csv";
  private static final String HEADING = "code,name,validFrom,validUntil,successor";
  private static final int LONGEST_CHAIN = 10;

  private final Map<String, Region> byCode;
  private final Set<String> prefectures = new HashSet<>();

  /**
   * @param validFrom first day, {@code null} if it lies before what the table knows
   * @param validUntil last day, {@code null} while it is valid
   * @param successor code that took its place
   */
  public record Region(
      String code,
      String name,
      @Nullable LocalDate validFrom,
      @Nullable LocalDate validUntil,
      @Nullable String successor) {

    public boolean isInForce(LocalDate day) {
      return (validFrom == null || !day.isBefore(validFrom))
          && (validUntil == null || !day.isAfter(validUntil));
    }
  }

  /** What the table says about a code. */
  enum Standing {
    IN_FORCE,
    /** No longer valid, but another code took its place. */
    SUPERSEDED,
    UNKNOWN,
    OUTSIDE_THE_TABLE
  }

  private Regions(Map<String, Region> byCode) {
    this.byCode = Collections.unmodifiableMap(byCode);
    byCode.keySet().stream()
        .filter(each -> !each.endsWith("00"))
        .forEach(each -> prefectures.add(each.substring(0, 4)));
  }

  static Regions none() {
    return new Regions(Map.of());
  }

  static Regions read(Path folder, Path home) {
    Map<String, Region> regions = new TreeMap<>();
    for (ReferenceTable.Row row : ReferenceTable.read(folder, home, FILE, HEADING)) {
      Region region =
          new Region(
              row.matching(0, "[1-9][0-9]{5}", "six digits"),
              row.text(1),
              row.date(2),
              row.date(3),
              row.cell(4).isEmpty() ? null : row.matching(4, "[1-9][0-9]{5}", "six digits"));
      if (regions.put(region.code(), region) != null) {
        throw row.problem("code " + region.code() + " a second time", "each code once");
      }
    }
    regions.values().forEach(each -> checkSuccessor(each, regions));
    return new Regions(regions);
  }

  private static void checkSuccessor(Region region, Map<String, Region> all) {
    if (region.successor() != null
        && (region.validUntil() == null || !all.containsKey(region.successor()))) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          FILE
              + ": found successor "
              + region.successor()
              + " of "
              + region.code()
              + ", expected a listed code, and a last day");
    }
  }

  public Optional<Region> find(String code) {
    return Optional.ofNullable(byCode.get(code));
  }

  /** All regions by code. */
  public List<Region> all() {
    return List.copyOf(byCode.values());
  }

  /**
   * The code that stands for {@code code} on a day: itself, or the last of its successors. A code
   * that the table does not list stands for itself.
   */
  public String current(String code, LocalDate day) {
    List<String> seen = new ArrayList<>();
    Region region = byCode.get(code);
    while (region != null
        && !region.isInForce(day)
        && region.successor() != null
        && seen.size() < LONGEST_CHAIN) {
      seen.add(region.code());
      region = byCode.get(region.successor());
    }
    return region == null ? code : region.code();
  }

  /**
   * @param day {@code null} for codes that never change with their region, as ear tags
   */
  Standing standing(String code, @Nullable LocalDate day) {
    Region region = byCode.get(code);
    if (region == null) {
      return prefectures.contains(code.substring(0, 4)) && !code.endsWith("00")
          ? Standing.UNKNOWN
          : Standing.OUTSIDE_THE_TABLE;
    }
    if (day == null || region.isInForce(day)) {
      return Standing.IN_FORCE;
    }
    boolean over = region.validUntil() != null && day.isAfter(region.validUntil());
    return over && region.successor() != null ? Standing.SUPERSEDED : Standing.UNKNOWN;
  }

  /** The six-digit codes, less 100000, that are certainly none. */
  BitSet unlisted() {
    BitSet unlisted = new BitSet();
    for (String prefecture : prefectures) {
      for (int county = 1; county < 100; county++) {
        int code = Integer.parseInt(prefecture) * 100 + county;
        unlisted.set(code - 100_000, !byCode.containsKey(Integer.toString(code)));
      }
    }
    return unlisted;
  }

  @Override
  public String toString() {
    return "Regions[" + byCode.size() + "]";
  }
}
