package io.kanhe.service.insurance;

import io.kanhe.message.Payload;
import io.kanhe.message.Uscc;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A coverage feed on disk, read row by row. Its form was checked at intake; what the figures depend
 * on is checked again here.
 *
 * <p>Standard: RFC 4180, columns of {@code config/catalogue/ins.coverage.yaml}. Not thread-safe.
 */
final class CoverageFile {

  private static final String HEADING =
      "insurer,asOfDate,regionCode,line,policyCount,insuredCount,sumInsured,premium,"
          + "expiryWithin30d,maxSingleSum";
  private static final int COLUMNS = 10;

  private final Payload.Content file;
  private final Uscc sender;
  private @Nullable LocalDate asOf;

  CoverageFile(Payload.Content file, Uscc sender) {
    this.file = file;
    this.sender = sender;
  }

  /**
   * Hands all rows to {@code rows}, at most {@code size} at a time.
   *
   * @return the one day that all rows speak of
   * @throws KanheException 4002 if a row is not the sender's, is of another day, or holds a figure
   *     that is none; with the number of the row, the heading being row 0
   */
  LocalDate read(int size, Consumer<List<Exposures.Row>> rows) {
    long number = 0;
    List<Exposures.Row> some = new ArrayList<>(size);
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(file.open(), StandardCharsets.UTF_8))) {
      String heading = reader.readLine();
      if (heading == null || !withoutMark(heading).equals(HEADING)) {
        throw failed(0, "another heading", HEADING);
      }
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        some.add(row(++number, line));
        if (some.size() == size) {
          rows.accept(List.copyOf(some));
          some.clear();
        }
      }
    } catch (IOException e) {
      throw new KanheException(
          ErrorCode.STORE_UNAVAILABLE, "the coverage feed cannot be read from disk", e);
    }
    if (!some.isEmpty()) {
      rows.accept(List.copyOf(some));
    }
    if (asOf == null) {
      throw failed(0, "no rows", "one row for each county and line");
    }
    return asOf;
  }

  private Exposures.Row row(long number, String line) {
    List<String> cells = cells(number, line);
    if (!cells.get(0).equals(sender.value())) {
      throw failed(number, "another insurer than the sender", "the sender's own code");
    }
    LocalDate day = day(number, cells.get(1));
    if (asOf != null && !asOf.equals(day)) {
      throw failed(number, "a second asOfDate", "one day in one file");
    }
    asOf = day;
    try {
      return new Exposures.Row(
          cells.get(2),
          cells.get(3),
          Long.parseLong(cells.get(4)),
          new BigDecimal(cells.get(6)).movePointRight(2).longValueExact());
    } catch (NumberFormatException e) {
      throw failed(number, "a policyCount or sumInsured that is no number", "digits");
    } catch (ArithmeticException e) {
      throw failed(number, "a sumInsured out of range", "yuan with at most two decimals");
    }
  }

  private static LocalDate day(long number, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw failed(number, "an asOfDate that is no date", "a date as 2026-08-24");
    }
  }

  /** Every cell is a code or a number, so a quoted cell never holds a comma or a quote. */
  private static List<String> cells(long number, String line) {
    List<String> cells = new ArrayList<>(COLUMNS);
    for (String cell : line.split(",", -1)) {
      boolean quoted = cell.length() >= 2 && cell.startsWith("\"") && cell.endsWith("\"");
      cells.add(quoted ? cell.substring(1, cell.length() - 1) : cell);
    }
    if (cells.size() != COLUMNS) {
      throw failed(number, cells.size() + " cells", COLUMNS + " cells");
    }
    return cells;
  }

  private static String withoutMark(String heading) {
    return heading.startsWith("\uFEFF") ? heading.substring(1) : heading;
  }

  private static KanheException failed(long row, String found, String expected) {
    return new KanheException(
        ErrorCode.RULE_FAILED, "row " + row + ": found " + found + ", expected " + expected);
  }
}
