package io.kanhe.catalogue;

import io.kanhe.message.Uscc;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one file as they are checked one after the other: what must hold within and between
 * them.
 */
final class CsvTable {

  private static final long MISSING = Long.MIN_VALUE;

  private final CsvFormat format;
  private final CsvFormat.Column[] columns;
  private final long[] values;
  private final byte[] @Nullable [] constants;
  private final boolean[] constant;
  private final int[] key;
  private final BitSet keys = new BitSet();
  private final @Nullable Uscc sender;

  CsvTable(CsvFormat format, @Nullable Uscc sender) {
    this.format = format;
    this.columns = format.columns().toArray(CsvFormat.Column[]::new);
    this.values = new long[columns.length];
    this.constants = new byte[columns.length][];
    this.constant = new boolean[columns.length];
    format.constant().forEach(each -> constant[each] = true);
    this.key = format.key().stream().mapToInt(Integer::intValue).toArray();
    this.sender = sender;
  }

  void check(long row, TableRow rows) {
    if (row > format.maxRows()) {
      throw new KanheException(
          ErrorCode.LIMIT_EXCEEDED,
          "found more than " + format.maxRows() + " rows, expected fewer");
    }
    if (rows.cells() != columns.length) {
      throw new KanheException(
          ErrorCode.CONTRACT_VIOLATED,
          "row " + row + ": found " + rows.cells() + " cells, expected " + columns.length);
    }
    for (int i = 0; i < columns.length; i++) {
      values[i] = cell(row, i, rows);
    }
    if (key.length > 0) {
      checkKey(row);
    }
    for (CsvFormat.AtMost each : format.atMost()) {
      checkAtMost(row, each);
    }
  }

  private long cell(long row, int i, TableRow rows) {
    int from = rows.start(i);
    int to = rows.end(i);
    byte[] first = constants[i];
    if (first != null) {
      if (!Arrays.equals(first, 0, first.length, rows.bytes(), from, to)) {
        throw at(
            row,
            i,
            ErrorCode.RULE_FAILED,
            "another value than in row 1",
            "one value in the whole file");
      }
      return values[i];
    }
    if (columns[i].optional() && isMissing(columns[i], rows.bytes(), from, to)) {
      return MISSING;
    }
    if (from == to) {
      if (!columns[i].optional()) {
        throw at(row, i, ErrorCode.CONTRACT_VIOLATED, "nothing", "a value");
      }
      return MISSING;
    }
    try {
      long value = columns[i].type().read(rows.bytes(), from, to);
      if (constant[i]) {
        firstOfConstant(row, i, Arrays.copyOfRange(rows.bytes(), from, to));
      }
      return value;
    } catch (CellRefusal e) {
      throw at(row, i, e.code(), e.found(), e.expected());
    }
  }

  private static boolean isMissing(CsvFormat.Column column, byte[] bytes, int from, int to) {
    return !column.missing().isEmpty()
        && column.missing().contains(new String(bytes, from, to - from, StandardCharsets.UTF_8));
  }

  private void firstOfConstant(long row, int i, byte[] cell) {
    constants[i] = cell;
    // Otherwise one insurer could replace the snapshot of another.
    if (i == format.senderColumn()
        && sender != null
        && !sender.value().equals(new String(cell, StandardCharsets.ISO_8859_1))) {
      throw at(
          row,
          i,
          ErrorCode.RULE_FAILED,
          "another organisation than the sender",
          "the sender of the message");
    }
  }

  private void checkKey(long row) {
    long position = 0;
    for (int each : key) {
      position = position * columns[each].type().distinct() + values[each];
    }
    int bit = Math.toIntExact(position);
    if (keys.get(bit)) {
      throw at(
          row, key[0], ErrorCode.RULE_FAILED, "a second row with the same " + names(), "each once");
    }
    keys.set(bit);
  }

  private void checkAtMost(long row, CsvFormat.AtMost pair) {
    long lesser = values[pair.lesser()];
    long greater = values[pair.greater()];
    if (lesser != MISSING && greater != MISSING && lesser > greater) {
      throw at(
          row,
          pair.lesser(),
          ErrorCode.RULE_FAILED,
          "more than " + columns[pair.greater()].name(),
          "at most " + columns[pair.greater()].name());
    }
  }

  private String names() {
    return Arrays.stream(key).mapToObj(each -> columns[each].name()).toList().toString();
  }

  private KanheException at(long row, int column, ErrorCode code, String found, String expected) {
    return new KanheException(
        code,
        "row "
            + row
            + ", column "
            + columns[column].name()
            + ": found "
            + found
            + ", expected "
            + expected);
  }
}
