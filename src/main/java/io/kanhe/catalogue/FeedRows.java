package io.kanhe.catalogue;

import io.kanhe.message.Payload;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The rows of a feed that kept its contract, CSV or NDJSON, read from disk one after the other.
 *
 * <p>Standard: RFC 4180, RFC 8259.
 */
public final class FeedRows {

  private FeedRows() {}

  /**
   * Hands each row to {@code rows}: its cells by the names of the columns, without the empty ones.
   *
   * @param columns all columns of the feed
   * @throws KanheException 5001 STORE_UNAVAILABLE if the file cannot be read; 1001 if it was
   *     changed since its contract was checked
   */
  public static void read(
      Payload.Stored feed, List<String> columns, Consumer<Map<String, String>> rows) {
    try (InputStream in = XsdContract.open(feed)) {
      in.mark(1);
      int first = in.read();
      in.reset();
      if (first == '{') {
        NdjsonRows lines = new NdjsonRows(in, columns);
        while (lines.next()) {
          rows.accept(cells(lines, columns));
        }
        return;
      }
      CsvRows lines = new CsvRows(in);
      List<String> heading = lines.next() ? heading(lines) : List.of();
      while (lines.next()) {
        rows.accept(cells(lines, heading));
      }
    } catch (IOException e) {
      throw new KanheException(
          ErrorCode.STORE_UNAVAILABLE, "the file of the feed cannot be read from disk", e);
    }
  }

  private static List<String> heading(TableRow row) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < row.cells(); i++) {
      names.add(text(row, i));
    }
    return names;
  }

  private static Map<String, String> cells(TableRow row, List<String> names) {
    Map<String, String> cells = new HashMap<>();
    for (int i = 0; i < Math.min(row.cells(), names.size()); i++) {
      if (row.end(i) > row.start(i)) {
        cells.put(names.get(i), text(row, i));
      }
    }
    return cells;
  }

  private static String text(TableRow row, int cell) {
    return new String(
        row.bytes(), row.start(cell), row.end(cell) - row.start(cell), StandardCharsets.UTF_8);
  }
}
