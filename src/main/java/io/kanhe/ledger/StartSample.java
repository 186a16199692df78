package io.kanhe.ledger;

import io.kanhe.platform.database.Database;
import java.security.MessageDigest;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A look at some tiles below the right edge before anything is recorded; the edge itself is always
 * recomputed. Bounded, whatever the size of the log: the audit looks at all of it afterwards.
 */
final class StartSample {

  private static final int TILES = 16;

  private StartSample() {}

  /**
   * @throws io.kanhe.platform.KanheException 5004 STORE_UNAVAILABLE if entries and tiles do not
   *     agree
   */
  static void check(Database database, long size) {
    long full = size / Tile.WIDTH;
    SplittableRandom random = new SplittableRandom();
    for (int i = 0; i < Math.min(TILES, full); i++) {
      long index = full <= TILES ? i : random.nextLong(full);
      checkTile(database, index, size);
    }
  }

  private static void checkTile(Database database, long index, long size) {
    long first = index * Tile.WIDTH;
    List<byte[]> entries = database.read(c -> LedgerStore.entries(c, first, first + Tile.WIDTH));
    byte[] tile = database.read(c -> LedgerStore.tile(c, 0, index));
    if (entries.size() != Tile.WIDTH || tile.length != Tile.FULL_BYTES) {
      throw LedgerStore.damaged("entries or hashes of tile 0/" + index + " are missing");
    }
    for (int i = 0; i < Tile.WIDTH; i++) {
      if (!MessageDigest.isEqual(MerkleHash.leaf(entries.get(i)), Tile.subtree(tile, i, 0))) {
        throw LedgerStore.damaged("entry " + (first + i) + " is not the one in tile 0/" + index);
      }
    }
    long parent = index / Tile.WIDTH;
    if (LogPath.available(1, parent, size) == Tile.WIDTH) {
      byte[] above = database.read(c -> LedgerStore.tile(c, 1, parent));
      byte[] root = Tile.subtree(tile, 0, Tile.HEIGHT);
      if (!MessageDigest.isEqual(root, Tile.subtree(above, (int) (index % Tile.WIDTH), 0))) {
        throw LedgerStore.damaged("tile 0/" + index + " is not the one in tile 1/" + parent);
      }
    }
  }
}
