package io.kanhe.catalogue;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one JSON object a line into the cells of a column list, holding one line at a time. Numbers
 * are taken as they are written. Not thread-safe.
 *
 * <p>Standard: RFC 8259, UTF-8 without byte order mark; lines end in LF or CRLF.
 */
final class NdjsonRows implements TableRow {

  private static final int MAX_LINE_BYTES = 1 << 16;
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final InputStream in;
  private final List<String> names;
  private final byte[] line = new byte[MAX_LINE_BYTES];
  private final byte[] cells = new byte[MAX_LINE_BYTES * 2];
  private final int[] starts;
  private final int[] ends;
  private long row;

  NdjsonRows(InputStream in, List<String> names) {
    this.in = in;
    this.names = names;
    this.starts = new int[names.size()];
    this.ends = new int[names.size()];
  }

  /** Moves to the next line; false at the end of the file. */
  boolean next() throws IOException {
    int length = readLine();
    if (length < 0) {
      return false;
    }
    row++;
    java.util.Arrays.fill(starts, 0);
    java.util.Arrays.fill(ends, 0);
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line, 0, length)) {
      object(parser);
    } catch (JacksonException e) {
      throw malformed();
    }
    return true;
  }

  private void object(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw malformed();
    }
    int used = 0;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      int column = names.indexOf(parser.currentName());
      if (column < 0) {
        throw violated("a name that is no column", "one of " + names);
      }
      JsonToken value = parser.nextToken();
      if (value == null || !value.isScalarValue() || value.isBoolean()) {
        throw violated("an object, list or truth value in " + names.get(column), "text or number");
      }
      if (value != JsonToken.VALUE_NULL) {
        byte[] text = parser.getString().getBytes(StandardCharsets.UTF_8);
        System.arraycopy(text, 0, cells, used, text.length);
        starts[column] = used;
        used += text.length;
        ends[column] = used;
      }
    }
    if (parser.nextToken() != null) {
      throw malformed();
    }
  }

  private int readLine() throws IOException {
    int length = 0;
    int next = in.read();
    if (next < 0) {
      return -1;
    }
    while (next >= 0 && next != '\n') {
      if (length == line.length) {
        throw new KanheException(
            ErrorCode.LIMIT_EXCEEDED,
            "row "
                + (row + 1)
                + ": found more than "
                + MAX_LINE_BYTES
                + " bytes, expected a shorter line");
      }
      line[length++] = (byte) next;
      next = in.read();
    }
    return length;
  }

  private KanheException malformed() {
    return new KanheException(
        ErrorCode.MALFORMED,
        "row " + row + ": found something else, expected one JSON object in UTF-8");
  }

  private KanheException violated(String found, String expected) {
    return new KanheException(
        ErrorCode.CONTRACT_VIOLATED, "row " + row + ": found " + found + ", expected " + expected);
  }

  @Override
  public int cells() {
    return names.size();
  }

  @Override
  public byte[] bytes() {
    return cells;
  }

  @Override
  public int start(int cell) {
    return starts[cell];
  }

  @Override
  public int end(int cell) {
    return ends[cell];
  }
}
