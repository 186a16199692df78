package io.kanhe.ledger;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes and reads the canonical JSON form of entries.
 *
 * <p>Standard: RFC 8785, restricted to objects and strings. Thread-safe.
 */
final class EntryCodec {

  /** What the two bytes of length in an entry bundle can say. */
  static final int MAX_BYTES = 65_535;

  private static final String VERSION = "1";

  private EntryCodec() {}

  static byte[] write(Entry entry) {
    StringBuilder json = new StringBuilder(512).append("{\"facts\":{");
    boolean first = true;
    for (Map.Entry<String, String> fact : entry.facts().entrySet()) {
      if (!first) {
        json.append(',');
      }
      first = false;
      string(json, fact.getKey());
      json.append(':');
      string(json, fact.getValue());
    }
    json.append("},\"time\":");
    string(json, entry.time().toString());
    json.append(",\"type\":");
    string(json, entry.type().name());
    json.append(",\"v\":");
    string(json, VERSION);
    byte[] bytes = json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "an entry of " + bytes.length + " bytes (expected: at most " + MAX_BYTES + ")");
    }
    return bytes;
  }

  /**
   * Reads only what {@link #write} writes: any other spelling of the same entry would be a second
   * leaf for it.
   *
   * @throws KanheException 1001 MALFORMED
   */
  static Entry read(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw malformed();
    }
    Entry entry = new EntryReader(new String(bytes, StandardCharsets.UTF_8)).read();
    if (!isCanonical(entry, bytes)) {
      throw malformed();
    }
    return entry;
  }

  private static boolean isCanonical(Entry entry, byte[] bytes) {
    try {
      return Arrays.equals(write(entry), bytes);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void string(StringBuilder json, String value) {
    json.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isSurrogate(c)) {
        i = pair(json, value, i);
      } else {
        character(json, c);
      }
    }
    json.append('"');
  }

  private static int pair(StringBuilder json, String value, int high) {
    if (high + 1 >= value.length()
        || !Character.isSurrogatePair(value.charAt(high), value.charAt(high + 1))) {
      // UTF-8 has no form for half a character: writing '?' would give two entries the same bytes.
      throw new IllegalArgumentException("a fact holds half a surrogate pair");
    }
    json.append(value, high, high + 2);
    return high + 1;
  }

  private static void character(StringBuilder json, char c) {
    switch (c) {
      case '"' -> json.append("\\\"");
      case '\\' -> json.append("\\\\");
      case '\b' -> json.append("\\b");
      case '\t' -> json.append("\\t");
      case '\n' -> json.append("\\n");
      case '\f' -> json.append("\\f");
      case '\r' -> json.append("\\r");
      default -> {
        if (c < ' ') {
          json.append("\\u00")
              .append(Character.forDigit(c >> 4, 16))
              .append(Character.forDigit(c & 15, 16));
        } else {
          json.append(c);
        }
      }
    }
  }

  private static KanheException malformed() {
    return new KanheException(ErrorCode.MALFORMED, "not a ledger entry in canonical form");
  }

  /**
   * Accepts a little more than the canonical form; the comparison in {@link EntryCodec#read}
   * settles the rest.
   */
  private static final class EntryReader {

    private final String json;
    private int at;

    EntryReader(String json) {
      this.json = json;
    }

    Entry read() {
      expect("{\"facts\":{");
      TreeMap<String, String> facts = new TreeMap<>();
      while (!json.startsWith("}", at)) {
        if (!facts.isEmpty()) {
          expect(",");
        }
        String key = string();
        expect(":");
        if (facts.put(key, string()) != null) {
          throw malformed();
        }
      }
      expect("},\"time\":");
      String time = string();
      expect(",\"type\":");
      String type = string();
      expect(",\"v\":\"1\"}");
      return entry(type, time, facts);
    }

    private Entry entry(String type, String time, TreeMap<String, String> facts) {
      try {
        return new Entry(EntryType.valueOf(type), Instant.parse(time), facts);
      } catch (IllegalArgumentException | DateTimeParseException e) {
        throw malformed();
      }
    }

    private void expect(String token) {
      if (!json.startsWith(token, at)) {
        throw malformed();
      }
      at += token.length();
    }

    private String string() {
      expect("\"");
      StringBuilder value = new StringBuilder();
      while (true) {
        char c = next();
        if (c == '"') {
          return value.toString();
        }
        value.append(c == '\\' ? escaped() : c);
      }
    }

    private char escaped() {
      char c = next();
      return switch (c) {
        case 'b' -> '\b';
        case 't' -> '\t';
        case 'n' -> '\n';
        case 'f' -> '\f';
        case 'r' -> '\r';
        case 'u' -> (char) (hex() << 12 | hex() << 8 | hex() << 4 | hex());
        default -> c;
      };
    }

    private int hex() {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw malformed();
      }
      return digit;
    }

    private char next() {
      if (at >= json.length()) {
        throw malformed();
      }
      return json.charAt(at++);
    }
  }
}
