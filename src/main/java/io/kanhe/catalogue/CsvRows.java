package io.kanhe.catalogue;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads CSV row by row from a stream, holding one row at a time. Cells are ranges of {@link
 * #bytes()}, valid until the next row. Not thread-safe.
 *
 * <p>Standard: RFC 4180, lines ending in CRLF or LF, a byte order mark allowed.
 */
final class CsvRows implements TableRow {

  private static final int MAX_ROW_BYTES = 1 << 16;
  private static final int MAX_CELLS = 256;

  private final InputStream in;
  private final byte[] buffer = new byte[MAX_ROW_BYTES * 4];
  private final int[] starts = new int[MAX_CELLS];
  private final int[] ends = new int[MAX_CELLS];
  private int position;
  private int limit;
  private boolean exhausted;
  private int cells;
  private long row = -1;

  CsvRows(InputStream in) throws IOException {
    this.in = in;
    fill();
    if (limit >= 3
        && buffer[0] == (byte) 0xEF
        && buffer[1] == (byte) 0xBB
        && buffer[2] == (byte) 0xBF) {
      position = 3;
    }
  }

  /** Moves to the next row; false at the end of the file. */
  boolean next() throws IOException {
    int end = endOfRow();
    if (end < 0) {
      return false;
    }
    row++;
    int next = end < limit ? end + 1 : end;
    split(position, end > position && end < limit && buffer[end - 1] == '\r' ? end - 1 : end);
    position = next;
    return true;
  }

  @Override
  public int cells() {
    return cells;
  }

  @Override
  public byte[] bytes() {
    return buffer;
  }

  @Override
  public int start(int cell) {
    return starts[cell];
  }

  @Override
  public int end(int cell) {
    return ends[cell];
  }

  /**
   * Index of the line feed that ends the row at {@link #position}, or of the end of the file; -1
   * after the last row.
   */
  private int endOfRow() throws IOException {
    boolean quoted = false;
    int i = position;
    while (true) {
      for (; i < limit; i++) {
        byte b = buffer[i];
        if (b == '"') {
          quoted = !quoted;
        } else if (b == '\n' && !quoted) {
          checkLength(i);
          return i;
        }
      }
      checkLength(i);
      if (exhausted) {
        if (quoted) {
          throw malformed(row + 1, "a quoted cell without end", "a closing quote");
        }
        return i == position ? -1 : i;
      }
      i -= position;
      fill();
      i += position;
    }
  }

  private void checkLength(int end) {
    if (end - position > MAX_ROW_BYTES) {
      throw new KanheException(
          ErrorCode.LIMIT_EXCEEDED,
          "row "
              + (row + 1)
              + ": found more than "
              + MAX_ROW_BYTES
              + " bytes, expected a shorter row with closed quotes");
    }
  }

  private void fill() throws IOException {
    System.arraycopy(buffer, position, buffer, 0, limit - position);
    limit -= position;
    position = 0;
    int read = in.readNBytes(buffer, limit, buffer.length - limit);
    exhausted = limit + read < buffer.length;
    limit += read;
  }

  private void split(int from, int to) {
    cells = 0;
    int i = from;
    while (true) {
      if (cells == MAX_CELLS) {
        throw new KanheException(
            ErrorCode.LIMIT_EXCEEDED,
            "row " + row + ": found more than " + MAX_CELLS + " cells, expected fewer");
      }
      i = i < to && buffer[i] == '"' ? quotedCell(i, to) : plainCell(i, to);
      cells++;
      if (i == to) {
        return;
      }
      i++;
    }
  }

  private int plainCell(int from, int to) {
    int i = from;
    for (; i < to && buffer[i] != ','; i++) {
      if (buffer[i] == '"' || buffer[i] == '\r' || buffer[i] == 0) {
        throw malformed(
            row, "a quote, carriage return or NUL inside a cell", "cells quoted as in RFC 4180");
      }
    }
    starts[cells] = from;
    ends[cells] = i;
    return i;
  }

  /** Unfolds doubled quotes in place: a cell only ever gets shorter. */
  private int quotedCell(int from, int to) {
    int write = from + 1;
    int i = from + 1;
    while (i < to) {
      if (buffer[i] == '"') {
        if (i + 1 == to || buffer[i + 1] != '"') {
          break;
        }
        i++;
      }
      buffer[write++] = buffer[i++];
    }
    if (i >= to || i + 1 < to && buffer[i + 1] != ',') {
      throw malformed(row, "text after a closing quote", "a comma or the end of the row");
    }
    starts[cells] = from + 1;
    ends[cells] = write;
    return i + 1;
  }

  private static KanheException malformed(long row, String found, String expected) {
    return new KanheException(
        ErrorCode.MALFORMED, "row " + row + ": found " + found + ", expected " + expected);
  }
}
