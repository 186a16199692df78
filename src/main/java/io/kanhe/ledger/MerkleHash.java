package io.kanhe.ledger;

import io.kanhe.message.DigestAlgorithm;
import java.security.MessageDigest;

/**
 * The two hash functions of the tree, kept apart by their first byte, so that no node can be passed
 * off as a leaf.
 */
final class MerkleHash {

  static final int LENGTH_BYTES = 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private MerkleHash() {}

  static byte[] leaf(byte[] entry) {
    MessageDigest digest = DigestAlgorithm.SHA_256.newDigest();
    digest.update(LEAF);
    return digest.digest(entry);
  }

  static byte[] node(byte[] left, byte[] right) {
    MessageDigest digest = DigestAlgorithm.SHA_256.newDigest();
    digest.update(NODE);
    digest.update(left);
    return digest.digest(right);
  }

  /** Root of the tree without entries. */
  static byte[] empty() {
    return DigestAlgorithm.SHA_256.newDigest().digest();
  }
}
