package io.kanhe.ledger;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.util.Base64;

/**
 * The text that a checkpoint's note signs: origin, number of entries, root.
 *
 * <p>Standard: C2SP tlog-checkpoint, without extension lines.
 */
public record Checkpoint(String origin, long treeSize, byte[] root) {

  /** The three lines, each ending in a newline. */
  public String text() {
    return origin + "\n" + treeSize + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
  }

  /**
   * Reads a note's text; lines after the third are extensions and are ignored.
   *
   * @throws KanheException 1001 MALFORMED if it is no checkpoint
   */
  public static Checkpoint parse(String text) {
    String[] lines = text.split("\n", 4);
    if (lines.length < 4 || lines[0].isEmpty() || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
      throw malformed();
    }
    byte[] root;
    try {
      root = Base64.getDecoder().decode(lines[2]);
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
    if (root.length != MerkleHash.LENGTH_BYTES
        || !Base64.getEncoder().encodeToString(root).equals(lines[2])) {
      throw malformed();
    }
    return new Checkpoint(lines[0], Long.parseLong(lines[1]), root);
  }

  private static KanheException malformed() {
    return new KanheException(
        ErrorCode.MALFORMED,
        "not a checkpoint (expected: origin, decimal tree size and base64 root, a line each)");
  }

  @Override
  public String toString() {
    return "Checkpoint[" + origin + " " + treeSize + "]";
  }
}
