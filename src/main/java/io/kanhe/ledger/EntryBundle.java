package io.kanhe.ledger;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Up to 256 consecutive entries, each after its length in two bytes, big-endian.
 *
 * <p>Standard: C2SP tlog-tiles, "Log entries".
 */
final class EntryBundle {

  /** What a full bundle can have at most. */
  static final int MAX_BYTES = Tile.WIDTH * (2 + EntryCodec.MAX_BYTES);

  private EntryBundle() {}

  static byte[] write(List<byte[]> entries) {
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      bundle.write(entry.length >> 8);
      bundle.write(entry.length);
      bundle.writeBytes(entry);
    }
    return bundle.toByteArray();
  }

  /**
   * @throws KanheException 1001 MALFORMED if it is not exactly {@code count} entries
   */
  static List<byte[]> read(byte[] bundle, int count) {
    List<byte[]> entries = readable(bundle);
    int bytes = entries.stream().mapToInt(entry -> 2 + entry.length).sum();
    if (entries.size() != count || bytes != bundle.length) {
      throw new KanheException(
          ErrorCode.MALFORMED,
          "a bundle of " + entries.size() + " entries (expected: " + count + " and nothing else)");
    }
    return entries;
  }

  /** The entries up to the first place where the bundle breaks off. */
  static List<byte[]> readable(byte[] bundle) {
    List<byte[]> entries = new ArrayList<>();
    int at = 0;
    while (at + 2 <= bundle.length) {
      int end = at + 2 + ((bundle[at] & 0xff) << 8 | bundle[at + 1] & 0xff);
      if (end > bundle.length) {
        break;
      }
      entries.add(Arrays.copyOfRange(bundle, at + 2, end));
      at = end;
    }
    return entries;
  }
}
