package io.kanhe.ledger;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * ZIP in one form only: every part stored without compression, in the order of the map, without
 * times, extra fields and comments. The same parts always give the same bytes, whatever library or
 * year, so a reader can refuse any other byte: nothing can hide between the parts, and no two
 * programs can see different ones.
 *
 * <p>Standard: PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16.
 */
final class StoredZip {

  static final int MAX_PARTS = 1_000;

  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int CENTRAL_HEADER = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int LOCAL_BYTES = 30;
  private static final int CENTRAL_BYTES = 46;
  private static final int END_BYTES = 22;
  private static final short VERSION = 10;
  private static final short FIRST_DAY = 0x21; // 1 January 1980, the zero of ZIP
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9._-]{1,80}(/[A-Za-z0-9._-]{1,80})?");

  private StoredZip() {}

  static byte[] write(Map<String, byte[]> parts) {
    int size = END_BYTES;
    for (Map.Entry<String, byte[]> part : parts.entrySet()) {
      size += LOCAL_BYTES + CENTRAL_BYTES + 2 * part.getKey().length() + part.getValue().length;
    }
    ByteBuffer zip = buffer(size);
    ByteBuffer directory = buffer(size);
    parts.forEach(
        (name, content) -> {
          int offset = zip.position();
          zip.putInt(LOCAL_HEADER);
          description(zip, name, content);
          zip.put(name.getBytes(StandardCharsets.US_ASCII)).put(content);
          directory.putInt(CENTRAL_HEADER).putShort(VERSION);
          description(directory, name, content);
          directory.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
          directory.putInt(offset).put(name.getBytes(StandardCharsets.US_ASCII));
        });
    int start = zip.position();
    zip.put(directory.flip());
    zip.putInt(END).putShort((short) 0).putShort((short) 0);
    zip.putShort((short) parts.size()).putShort((short) parts.size());
    zip.putInt(zip.position() - 12 - start).putInt(start).putShort((short) 0);
    return zip.array();
  }

  /**
   * @throws KanheException 1001 MALFORMED with the place of the first byte that is not as {@link
   *     #write} writes it
   */
  static Map<String, byte[]> read(byte[] file) {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    ByteBuffer zip = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    String last = "the beginning";
    // Whatever stops the reading is the first difference at the latest: one may lie before it.
    for (String name = readPart(zip, parts); name != null; name = readPart(zip, parts)) {
      last = name;
    }
    byte[] expected = write(parts);
    int place = Arrays.mismatch(expected, file);
    if (place >= 0) {
      throw malformed(
          "byte " + place + ", " + at(parts, place, last) + renamed(zip, parts, expected.length));
    }
    return parts;
  }

  /** A name without its meaning: parts of a file may be hostile. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * The name of the part that begins here, {@code null} if none does that we would have written.
   */
  private static @Nullable String readPart(ByteBuffer zip, Map<String, byte[]> parts) {
    int start = zip.position();
    if (zip.remaining() < LOCAL_BYTES
        || zip.getInt(start) != LOCAL_HEADER
        || parts.size() >= MAX_PARTS) {
      return null;
    }
    int size = zip.getInt(start + 22);
    int nameLength = Short.toUnsignedInt(zip.getShort(start + 26));
    if (size < 0 || (long) LOCAL_BYTES + nameLength + size > zip.remaining()) {
      return null;
    }
    byte[] name = new byte[nameLength];
    zip.position(start + LOCAL_BYTES).get(name);
    String text = new String(name, StandardCharsets.ISO_8859_1);
    // Attack: two parts of one name, of which one program reads the first and another the last.
    if (!isName(text) || parts.containsKey(text)) {
      return null;
    }
    byte[] content = new byte[size];
    zip.get(content);
    parts.put(text, content);
    return text;
  }

  private static void description(ByteBuffer to, String name, byte[] content) {
    to.putShort(VERSION).putShort((short) 0).putShort((short) 0);
    to.putShort((short) 0).putShort(FIRST_DAY);
    to.putInt(crc(content)).putInt(content.length).putInt(content.length);
    to.putShort((short) name.length()).putShort((short) 0);
  }

  private static int crc(byte[] content) {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    return (int) checksum.getValue();
  }

  private static String at(Map<String, byte[]> parts, int place, String last) {
    int end = 0;
    for (Map.Entry<String, byte[]> part : parts.entrySet()) {
      end += LOCAL_BYTES + part.getKey().length() + part.getValue().length;
      if (place < end) {
        return "in " + part.getKey();
      }
    }
    return "after " + last;
  }

  /**
   * What else is to be said where a part has one name before its content and another in the
   * directory: which of the two was changed cannot be known.
   */
  private static String renamed(ByteBuffer zip, Map<String, byte[]> parts, int expectedBytes) {
    // Of a file of the right length the directory is where it belongs, whatever else is broken.
    int at =
        zip.capacity() == expectedBytes
            ? expectedBytes - END_BYTES - directoryBytes(parts)
            : directoryByItsSize(zip);
    for (String name : parts.keySet()) {
      int length = name.length();
      if (at < 0 || at > zip.capacity() - END_BYTES - CENTRAL_BYTES - length) {
        return "";
      }
      byte[] listed = new byte[length];
      zip.get(at + CENTRAL_BYTES, listed);
      String other = new String(listed, StandardCharsets.ISO_8859_1);
      if (!other.equals(name)) {
        return "; the directory calls " + name + " " + (isName(other) ? other : "otherwise");
      }
      at += CENTRAL_BYTES + length;
    }
    return "";
  }

  private static int directoryBytes(Map<String, byte[]> parts) {
    return parts.keySet().stream().mapToInt(name -> CENTRAL_BYTES + name.length()).sum();
  }

  /** What was cut out before the directory moves its start, not its size; -1 without an end. */
  private static int directoryByItsSize(ByteBuffer zip) {
    int end = zip.capacity() - END_BYTES;
    return end < 0 || zip.getInt(end) != END ? -1 : end - zip.getInt(end + 12);
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static KanheException malformed(String place) {
    return new KanheException(
        ErrorCode.MALFORMED,
        "the container is not in its one form (first difference: " + place + ")");
  }
}
