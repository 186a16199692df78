package io.kanhe.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Valid proofs with something changed: none may be accepted. */
class MutatedProofsTest {

  private static final int MUTATIONS = 10_000;
  private static final int SIZE = 1_000;

  private final Random random = new Random(9162);
  private final List<byte[]> leaves = new ArrayList<>();
  private final List<byte[]> roots = new ArrayList<>();
  private TreeGrowth growth;

  private void plant() {
    for (int i = 0; i < SIZE; i++) {
      leaves.add(MerkleHash.leaf(("entry " + i).getBytes(StandardCharsets.UTF_8)));
    }
    growth = TreeState.EMPTY.grow(leaves);
    for (int size = 0; size <= SIZE; size++) {
      roots.add(new MerkleTree(size, growth).root());
    }
  }

  @Test
  void noMutatedInclusionProofIsAccepted() {
    plant();
    for (int i = 0; i < MUTATIONS; i++) {
      int size = 2 + random.nextInt(SIZE - 1);
      int index = random.nextInt(size);
      List<byte[]> proof = copy(new MerkleTree(size, growth).inclusion(index));
      assertThat(accepted(index, size, leaves.get(index), proof, roots.get(size))).isTrue();
      int claimed = index;
      byte[] leaf = leaves.get(index).clone();
      byte[] root = roots.get(size).clone();
      switch (random.nextInt(4)) {
        case 0 -> flip(leaf);
        case 1 -> flip(root);
        case 2 -> claimed = (index + 1 + random.nextInt(size - 1)) % size;
        default -> mutate(proof);
      }
      assertThat(accepted(claimed, size, leaf, proof, root)).isFalse();
    }
  }

  @Test
  void noMutatedConsistencyProofIsAccepted() {
    plant();
    for (int i = 0; i < MUTATIONS; i++) {
      int newSize = 2 + random.nextInt(SIZE - 1);
      int oldSize = 1 + random.nextInt(newSize - 1);
      List<byte[]> proof = copy(new MerkleTree(newSize, growth).consistency(oldSize));
      byte[] oldRoot = roots.get(oldSize).clone();
      byte[] newRoot = roots.get(newSize).clone();
      assertThat(MerkleProofs.verifyConsistency(oldSize, newSize, proof, oldRoot, newRoot))
          .isTrue();
      switch (random.nextInt(4)) {
        case 0 -> flip(oldRoot);
        case 1 -> flip(newRoot);
        case 2 -> oldRoot = roots.get(oldSize == 1 ? SIZE : oldSize - 1);
        default -> mutate(proof);
      }
      assertThat(MerkleProofs.verifyConsistency(oldSize, newSize, proof, oldRoot, newRoot))
          .isFalse();
    }
  }

  private static boolean accepted(
      int index, int size, byte[] leaf, List<byte[]> proof, byte[] root) {
    return MerkleProofs.verifyInclusion(leaf, index, size, proof, root);
  }

  private void mutate(List<byte[]> proof) {
    int at = random.nextInt(proof.size());
    switch (random.nextInt(6)) {
      case 0 -> flip(proof.get(at));
      case 1 -> proof.remove(at);
      case 2 -> proof.add(at, leaves.get(random.nextInt(SIZE)));
      case 3 -> proof.add(proof.get(at));
      case 4 -> proof.set(at, java.util.Arrays.copyOf(proof.get(at), random.nextInt(32)));
      default -> {
        if (proof.size() > 1) {
          Collections.swap(proof, at, (at + 1) % proof.size());
        } else {
          proof.clear();
        }
      }
    }
  }

  private void flip(byte[] hash) {
    hash[random.nextInt(hash.length)] ^= (byte) (1 << random.nextInt(8));
  }

  private static List<byte[]> copy(List<byte[]> proof) {
    return new ArrayList<>(proof.stream().map(byte[]::clone).toList());
  }
}
