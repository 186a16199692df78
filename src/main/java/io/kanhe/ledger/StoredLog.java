package io.kanhe.ledger;

import io.kanhe.platform.database.Database;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The log as its own database holds it; partial tiles come from the edge of the tree in memory. */
final class StoredLog implements LogSource {

  private final Database database;
  private final Supplier<LedgerHead> head;

  StoredLog(Database database, Supplier<LedgerHead> head) {
    this.database = database;
    this.head = head;
  }

  @Override
  public Optional<String> checkpoint() {
    return Optional.ofNullable(head.get().checkpoint());
  }

  @Override
  public Optional<byte[]> read(LogPath path) {
    LedgerHead now = head.get();
    int available = LogPath.available(path.level(), path.index(), now.size());
    if (path.width() > available) {
      return Optional.empty();
    }
    return Optional.of(path.isEntries() ? bundle(path) : tile(path, available, now.tree()));
  }

  private byte[] bundle(LogPath path) {
    long first = path.index() * Tile.WIDTH;
    List<byte[]> entries = database.read(c -> LedgerStore.entries(c, first, first + path.width()));
    if (entries.size() != path.width()) {
      throw LedgerStore.damaged("entries from " + first + " on are missing");
    }
    return EntryBundle.write(entries);
  }

  private byte[] tile(LogPath path, int available, TreeState tree) {
    byte[] hashes =
        available == Tile.WIDTH
            ? database.read(c -> LedgerStore.tile(c, path.level(), path.index()))
            : tree.edge(path.level());
    return Arrays.copyOf(hashes, path.width() * MerkleHash.LENGTH_BYTES);
  }
}
