package io.kanhe.service.livestock;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which counties border on which, from {@code config/rules/neighbours.csv}. Thread-safe. */
final class Neighbours {

  private static final String HEADING = "county,neighbour";

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
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID, file.getFileName() + ": found no readable file", e);
    }
    Map<String, SortedSet<String>> byCounty = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean good = i == 0 ? line.equals(HEADING) : line.matches("[1-9][0-9]{5},[1-9][0-9]{5}");
      if (!good) {
        throw new KanheException(
            ErrorCode.CONFIGURATION_INVALID,
            file.getFileName()
                + ":"
                + (i + 1)
                + ": expected "
                + (i == 0 ? HEADING : "two county codes of 6 digits and a comma"));
      }
      if (i > 0) {
        String[] pair = line.split(",");
        byCounty.computeIfAbsent(pair[0], county -> new TreeSet<>()).add(pair[1]);
        byCounty.computeIfAbsent(pair[1], county -> new TreeSet<>()).add(pair[0]);
      }
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
