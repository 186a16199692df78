package io.kanhe.ledger;

import java.util.List;

/**
 * An entry with its place in the log and the proof of it, made in the same group commit.
 *
 * @param index zero-based position
 * @param treeSize size of the tree that the checkpoint signs
 * @param proof inclusion proof of RFC 6962 section 2.1.1, leaf to root, 32 bytes each
 * @param checkpoint the signed note over tree size and root
 */
public record Recorded(
    Entry entry, long index, long treeSize, List<byte[]> proof, String checkpoint) {

  public Recorded {
    proof = List.copyOf(proof);
  }
}
