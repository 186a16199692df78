package io.kanhe.message.xml;

import java.util.Arrays;

/** A growing buffer of UTF-8 with the escapes of canonical XML. For one thread. */
final class Utf8Buffer {

  private static final int LONGEST_STEP = 6;

  private byte[] bytes;
  private int length;

  Utf8Buffer(int capacity) {
    bytes = new byte[Math.max(capacity, 64)];
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  void ascii(char c) {
    reserve();
    bytes[length++] = (byte) c;
  }

  /** Writes markup or a name without escapes. */
  void raw(String text) {
    for (int i = plain(text, false); i < text.length(); i++) {
      char c = text.charAt(i);
      reserve();
      if (c < 0x80) {
        bytes[length++] = (byte) c;
      } else {
        i = wide(text, i);
      }
    }
  }

  void text(String text) {
    for (int i = plain(text, true); i < text.length(); i++) {
      char c = text.charAt(i);
      reserve();
      if (c >= 0x80) {
        i = wide(text, i);
      } else if (c > '>' || c != '&' && c != '<' && c != '>' && c != '\r') {
        bytes[length++] = (byte) c;
      } else {
        raw(c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&#xD;");
      }
    }
  }

  /**
   * Copies the leading ASCII characters that need no escape, which is nearly always all of the
   * text: one check of the space for many characters.
   *
   * @param escaped whether text is written, in which four characters are escaped
   * @return index of the first character that was not copied
   */
  private int plain(String text, boolean escaped) {
    int count = text.length();
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
    byte[] target = bytes;
    int at = length;
    int i = 0;
    for (; i < count; i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || escaped && c <= '>' && (c == '&' || c == '<' || c == '>' || c == '\r')) {
        break;
      }
      target[at++] = (byte) c;
    }
    length = at;
    return i;
  }

  void attributeValue(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      reserve();
      switch (c) {
        case '&' -> raw("&amp;");
        case '<' -> raw("&lt;");
        case '"' -> raw("&quot;");
        case '\t' -> raw("&#x9;");
        case '\n' -> raw("&#xA;");
        case '\r' -> raw("&#xD;");
        default -> {
          if (c < 0x80) {
            bytes[length++] = (byte) c;
          } else {
            i = wide(text, i);
          }
        }
      }
    }
  }

  /** Writes one character outside ASCII; returns the index of its last UTF-16 unit. */
  private int wide(String text, int index) {
    char c = text.charAt(index);
    if (c < 0x800) {
      bytes[length++] = (byte) (0xC0 | c >> 6);
    } else if (Character.isHighSurrogate(c)) {
      // The reader let only well-formed pairs in.
      int point = Character.toCodePoint(c, text.charAt(index + 1));
      bytes[length++] = (byte) (0xF0 | point >> 18);
      bytes[length++] = (byte) (0x80 | point >> 12 & 0x3F);
      bytes[length++] = (byte) (0x80 | point >> 6 & 0x3F);
      bytes[length++] = (byte) (0x80 | point & 0x3F);
      return index + 1;
    } else {
      bytes[length++] = (byte) (0xE0 | c >> 12);
      bytes[length++] = (byte) (0x80 | c >> 6 & 0x3F);
    }
    bytes[length++] = (byte) (0x80 | c & 0x3F);
    return index;
  }

  private void reserve() {
    if (bytes.length - length < LONGEST_STEP) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
  }
}
