package io.kanhe.service.weather;

import io.kanhe.platform.KanheException;
import io.kanhe.service.CodeLines;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Names of regions by their code of 12 digits, from {@code config/transforms/regions.csv}. */
final class Gazetteer {

  private static final int COUNTY_DIGITS = 6;

  private static final String HEADING = "code,name";
  private static final Pattern NAMED = Pattern.compile("[1-9][0-9]{11},[^,\\s]{1,80}");

  private final Map<String, String> names;

  private Gazetteer(Map<String, String> names) {
    this.names = Map.copyOf(names);
  }

  /**
   * @throws KanheException 5006 with file and line
   */
  static Gazetteer read(Path file) {
    Map<String, String> names = new HashMap<>();
    for (String line :
        CodeLines.read(file, HEADING, NAMED, "a code of 12 digits, a comma and a name")) {
      names.put(line.substring(0, 12), line.substring(13));
    }
    return new Gazetteer(names);
  }

  /** The region's name, else that of its county, else the code itself. */
  String name(String code) {
    String own = names.get(code);
    if (own != null || code.length() < COUNTY_DIGITS) {
      return own != null ? own : code;
    }
    return names.getOrDefault(code.substring(0, COUNTY_DIGITS) + "000000", code);
  }
}
