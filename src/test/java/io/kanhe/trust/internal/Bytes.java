package io.kanhe.trust.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Changes to signed bytes that keep every length. */
final class Bytes {

  private Bytes() {}

  static byte[] replace(byte[] bytes, String from, String to) {
    return replace(
        bytes, from.getBytes(StandardCharsets.UTF_8), to.getBytes(StandardCharsets.UTF_8));
  }

  /** Replaces the only occurrence of {@code from} by {@code to}, which is equally long. */
  static byte[] replace(byte[] bytes, byte[] from, byte[] to) {
    byte[] changed = bytes.clone();
    int found = 0;
    for (int i = 0; i <= bytes.length - from.length; i++) {
      if (Arrays.equals(bytes, i, i + from.length, from, 0, from.length)) {
        System.arraycopy(to, 0, changed, i, to.length);
        found++;
      }
    }
    if (found != 1 || from.length != to.length) {
      throw new IllegalArgumentException(found + " occurrences (expected: 1) of equal length");
    }
    return changed;
  }
}
