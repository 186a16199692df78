package io.kanhe.ledger;

import java.security.MessageDigest;
import java.util.List;

/**
 * Checks Merkle proofs. Never throws for a wrong proof, whatever it holds.
 *
 * <p>Standard: RFC 9162 sections 2.1.3.2 and 2.1.4.2. Thread-safe.
 */
public final class MerkleProofs {

  private MerkleProofs() {}

  /** Hash of an entry as a leaf of the tree. */
  public static byte[] leafHash(byte[] entry) {
    return MerkleHash.leaf(entry);
  }

  /**
   * True if {@code proof} leads from the leaf at {@code index} to the root of the tree of {@code
   * treeSize}.
   */
  public static boolean verifyInclusion(
      byte[] leafHash, long index, long treeSize, List<byte[]> proof, byte[] root) {
    if (index < 0
        || index >= treeSize
        || !isHash(leafHash)
        || !proof.stream().allMatch(MerkleProofs::isHash)) {
      return false;
    }
    long node = index;
    long last = treeSize - 1;
    byte[] hash = leafHash;
    for (byte[] sibling : proof) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = MerkleHash.node(sibling, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = MerkleHash.node(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && MessageDigest.isEqual(hash, root);
  }

  /**
   * True if {@code proof} shows that the tree of {@code newSize} continues the tree of {@code
   * oldSize}. Every tree continues the empty one: a proof for an old size of 0 says nothing and is
   * refused.
   */
  public static boolean verifyConsistency(
      long oldSize, long newSize, List<byte[]> proof, byte[] oldRoot, byte[] newRoot) {
    if (oldSize <= 0 || oldSize > newSize || !proof.stream().allMatch(MerkleProofs::isHash)) {
      return false;
    }
    if (oldSize == newSize) {
      return proof.isEmpty() && MessageDigest.isEqual(oldRoot, newRoot);
    }
    if (proof.isEmpty()) {
      return false;
    }
    return foldConsistency(oldSize, newSize, proof, oldRoot, newRoot);
  }

  private static boolean foldConsistency(
      long oldSize, long newSize, List<byte[]> proof, byte[] oldRoot, byte[] newRoot) {
    boolean startsAtOldRoot = Long.bitCount(oldSize) == 1;
    int trailing = Long.numberOfTrailingZeros(oldSize);
    long node = (oldSize - 1) >> trailing;
    long last = (newSize - 1) >> trailing;
    byte[] oldHash = startsAtOldRoot ? oldRoot : proof.get(0);
    byte[] newHash = oldHash;
    for (byte[] sibling : startsAtOldRoot ? proof : proof.subList(1, proof.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        oldHash = MerkleHash.node(sibling, oldHash);
        newHash = MerkleHash.node(sibling, newHash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        newHash = MerkleHash.node(newHash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0
        && MessageDigest.isEqual(oldHash, oldRoot)
        && MessageDigest.isEqual(newHash, newRoot);
  }

  private static boolean isHash(byte[] hash) {
    return hash.length == MerkleHash.LENGTH_BYTES;
  }
}
