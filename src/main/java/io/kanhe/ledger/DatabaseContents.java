package io.kanhe.ledger;

import io.kanhe.platform.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's rows as they stand, also while the log grows: the ends of all tables are read
 * together, at the start.
 */
final class DatabaseContents implements LogContents {

  private static final String CHECKPOINTS =
      "SELECT tree_size, note FROM ledger_checkpoints WHERE tree_size > ? ORDER BY tree_size LIMIT ?";
  private static final String NEWEST =
      "SELECT tree_size, note FROM ledger_checkpoints WHERE tree_size < ?"
          + " ORDER BY tree_size DESC LIMIT ?";
  private static final String BLOCK =
      "SELECT idx, bytes, leaf_hash FROM ledger_entries WHERE idx >= ? AND idx < ? ORDER BY idx";
  private static final String TILE =
      "SELECT hashes FROM ledger_tiles WHERE level = ? AND tile_index = ?";

  private final Database database;
  private final List<@Nullable Long> ends;

  DatabaseContents(Database database) {
    this.database = database;
    this.ends = database.read(DatabaseContents::ends);
  }

  @Override
  public List<Note> checkpoints(long after, int limit) {
    return database.read(c -> notes(c, CHECKPOINTS, after, limit));
  }

  @Override
  public List<Note> newestCheckpoints(long before, int limit) {
    Long newest = ends.get(1);
    if (newest == null) {
      return List.of();
    }
    return database.read(c -> notes(c, NEWEST, Math.min(before, newest + 1), limit));
  }

  @Override
  public List<Row> block(long block, long size) {
    long first = block * Tile.WIDTH;
    return database.read(c -> rows(c, first, Math.min(first + Tile.WIDTH, size)));
  }

  @Override
  public Optional<byte[]> tile(LogPath path) {
    return database.read(c -> tile(c, path));
  }

  @Override
  public boolean holdsPartialTiles() {
    return false;
  }

  @Override
  public Optional<LogFault> stray(long size) {
    Long newest = ends.get(1);
    if (newest != null && newest > size) {
      // The walk ended where validly signed history ends; name the first checkpoint after that.
      Note next = checkpoints(size, 1).get(0);
      return Optional.of(LogFault.checkpoint(next.size(), "not validly signed for this size"));
    }
    Long last = ends.get(0);
    if (last != null && last >= size) {
      return Optional.of(
          LogFault.entries(size, last, "recorded after the newest valid checkpoint"));
    }
    for (int level = 0; level < LogPath.LEVELS; level++) {
      Long index = ends.get(2 + level);
      if (index != null && LogPath.available(level, index, size) < Tile.WIDTH) {
        return Optional.of(
            LogFault.tile(
                new LogPath(level, index, Tile.WIDTH), "stored although it is not full yet"));
      }
    }
    Long others = ends.get(2 + LogPath.LEVELS);
    if (others != null) {
      return Optional.of(
          new LogFault(
              LogFault.Part.TILE, "tile/" + others, 0, size, "a level that no log of ours has"));
    }
    return Optional.empty();
  }

  private static List<@Nullable Long> ends(Connection connection) throws SQLException {
    StringBuilder sql =
        new StringBuilder(
            "SELECT (SELECT MAX(idx) FROM ledger_entries),"
                + " (SELECT MAX(tree_size) FROM ledger_checkpoints)");
    for (int level = 0; level < LogPath.LEVELS; level++) {
      sql.append(", (SELECT MAX(tile_index) FROM ledger_tiles WHERE level = ")
          .append(level)
          .append(')');
    }
    sql.append(", (SELECT MAX(level) FROM ledger_tiles WHERE level < 0 OR level >= ")
        .append(LogPath.LEVELS)
        .append(')');
    List<@Nullable Long> ends = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql.toString());
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      for (int column = 1; column <= 3 + LogPath.LEVELS; column++) {
        long value = rows.getLong(column);
        ends.add(rows.wasNull() ? null : value);
      }
    }
    return ends;
  }

  private static List<Note> notes(Connection connection, String sql, long bound, int limit)
      throws SQLException {
    List<Note> notes = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, bound);
      statement.setInt(2, limit);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          notes.add(new Note(rows.getLong(1), rows.getString(2)));
        }
      }
    }
    return notes;
  }

  private static List<Row> rows(Connection connection, long from, long to) throws SQLException {
    List<Row> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(BLOCK)) {
      statement.setLong(1, from);
      statement.setLong(2, to);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(new Row(rows.getLong(1), rows.getBytes(2), rows.getBytes(3)));
        }
      }
    }
    return found;
  }

  private static Optional<byte[]> tile(Connection connection, LogPath path) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TILE)) {
      statement.setInt(1, path.level());
      statement.setLong(2, path.index());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
      }
    }
  }
}
