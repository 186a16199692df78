package io.kanhe.catalogue;

import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contract by columns: one streaming pass in constant memory. Rows are numbered from 1, the
 * heading is row 0. Thread-safe.
 */
final class CsvContract implements Contract {

  private final CsvFormat format;

  CsvContract(CsvFormat format) {
    this.format = format;
  }

  CsvFormat format() {
    return format;
  }

  @Override
  public boolean appliesTo(Payload payload) {
    try (InputStream in = XsdContract.open(payload)) {
      CsvRows rows = new CsvRows(in);
      return rows.next() && isHeading(rows);
    } catch (KanheException | IOException e) {
      return false;
    }
  }

  @Override
  public List<Field> fields() {
    return format.columns().stream().map(CsvFormat.Column::field).toList();
  }

  @Override
  public long check(Payload payload) {
    return run(payload, null);
  }

  @Override
  public long check(Payload payload, Header header) {
    return run(payload, header);
  }

  private long run(Payload payload, @Nullable Header header) {
    try (InputStream in = XsdContract.open(payload)) {
      CsvRows rows = new CsvRows(in);
      if (!rows.next()) {
        throw new KanheException(
            ErrorCode.CONTRACT_VIOLATED, "found an empty file, expected a heading and rows");
      }
      if (!isHeading(rows)) {
        throw new KanheException(
            ErrorCode.CONTRACT_VIOLATED,
            "row 0: found another heading, expected " + format.heading());
      }
      CsvTable table = new CsvTable(format, header == null ? null : header.sender());
      long count = 0;
      while (rows.next()) {
        table.check(++count, rows);
      }
      if (count == 0) {
        throw new KanheException(
            ErrorCode.CONTRACT_VIOLATED, "found a heading only, expected at least one row");
      }
      return count;
    } catch (IOException e) {
      throw new KanheException(
          ErrorCode.STORE_UNAVAILABLE, "found an unreadable payload file, expected it on disk", e);
    }
  }

  private boolean isHeading(CsvRows rows) {
    if (rows.cells() != format.columns().size()) {
      return false;
    }
    for (int i = 0; i < rows.cells(); i++) {
      String name =
          new String(
              rows.bytes(), rows.start(i), rows.end(i) - rows.start(i), StandardCharsets.UTF_8);
      if (!name.equals(format.columns().get(i).name())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return "CsvContract[" + format.columns().size() + " columns]";
  }
}
