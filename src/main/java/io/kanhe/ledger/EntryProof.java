package io.kanhe.ledger;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The proof of one entry as a text file: index, hashes from leaf to root, checkpoint.
 *
 * <p>Standard: C2SP tlog-proof.
 */
record EntryProof(long index, List<byte[]> hashes, String checkpoint) {

  private static final String HEADING = "c2sp.org/tlog-proof@v1\n";
  private static final int MAX_HASHES = 63;

  String text() {
    StringBuilder text = new StringBuilder(HEADING).append("index ").append(index).append('\n');
    hashes.forEach(hash -> text.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
    return text.append('\n').append(checkpoint).toString();
  }

  /**
   * @throws KanheException 1001 MALFORMED
   */
  static EntryProof parse(String text) {
    int gap = text.indexOf("\n\n");
    if (!text.startsWith(HEADING) || gap < HEADING.length()) {
      throw malformed();
    }
    String[] lines = text.substring(HEADING.length(), gap).split("\n");
    if (!lines[0].matches("index (0|[1-9][0-9]{0,17})") || lines.length > MAX_HASHES + 1) {
      throw malformed();
    }
    List<byte[]> hashes = new ArrayList<>();
    try {
      for (int i = 1; i < lines.length; i++) {
        hashes.add(Base64.getDecoder().decode(lines[i]));
      }
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
    return new EntryProof(
        Long.parseLong(lines[0].substring("index ".length())), hashes, text.substring(gap + 2));
  }

  private static KanheException malformed() {
    return new KanheException(
        ErrorCode.MALFORMED, "not a proof of an entry (expected: C2SP tlog-proof, version 1)");
  }
}
