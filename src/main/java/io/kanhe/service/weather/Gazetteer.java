package io.kanhe.service.weather;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names of regions by their code of 12 digits, from {@code config/transforms/regions.csv}. */
final class Gazetteer {

  private static final String HEADING = "code,name";

  private final Map<String, String> names;

  private Gazetteer(Map<String, String> names) {
    this.names = Map.copyOf(names);
  }

  /**
   * @throws KanheException 5006 with file and line
   */
  static Gazetteer read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID, file.getFileName() + ": found no readable file", e);
    }
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean good = i == 0 ? line.equals(HEADING) : line.matches("[1-9][0-9]{11},[^,\\s]{1,80}");
      if (!good) {
        throw new KanheException(
            ErrorCode.CONFIGURATION_INVALID,
            file.getFileName()
                + ":"
                + (i + 1)
                + ": expected "
                + (i == 0 ? HEADING : "a code of 12 digits, a comma and a name"));
      }
      if (i > 0) {
        names.put(line.substring(0, 12), line.substring(13));
      }
    }
    return new Gazetteer(names);
  }

  /** The region's name, else that of its county, else the code itself. */
  String name(String code) {
    String own = names.get(code);
    return own != null ? own : names.getOrDefault(code.substring(0, 6) + "000000", code);
  }
}
