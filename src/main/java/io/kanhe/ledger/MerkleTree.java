package io.kanhe.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Root and proofs of the tree of one size, computed from complete subtrees. Proofs are copies: a
 * caller that changes one must not change the tree.
 *
 * <p>Standard: RFC 6962 section 2.1. Not thread-safe.
 */
final class MerkleTree {

  private final long size;
  private final TreeNodes nodes;

  /** Hashes of the incomplete right edge by first leaf; every proof needs at most one of them. */
  private final Map<Long, byte[]> edge = new HashMap<>();

  MerkleTree(long size, TreeNodes nodes) {
    this.size = size;
    this.nodes = nodes;
  }

  byte[] root() {
    return size == 0 ? MerkleHash.empty() : range(0, size);
  }

  /** Path of section 2.1.1, leaf to root. */
  List<byte[]> inclusion(long index) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no entry " + index + " in a tree of " + size);
    }
    List<byte[]> path = new ArrayList<>();
    long low = 0;
    long high = size;
    while (high - low > 1) {
      long split = low + Long.highestOneBit(high - low - 1);
      if (index < split) {
        path.add(range(split, high).clone());
        high = split;
      } else {
        path.add(range(low, split).clone());
        low = split;
      }
    }
    Collections.reverse(path);
    return path;
  }

  /**
   * Proof of section 2.1.2 that this tree continues the one of {@code oldSize}; empty for 0 and for
   * the own size.
   */
  List<byte[]> consistency(long oldSize) {
    if (oldSize < 0 || oldSize > size) {
      throw new IllegalArgumentException("no earlier tree of " + oldSize + " in a tree of " + size);
    }
    List<byte[]> proof = new ArrayList<>();
    if (oldSize > 0) {
      subProof(oldSize, 0, size, true, proof);
    }
    return proof;
  }

  private void subProof(long old, long low, long high, boolean whole, List<byte[]> proof) {
    if (old == high - low) {
      if (!whole) {
        proof.add(range(low, high).clone());
      }
      return;
    }
    long left = Long.highestOneBit(high - low - 1);
    if (old <= left) {
      subProof(old, low, low + left, whole, proof);
      proof.add(range(low + left, high).clone());
    } else {
      subProof(old - left, low + left, high, false, proof);
      proof.add(range(low, low + left).clone());
    }
  }

  private byte[] range(long low, long high) {
    long count = high - low;
    if (Long.bitCount(count) == 1) {
      int level = Long.numberOfTrailingZeros(count);
      return nodes.node(level, low >> level);
    }
    byte[] known = edge.get(low);
    if (known == null) {
      long split = low + Long.highestOneBit(count - 1);
      known = MerkleHash.node(range(low, split), range(split, high));
      edge.put(low, known);
    }
    return known;
  }
}
