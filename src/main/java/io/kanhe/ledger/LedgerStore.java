package io.kanhe.ledger;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.NoteVerifier;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's tables, and the proof at every start that they still hold what the newest checkpoint
 * signed.
 */
final class LedgerStore {

  static final String INSERT_ENTRY =
      "INSERT INTO ledger_entries (idx, bytes, leaf_hash) VALUES (?, ?, ?)";
  static final String INSERT_TILE =
      "INSERT INTO ledger_tiles (level, tile_index, hashes) VALUES (?, ?, ?)";
  static final String INSERT_CHECKPOINT =
      "INSERT INTO ledger_checkpoints (tree_size, note, created_at) VALUES (?, ?, ?)";

  private static final String PROBE =
      "INSERT INTO store_probe (id, written_at) VALUES (2, ?)"
          + " ON CONFLICT (id) DO UPDATE SET written_at = excluded.written_at";

  private final NoteVerifier verifier;

  LedgerStore(NoteVerifier verifier) {
    this.verifier = verifier;
  }

  /** Writes a row that means nothing, to learn whether the store takes writes. */
  static void probe(Connection connection, long atMillis) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PROBE)) {
      statement.setLong(1, atMillis);
      statement.executeUpdate();
    }
  }

  static @Nullable String newestCheckpoint(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT note FROM ledger_checkpoints ORDER BY tree_size DESC LIMIT 1");
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  static Optional<byte[]> entry(Connection connection, long index) throws SQLException {
    List<byte[]> found = entries(connection, index, index + 1);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
  }

  static byte[] tile(Connection connection, int level, long index) throws SQLException {
    List<byte[]> found = tiles(connection, level, index, index + 1);
    if (found.isEmpty()) {
      throw damaged("tile " + level + "/" + index + " is missing");
    }
    return found.get(0);
  }

  /**
   * Entries from {@code from} (inclusive) to {@code to} (exclusive), each checked against the hash
   * beside it.
   */
  static List<byte[]> entries(Connection connection, long from, long to) throws SQLException {
    List<byte[]> entries = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT idx, bytes, leaf_hash FROM ledger_entries WHERE idx >= ? AND idx < ? ORDER BY idx")) {
      statement.setLong(1, from);
      statement.setLong(2, to);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          byte[] bytes = rows.getBytes(2);
          if (!MessageDigest.isEqual(MerkleHash.leaf(bytes), rows.getBytes(3))) {
            throw damaged("entry " + rows.getLong(1) + " is not the one that was recorded");
          }
          entries.add(bytes);
        }
      }
    }
    return entries;
  }

  /**
   * Rebuilds the head from full tiles and the tail of entries and compares it with the newest
   * checkpoint. Reads at most 255 entries and 255 tiles per level, whatever the size of the log.
   *
   * @throws KanheException 5004 STORE_UNAVAILABLE if the rows are not those that the checkpoint
   *     signed
   */
  LedgerHead load(Connection connection) throws SQLException {
    String note = newestCheckpoint(connection);
    long recorded = entryCount(connection);
    if (note == null) {
      if (recorded != 0) {
        throw damaged("there are entries but no checkpoint");
      }
      return LedgerHead.EMPTY;
    }
    Checkpoint checkpoint = verify(note);
    if (checkpoint.treeSize() != recorded) {
      throw damaged(
          "the checkpoint signs "
              + checkpoint.treeSize()
              + " entries, the table ends at "
              + recorded);
    }
    TreeState tree = TreeState.ofEdges(recorded, edges(connection, recorded));
    if (!MessageDigest.isEqual(tree.root(), checkpoint.root())) {
      throw damaged(
          "the entries do not give the root that the checkpoint of " + recorded + " entries signs");
    }
    return new LedgerHead(tree, note);
  }

  private Checkpoint verify(String note) {
    try {
      Checkpoint checkpoint = Checkpoint.parse(verifier.verify(note));
      if (checkpoint.origin().equals(verifier.name())) {
        return checkpoint;
      }
    } catch (KanheException e) {
      throw damaged("the newest checkpoint is not signed by the configured log key");
    }
    throw damaged("the newest checkpoint belongs to another log than " + verifier.name());
  }

  private static List<byte[]> edges(Connection connection, long size) throws SQLException {
    List<byte[]> edges = new ArrayList<>();
    for (int level = 0; size >> (Tile.HEIGHT * level) > 0; level++) {
      long end = size >> (Tile.HEIGHT * level);
      long start = end - end % Tile.WIDTH;
      List<byte[]> hashes = new ArrayList<>();
      if (level == 0) {
        entries(connection, start, end).forEach(entry -> hashes.add(MerkleHash.leaf(entry)));
      } else {
        tiles(connection, level - 1, start, end)
            .forEach(tile -> hashes.add(Tile.subtree(tile, 0, Tile.HEIGHT)));
      }
      if (hashes.size() != end - start) {
        throw damaged("rows of level " + level + " from " + start + " to " + end + " are missing");
      }
      edges.add(join(hashes));
    }
    return edges;
  }

  private static List<byte[]> tiles(Connection connection, int level, long from, long to)
      throws SQLException {
    List<byte[]> tiles = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT hashes FROM ledger_tiles WHERE level = ? AND tile_index >= ? AND tile_index < ?"
                + " ORDER BY tile_index")) {
      statement.setInt(1, level);
      statement.setLong(2, from);
      statement.setLong(3, to);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          byte[] hashes = rows.getBytes(1);
          if (hashes.length != Tile.FULL_BYTES) {
            throw damaged("a tile of level " + level + " has " + hashes.length + " bytes");
          }
          tiles.add(hashes);
        }
      }
    }
    return tiles;
  }

  private static long entryCount(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT MAX(idx) FROM ledger_entries");
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      long last = rows.getLong(1);
      return rows.wasNull() ? 0 : last + 1;
    }
  }

  private static byte[] join(List<byte[]> hashes) {
    byte[] joined = new byte[hashes.size() * MerkleHash.LENGTH_BYTES];
    for (int i = 0; i < hashes.size(); i++) {
      System.arraycopy(
          hashes.get(i), 0, joined, i * MerkleHash.LENGTH_BYTES, MerkleHash.LENGTH_BYTES);
    }
    return joined;
  }

  static KanheException damaged(String finding) {
    return new KanheException(
        ErrorCode.STORE_UNAVAILABLE,
        "the ledger is damaged or was altered: "
            + finding
            + "; restore it from a backup, nothing is recorded until then");
  }
}
