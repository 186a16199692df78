package io.kanhe.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Grows a tree leaf by leaf and keeps nothing but the roots of its complete subtrees, one per set
 * bit of its size. Not thread-safe.
 */
final class TreeFrontier {

  private final byte @Nullable [][] roots = new byte[Long.SIZE][];
  private final byte @Nullable [][] completed = new byte[Long.SIZE][];
  private long size;

  void add(byte[] leaf) {
    byte[] hash = leaf;
    int level = 0;
    completed[0] = leaf;
    while ((size >> level & 1) == 1) {
      hash = MerkleHash.node(roots[level], hash);
      roots[level] = null;
      completed[++level] = hash;
    }
    roots[level] = hash;
    completed[level + 1] = null;
    size++;
  }

  long size() {
    return size;
  }

  /** The node of {@code level} that the last leaf completed, {@code null} if it completed none. */
  byte @Nullable [] completed(int level) {
    return level <= Long.numberOfTrailingZeros(size) ? completed[level] : null;
  }

  byte[] root() {
    byte @Nullable [] root = null;
    for (int level = 0; level < roots.length; level++) {
      byte[] left = roots[level];
      if (left != null) {
        root = root == null ? left : MerkleHash.node(left, root);
      }
    }
    return root == null ? MerkleHash.empty() : root;
  }
}
