package io.kanhe.service;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a small table of the configuration of which every line has one form: a heading, then codes;
 * no comments.
 */
public final class CodeLines {

  private CodeLines() {}

  /**
   * The lines after the heading.
   *
   * @param expected what a line is, for the error
   * @throws KanheException 5006 CONFIGURATION_INVALID with file and line
   */
  public static List<String> read(Path file, String heading, Pattern form, String expected) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID, file.getFileName() + ": found no readable file", e);
    }
    List<String> found = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean good = i == 0 ? line.equals(heading) : form.matcher(line).matches();
      if (!good) {
        throw new KanheException(
            ErrorCode.CONFIGURATION_INVALID,
            file.getFileName() + ":" + (i + 1) + ": expected " + (i == 0 ? heading : expected));
      }
      if (i > 0) {
        found.add(line);
      }
    }
    return found;
  }
}
