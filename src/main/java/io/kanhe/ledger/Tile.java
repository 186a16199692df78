package io.kanhe.ledger;

import java.util.Arrays;

/**
 * Up to 256 consecutive hashes of tree level 8 × {@code level}; full ones never change.
 *
 * <p>Standard: C2SP tlog-tiles.
 */
record Tile(int level, long index, byte[] hashes) {

  static final int HEIGHT = 8;
  static final int WIDTH = 1 << HEIGHT;
  static final int FULL_BYTES = WIDTH * MerkleHash.LENGTH_BYTES;

  boolean isFull() {
    return hashes.length == FULL_BYTES;
  }

  /** Root of the complete subtree of 2^{@code height} hashes that starts at hash {@code first}. */
  static byte[] subtree(byte[] hashes, int first, int height) {
    if (height == 0) {
      int start = first * MerkleHash.LENGTH_BYTES;
      return Arrays.copyOfRange(hashes, start, start + MerkleHash.LENGTH_BYTES);
    }
    int half = 1 << (height - 1);
    return MerkleHash.node(
        subtree(hashes, first, height - 1), subtree(hashes, first + half, height - 1));
  }
}
