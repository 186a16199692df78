package io.kanhe.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {

  private static final int MANY = 70_000;

  private final Random random = new Random(20261124);

  @Test
  void growsByBatchesOfAnySizeToTheRootAndProofsOfTheDefinition() {
    List<byte[]> entries = new ArrayList<>();
    TreeState state = TreeState.EMPTY;
    List<Tile> full = new ArrayList<>();
    while (entries.size() < 900) {
      List<byte[]> added = entries(entries.size(), 1 + random.nextInt(40));
      TreeGrowth growth = state.grow(added.stream().map(MerkleHash::leaf).toList());
      entries.addAll(added);
      state = state.after(growth, full);
      MerkleTree tree = new MerkleTree(growth.size(), growth);
      assertThat(tree.root()).isEqualTo(NaiveTree.root(entries)).isEqualTo(state.root());
      int index = entries.size() - 1 - random.nextInt(added.size());
      List<byte[]> proof = tree.inclusion(index);
      assertThat(proof)
          .usingElementComparator(Arrays::compare)
          .isEqualTo(NaiveTree.path(index, entries));
      assertThat(
              MerkleProofs.verifyInclusion(
                  MerkleHash.leaf(entries.get(index)), index, entries.size(), proof, state.root()))
          .isTrue();
    }
    assertThat(full).hasSize(3).allMatch(Tile::isFull);
  }

  @Test
  void isRebuiltFromFullTilesAndTheTail() {
    Map<String, byte[]> tiles = new HashMap<>();
    TreeState grown = grow(MANY, tiles);
    List<byte[]> edges = new ArrayList<>();
    for (int level = 0; level < grown.tileLevels(); level++) {
      edges.add(grown.edge(level));
    }
    TreeState rebuilt = TreeState.ofEdges(MANY, edges);
    assertThat(rebuilt.root()).isEqualTo(grown.root());
    assertThat(tiles.keySet().stream().filter(key -> key.startsWith("1/"))).containsExactly("1/0");
    assertThat(grown.edge(0)).hasSize(MANY % 256 * 32);
    assertThat(grown.edge(1)).hasSize(MANY / 256 % 256 * 32);
    assertThat(grown.edge(2)).hasSize(32);
  }

  @Test
  void provesConsistencyOfEveryPairOfSmallTrees() {
    List<byte[]> entries = entries(0, 40);
    List<byte[]> leaves = entries.stream().map(MerkleHash::leaf).toList();
    for (int newSize = 1; newSize <= entries.size(); newSize++) {
      TreeGrowth growth = TreeState.EMPTY.grow(leaves.subList(0, newSize));
      byte[] newRoot = NaiveTree.root(entries.subList(0, newSize));
      for (int oldSize = 1; oldSize <= newSize; oldSize++) {
        byte[] oldRoot = NaiveTree.root(entries.subList(0, oldSize));
        List<byte[]> proof = new MerkleTree(newSize, growth).consistency(oldSize);
        assertThat(proof)
            .usingElementComparator(Arrays::compare)
            .isEqualTo(NaiveTree.proof(oldSize, entries.subList(0, newSize)));
        assertThat(MerkleProofs.verifyConsistency(oldSize, newSize, proof, oldRoot, newRoot))
            .isTrue();
        if (!proof.isEmpty()) {
          proof.get(random.nextInt(proof.size()))[random.nextInt(32)] ^= 1;
          assertThat(MerkleProofs.verifyConsistency(oldSize, newSize, proof, oldRoot, newRoot))
              .isFalse();
        }
      }
    }
  }

  @Test
  void refusesAProofWithOneBitChangedOrForAnotherPlace() {
    List<byte[]> entries = entries(0, 100);
    TreeGrowth growth = TreeState.EMPTY.grow(entries.stream().map(MerkleHash::leaf).toList());
    MerkleTree tree = new MerkleTree(100, growth);
    byte[] root = tree.root();
    for (int index = 0; index < 100; index++) {
      byte[] leaf = MerkleHash.leaf(entries.get(index));
      List<byte[]> proof =
          new ArrayList<>(tree.inclusion(index).stream().map(byte[]::clone).toList());
      assertThat(MerkleProofs.verifyInclusion(leaf, index, 100, proof, root)).isTrue();
      assertThat(MerkleProofs.verifyInclusion(leaf, (index + 1) % 100, 100, proof, root)).isFalse();
      assertThat(MerkleProofs.verifyInclusion(leaf, index, 99 + 100, proof, root)).isFalse();
      proof.get(random.nextInt(proof.size()))[random.nextInt(32)] ^=
          (byte) (1 << random.nextInt(8));
      assertThat(MerkleProofs.verifyInclusion(leaf, index, 100, proof, root)).isFalse();
    }
  }

  private static TreeState grow(int size, Map<String, byte[]> tiles) {
    TreeState state = TreeState.EMPTY;
    while (state.size() < size) {
      int count = (int) Math.min(999, size - state.size());
      List<Tile> full = new ArrayList<>();
      state =
          state.after(
              state.grow(
                  entries((int) state.size(), count).stream().map(MerkleHash::leaf).toList()),
              full);
      full.forEach(tile -> tiles.put(tile.level() + "/" + tile.index(), tile.hashes()));
    }
    return state;
  }

  private static List<byte[]> entries(int from, int count) {
    List<byte[]> entries = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      entries.add(("entry " + i).getBytes(StandardCharsets.UTF_8));
    }
    return entries;
  }
}
