package io.kanhe.service.livestock;

import io.kanhe.platform.KanheException;
import io.kanhe.service.CodeLines;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which counties border on which, from {@code config/rules/neighbours.csv}. Thread-safe. */
final class Neighbours {

  private static final String HEADING = "county,neighbour";
  private static final Pattern PAIR = Pattern.compile("[1-9][0-9]{5},[1-9][0-9]{5}");

  private final Map<String, SortedSet<String>> byCounty;

  private Neighbours(Map<String, SortedSet<String>> byCounty) {
    this.byCounty = byCounty;
  }

  /**
   * Reads pairs of county codes; each pair counts both ways.
   *
   * @throws KanheException 5006 with file and line
   */
  static Neighbours read(Path file) {
    Map<String, SortedSet<String>> byCounty = new HashMap<>();
    for (String line :
        CodeLines.read(file, HEADING, PAIR, "two county codes of 6 digits and a comma")) {
      String[] pair = line.split(",");
      byCounty.computeIfAbsent(pair[0], county -> new TreeSet<>()).add(pair[1]);
      byCounty.computeIfAbsent(pair[1], county -> new TreeSet<>()).add(pair[0]);
    }
    return new Neighbours(byCounty);
  }

  /** These counties and all that border on one of them. */
  SortedSet<String> around(Set<String> counties) {
    SortedSet<String> all = new TreeSet<>(counties);
    counties.forEach(county -> all.addAll(byCounty.getOrDefault(county, new TreeSet<>())));
    return all;
  }
}
