package io.kanhe.catalogue;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads small tables of the configuration: CSV in UTF-8 without quotes, # begins a comment line.
 */
final class ReferenceTable {

  private ReferenceTable() {}

  /** One row; its problems name file and line. */
  record Row(String file, int line, String[] cells) {

    String cell(int column) {
      return cells[column];
    }

    String text(int column) {
      return matching(column, ".{1,80}", "a text of 1 to 80 characters");
    }

    String matching(int column, String pattern, String expected) {
      if (!cells[column].matches(pattern)) {
        throw problem("'" + cells[column] + "'", expected);
      }
      return cells[column];
    }

    @Nullable LocalDate date(int column) {
      try {
        return cells[column].isEmpty() ? null : LocalDate.parse(cells[column]);
      } catch (DateTimeParseException e) {
        throw problem("'" + cells[column] + "'", "a date as 2026-08-24");
      }
    }

    KanheException problem(String found, String expected) {
      return new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          file + ":" + line + ": found " + found + ", expected " + expected);
    }
  }

  /**
   * @throws KanheException 5006 CONFIGURATION_INVALID
   */
  static List<Row> read(Path folder, Path home, String name, String heading) {
    Path file = folder.resolve(name).toAbsolutePath().normalize();
    Path root = home.toAbsolutePath().normalize();
    String shown = (file.startsWith(root) ? root.relativize(file) : file).toString();
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          shown + ": found no readable file, expected a table in UTF-8",
          e);
    }
    int columns = heading.split(",").length;
    List<Row> rows = new ArrayList<>();
    boolean headed = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("#") || line.isBlank()) {
        continue;
      }
      Row row = new Row(shown, i + 1, line.split(",", -1));
      if (!headed && !line.equals(heading)) {
        throw row.problem("another heading", heading);
      }
      if (row.cells().length != columns) {
        throw row.problem(row.cells().length + " cells", Integer.toString(columns));
      }
      if (headed) {
        rows.add(row);
      }
      headed = true;
    }
    return rows;
  }
}
