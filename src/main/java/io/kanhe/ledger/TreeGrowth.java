package io.kanhe.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * The subtrees that became complete when leaves were added to a tree: enough to prove every added
 * leaf. Immutable.
 */
final class TreeGrowth implements TreeNodes {

  private final TreeState before;
  private final long size;

  /** Per level the nodes from {@code before.size() >> level} on. */
  private final List<List<byte[]>> levels = new ArrayList<>();

  TreeGrowth(TreeState before, List<byte[]> leafHashes) {
    this.before = before;
    this.size = before.size() + leafHashes.size();
    List<byte[]> nodes = List.copyOf(leafHashes);
    for (int level = 0; !nodes.isEmpty(); level++) {
      levels.add(nodes);
      nodes = parents(level + 1);
    }
  }

  long size() {
    return size;
  }

  /** The nodes of {@code level} that became complete. */
  List<byte[]> newNodes(int level) {
    return level < levels.size() ? levels.get(level) : List.of();
  }

  @Override
  public byte[] node(int level, long index) {
    long first = before.size() >> level;
    if (index < first) {
      return before.edgeNode(level, index);
    }
    return levels.get(level).get(Math.toIntExact(index - first));
  }

  private List<byte[]> parents(int level) {
    long first = before.size() >> level;
    long end = size >> level;
    List<byte[]> nodes = new ArrayList<>((int) (end - first));
    for (long index = first; index < end; index++) {
      nodes.add(MerkleHash.node(node(level - 1, 2 * index), node(level - 1, 2 * index + 1)));
    }
    return nodes;
  }
}
