package io.kanhe.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A payload as it can stand inside another document: without byte order mark and XML declaration.
 */
public final class StandalonePayload {

  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] DECLARATION = "<?xml ".getBytes(StandardCharsets.US_ASCII);

  private StandalonePayload() {}

  public static byte[] of(byte[] document) {
    int start = startsWith(document, 0, MARK) ? MARK.length : 0;
    if (startsWith(document, start, DECLARATION)) {
      while (start < document.length && document[start] != '>') {
        start++;
      }
      start++;
    }
    while (start < document.length && isSpace(document[start])) {
      start++;
    }
    int end = document.length;
    while (end > start && isSpace(document[end - 1])) {
      end--;
    }
    return start == 0 && end == document.length
        ? document
        : Arrays.copyOfRange(document, Math.min(start, document.length), end);
  }

  private static boolean startsWith(byte[] bytes, int offset, byte[] prefix) {
    return bytes.length >= offset + prefix.length
        && Arrays.equals(bytes, offset, offset + prefix.length, prefix, 0, prefix.length);
  }

  private static boolean isSpace(byte value) {
    return value == ' ' || value == '\n' || value == '\r' || value == '\t';
  }
}
