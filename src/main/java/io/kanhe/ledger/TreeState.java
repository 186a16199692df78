package io.kanhe.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is needed to grow the tree: its right edge. Constant in size whatever the number of
 * entries. Immutable.
 *
 * <p>{@code frontier[k]} is the root of the complete subtree of 2^k leaves at the right edge,
 * present if bit k of the size is set; {@code edges[l]} holds the hashes of the partial tile of
 * tile level l.
 */
final class TreeState {

  static final TreeState EMPTY = new TreeState(0, new byte[Long.SIZE][], new byte[0][]);

  private static final byte[] NONE = new byte[0];

  private final long size;
  private final byte @Nullable [][] frontier;
  private final byte[][] edges;

  TreeState(long size, byte @Nullable [][] frontier, byte[][] edges) {
    this.size = size;
    this.frontier = frontier;
    this.edges = edges;
  }

  /** Rebuilds the state of a tree of {@code size} from its partial tiles, lowest level first. */
  static TreeState ofEdges(long size, List<byte[]> edges) {
    byte[][] frontier = new byte[Long.SIZE][];
    for (int level = 0; level < Long.SIZE - 1; level++) {
      if ((size >> level & 1) == 1) {
        int tileLevel = level / Tile.HEIGHT;
        int height = level % Tile.HEIGHT;
        long node = (size >> level) - 1;
        int first = (int) ((node << height) % Tile.WIDTH);
        frontier[level] = Tile.subtree(edges.get(tileLevel), first, height);
      }
    }
    return new TreeState(size, frontier, edges.toArray(byte[][]::new));
  }

  long size() {
    return size;
  }

  byte[] root() {
    return new MerkleTree(size, this::edgeNode).root();
  }

  /** Hashes of the partial tile at the right edge, possibly none. */
  byte[] edge(int tileLevel) {
    return tileLevel < edges.length ? edges[tileLevel] : NONE;
  }

  int tileLevels() {
    return edges.length;
  }

  /**
   * Node of the right edge: the last complete one of its level, where the level has one that no
   * higher node covers.
   */
  byte[] edgeNode(int level, long index) {
    byte[] hash = frontier[level];
    if (hash == null || index != (size >> level) - 1) {
      throw new IllegalArgumentException(
          "node " + index + " of level " + level + " is not at the edge of " + size);
    }
    return hash;
  }

  TreeGrowth grow(List<byte[]> leafHashes) {
    return new TreeGrowth(this, leafHashes);
  }

  /** The state after {@code growth}, with the tiles that became full added to {@code full}. */
  TreeState after(TreeGrowth growth, List<Tile> full) {
    byte[][] grown = new byte[Long.SIZE][];
    for (int level = 0; level < Long.SIZE - 1; level++) {
      if ((growth.size() >> level & 1) == 1) {
        grown[level] = growth.node(level, (growth.size() >> level) - 1);
      }
    }
    List<byte[]> newEdges = new ArrayList<>();
    for (int tileLevel = 0; growth.size() >> (Tile.HEIGHT * tileLevel) > 0; tileLevel++) {
      newEdges.add(growEdge(tileLevel, growth.newNodes(Tile.HEIGHT * tileLevel), full));
    }
    return new TreeState(growth.size(), grown, newEdges.toArray(byte[][]::new));
  }

  private byte[] growEdge(int tileLevel, List<byte[]> added, List<Tile> full) {
    byte[] old = edge(tileLevel);
    if (added.isEmpty()) {
      return old;
    }
    byte[] all = new byte[old.length + added.size() * MerkleHash.LENGTH_BYTES];
    System.arraycopy(old, 0, all, 0, old.length);
    int end = old.length;
    for (byte[] hash : added) {
      System.arraycopy(hash, 0, all, end, MerkleHash.LENGTH_BYTES);
      end += MerkleHash.LENGTH_BYTES;
    }
    long tileIndex = (size >> (Tile.HEIGHT * tileLevel)) / Tile.WIDTH;
    int start = 0;
    while (end - start >= Tile.FULL_BYTES) {
      full.add(
          new Tile(
              tileLevel, tileIndex++, Arrays.copyOfRange(all, start, start + Tile.FULL_BYTES)));
      start += Tile.FULL_BYTES;
    }
    return start == 0 ? all : Arrays.copyOfRange(all, start, end);
  }
}
