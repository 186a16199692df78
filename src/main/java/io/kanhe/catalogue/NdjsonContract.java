package io.kanhe.catalogue;

import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A contract by columns over lines of JSON: one streaming pass in constant memory. Thread-safe. */
final class NdjsonContract implements Contract {

  private final CsvFormat format;
  private final List<String> names;

  NdjsonContract(CsvFormat format) {
    this.format = format;
    this.names = format.columns().stream().map(CsvFormat.Column::name).toList();
  }

  CsvFormat format() {
    return format;
  }

  @Override
  public boolean appliesTo(Payload payload) {
    try (InputStream in = XsdContract.open(payload)) {
      return in.read() == '{';
    } catch (IOException e) {
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
      NdjsonRows rows = new NdjsonRows(in, names);
      CsvTable table = new CsvTable(format, header == null ? null : header.sender());
      long count = 0;
      while (rows.next()) {
        table.check(++count, rows);
      }
      if (count == 0) {
        throw new KanheException(
            ErrorCode.CONTRACT_VIOLATED, "found an empty file, expected at least one line");
      }
      return count;
    } catch (IOException e) {
      throw new KanheException(
          ErrorCode.STORE_UNAVAILABLE, "found an unreadable payload file, expected it on disk", e);
    }
  }

  @Override
  public String toString() {
    return "NdjsonContract[" + names.size() + " columns]";
  }
}
