package io.kanhe.ledger;

import io.kanhe.platform.database.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Edits the rows of a ledger as somebody with the database's password can, each time in a
 * transaction that is rolled back after the verification.
 */
final class RowTampering implements Database {

  static final int KINDS = 18;

  private final Connection connection;
  private final TestNotes otherKey;
  private final Random random;
  private final long size;
  private final List<Long> checkpoints = new ArrayList<>();
  private final List<LogPath> tiles = new ArrayList<>();

  RowTampering(String url, String origin, long seed) throws SQLException {
    connection = DriverManager.getConnection(url);
    otherKey = new TestNotes(origin);
    random = new Random(seed);
    execute("DROP TRIGGER IF EXISTS ledger_entries_keep");
    execute("DROP TRIGGER IF EXISTS ledger_entries_stay");
    try (Statement statement = connection.createStatement()) {
      ResultSet rows =
          statement.executeQuery("SELECT tree_size FROM ledger_checkpoints ORDER BY 1");
      while (rows.next()) {
        checkpoints.add(rows.getLong(1));
      }
      rows = statement.executeQuery("SELECT level, tile_index FROM ledger_tiles ORDER BY 1, 2");
      while (rows.next()) {
        tiles.add(new LogPath(rows.getInt(1), rows.getLong(2), Tile.WIDTH));
      }
    }
    size = newest();
    connection.setAutoCommit(false);
  }

  LogTampering edit(int kind) throws SQLException {
    long i = random.nextLong(size);
    return switch (kind) {
      case 0 -> entry("a bit of", i, "bytes", flipped(column("bytes", i)));
      case 1 -> entry("a bit of the hash of", i, "leaf_hash", flipped(column("leaf_hash", i)));
      case 2 -> rewrite(i);
      case 3 -> deleteEntry(i);
      case 4 -> swapEntries(i);
      case 5 -> truncate(i);
      case 6 -> insert(i);
      case 7 -> fork(i, false);
      case 8 -> fork(i, true);
      case 9, 10, 11 -> tile(kind);
      case 12 -> swapTiles();
      case 13 -> strayTile();
      case 14 -> note("a character of", flippedNote());
      case 15 -> swapNotes();
      case 16 -> replay();
      default -> forgedNote();
    };
  }

  void undo() throws SQLException {
    connection.rollback();
  }

  private LogTampering entry(String what, long i, String column, byte[] value) throws SQLException {
    update("UPDATE ledger_entries SET " + column + " = ? WHERE idx = ?", value, i);
    return LogTampering.entry(what, i);
  }

  private LogTampering rewrite(long i) throws SQLException {
    byte[] bytes = flipped(column("bytes", i));
    update("UPDATE ledger_entries SET bytes = ? WHERE idx = ?", bytes, i);
    return entry("rewritten with its hash:", i, "leaf_hash", MerkleHash.leaf(bytes));
  }

  private LogTampering deleteEntry(long i) throws SQLException {
    execute("DELETE FROM ledger_entries WHERE idx = " + i);
    return LogTampering.entry("deleted", i);
  }

  private LogTampering swapEntries(long i) throws SQLException {
    long j = (i + 1 + random.nextLong(size - 1)) % size;
    execute("UPDATE ledger_entries SET idx = 9000000 WHERE idx = " + i);
    execute("UPDATE ledger_entries SET idx = " + i + " WHERE idx = " + j);
    execute("UPDATE ledger_entries SET idx = " + j + " WHERE idx = 9000000");
    return LogTampering.entry("swapped", Math.min(i, j));
  }

  private LogTampering truncate(long i) throws SQLException {
    execute("DELETE FROM ledger_entries WHERE idx >= " + i);
    return LogTampering.entry("truncated at", i);
  }

  private LogTampering insert(long i) throws SQLException {
    execute("UPDATE ledger_entries SET idx = idx + 9000000 WHERE idx >= " + i);
    execute("UPDATE ledger_entries SET idx = idx - 8999999 WHERE idx >= 9000000");
    byte[] bytes = new byte[40];
    random.nextBytes(bytes);
    update(
        "INSERT INTO ledger_entries (bytes, leaf_hash, idx) VALUES (?, ?, ?)",
        bytes,
        MerkleHash.leaf(bytes),
        i);
    return LogTampering.entry("inserted", i);
  }

  /** Another history from {@code i} on, with hashes and tiles to match. */
  LogTampering fork(long i, boolean signed) throws SQLException {
    List<byte[]> leaves = new ArrayList<>();
    for (long index = 0; index < size; index++) {
      byte[] bytes = column("bytes", index);
      if (index >= i) {
        bytes = flipped(bytes);
        update(
            "UPDATE ledger_entries SET bytes = ?, leaf_hash = ? WHERE idx = ?",
            bytes,
            MerkleHash.leaf(bytes),
            index);
      }
      leaves.add(MerkleHash.leaf(bytes));
    }
    List<Tile> full = new ArrayList<>();
    TreeState.EMPTY.after(TreeState.EMPTY.grow(leaves), full);
    for (Tile tile : full) {
      update(
          "UPDATE ledger_tiles SET hashes = ? WHERE level = "
              + tile.level()
              + " AND tile_index = ?",
          tile.hashes(),
          tile.index());
    }
    if (!signed) {
      return LogTampering.entry("forked from", i);
    }
    for (long each : checkpoints.stream().filter(each -> each > i).toList()) {
      byte[] root =
          TreeState.EMPTY
              .after(TreeState.EMPTY.grow(leaves.subList(0, (int) each)), new ArrayList<>())
              .root();
      setNote(each, otherKey.sign(new Checkpoint(otherKey.name(), each, root).text()));
    }
    return LogTampering.checkpoint(
        "forked and signed by another key:",
        checkpoints.stream().filter(each -> each > i).findFirst().orElseThrow());
  }

  private LogTampering tile(int kind) throws SQLException {
    LogPath path = tiles.get(random.nextInt(tiles.size()));
    byte[] hashes = hashes(path);
    if (kind == 9) {
      setTile(path, flipped(hashes));
    } else if (kind == 10) {
      setTile(path, java.util.Arrays.copyOf(hashes, random.nextInt(hashes.length)));
    } else {
      execute(
          "DELETE FROM ledger_tiles WHERE level = "
              + path.level()
              + " AND tile_index = "
              + path.index());
    }
    return LogTampering.tile(List.of("a bit of", "truncated", "deleted").get(kind - 9), path);
  }

  private LogTampering swapTiles() throws SQLException {
    List<LogPath> lowest = tiles.stream().filter(path -> path.level() == 0).toList();
    int first = random.nextInt(lowest.size() - 1);
    int second = first + 1 + random.nextInt(lowest.size() - first - 1);
    byte[] hashes = hashes(lowest.get(first));
    setTile(lowest.get(first), hashes(lowest.get(second)));
    setTile(lowest.get(second), hashes);
    return LogTampering.tile("swapped", lowest.get(first));
  }

  private LogTampering strayTile() throws SQLException {
    LogPath path = new LogPath(random.nextInt(3), 300 + random.nextInt(100), Tile.WIDTH);
    update(
        "INSERT INTO ledger_tiles (hashes, tile_index, level) VALUES (?, ?, " + path.level() + ")",
        new byte[Tile.FULL_BYTES],
        path.index());
    return LogTampering.tile("inserted", path);
  }

  private LogTampering note(String what, long at) {
    return LogTampering.checkpoint(what, at);
  }

  private long flippedNote() throws SQLException {
    long at = checkpoints.get(random.nextInt(checkpoints.size()));
    char[] text = noteText(at).toCharArray();
    text[random.nextInt(text.length)] ^= (char) (1 << random.nextInt(6));
    setNote(at, new String(text));
    return at;
  }

  private LogTampering swapNotes() throws SQLException {
    int first = random.nextInt(checkpoints.size() - 1);
    int second = first + 1 + random.nextInt(checkpoints.size() - first - 1);
    String text = noteText(checkpoints.get(first));
    setNote(checkpoints.get(first), noteText(checkpoints.get(second)));
    setNote(checkpoints.get(second), text);
    return LogTampering.checkpoint("swapped", checkpoints.get(first));
  }

  private LogTampering replay() throws SQLException {
    int first = random.nextInt(checkpoints.size() - 1);
    setNote(newest(), noteText(checkpoints.get(first)));
    return LogTampering.checkpoint("replayed as", newest());
  }

  private LogTampering forgedNote() throws SQLException {
    long at = newest() + 1 + random.nextInt(100);
    String note = otherKey.sign(new Checkpoint(otherKey.name(), at, new byte[32]).text());
    execute(
        "INSERT INTO ledger_checkpoints (tree_size, note, created_at) VALUES (" + at + ", '', 0)");
    setNote(at, note);
    return LogTampering.checkpoint("inserted", at);
  }

  private long newest() {
    return checkpoints.get(checkpoints.size() - 1);
  }

  private byte[] flipped(byte[] bytes) {
    byte[] copy = bytes.clone();
    copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
    return copy;
  }

  private byte[] column(String column, long index) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT " + column + " FROM ledger_entries WHERE idx = " + index)) {
      return rows.getBytes(1);
    }
  }

  private byte[] hashes(LogPath path) throws SQLException {
    return LedgerStore.tile(connection, path.level(), path.index());
  }

  private void setTile(LogPath path, byte[] hashes) throws SQLException {
    update(
        "UPDATE ledger_tiles SET hashes = ? WHERE level = " + path.level() + " AND tile_index = ?",
        hashes,
        path.index());
  }

  private String noteText(long size) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT note FROM ledger_checkpoints WHERE tree_size = " + size)) {
      return rows.getString(1);
    }
  }

  private void setNote(long size, String note) throws SQLException {
    update("UPDATE ledger_checkpoints SET note = ? WHERE tree_size = ?", note, size);
  }

  private void update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  public <T> T read(Work<T> work) {
    try {
      return work.run(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public <T> T write(Work<T> work) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isWritable() {
    return false;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
