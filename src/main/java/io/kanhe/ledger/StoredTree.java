package io.kanhe.ledger;

import io.kanhe.platform.database.Database;
import java.util.HashMap;
import java.util.Map;

/**
 * Nodes of the recorded tree, from full tiles in the database and the edge in memory. Made for one
 * proof.
 */
final class StoredTree implements TreeNodes {

  private final Database database;
  private final TreeState state;
  private final Map<Long, byte[]> tiles = new HashMap<>();

  StoredTree(Database database, TreeState state) {
    this.database = database;
    this.state = state;
  }

  @Override
  public byte[] node(int level, long index) {
    int tileLevel = level / Tile.HEIGHT;
    int height = level % Tile.HEIGHT;
    long firstHash = index << height;
    long tileIndex = firstHash / Tile.WIDTH;
    long fullTiles = (state.size() >> (Tile.HEIGHT * tileLevel)) / Tile.WIDTH;
    byte[] hashes = tileIndex < fullTiles ? tile(tileLevel, tileIndex) : state.edge(tileLevel);
    return Tile.subtree(hashes, (int) (firstHash % Tile.WIDTH), height);
  }

  private byte[] tile(int level, long index) {
    return tiles.computeIfAbsent(
        index << 3 | level,
        unused -> database.read(connection -> LedgerStore.tile(connection, level, index)));
  }
}
