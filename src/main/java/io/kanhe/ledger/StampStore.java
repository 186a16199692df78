package io.kanhe.ledger;

import io.kanhe.platform.database.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Optional;

/** The table of time stamps. Thread-safe. */
final class StampStore {

  private static final String COLUMNS =
      "SELECT tree_size, note, token, stamped_at FROM timestamps ";

  private final Database database;

  StampStore(Database database) {
    this.database = database;
  }

  void add(StampedCheckpoint stamp, String authority) {
    database.write(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "INSERT INTO timestamps (tree_size, note, token, stamped_at, authority)"
                      + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (tree_size) DO NOTHING")) {
            statement.setLong(1, stamp.treeSize());
            statement.setString(2, stamp.note());
            statement.setBytes(3, stamp.token());
            statement.setLong(4, stamp.time().toEpochMilli());
            statement.setString(5, authority);
            return statement.executeUpdate();
          }
        });
  }

  Optional<StampedCheckpoint> newest() {
    return find(COLUMNS + "WHERE tree_size > ? ORDER BY tree_size DESC LIMIT 1", -1);
  }

  /** The name of the authority that gave the newest stamp. */
  Optional<String> newestAuthority() {
    return database.read(
        connection -> {
          try (PreparedStatement statement =
                  connection.prepareStatement(
                      "SELECT authority FROM timestamps ORDER BY tree_size DESC LIMIT 1");
              ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
          }
        });
  }

  /** The oldest stamp of a tree that holds entry {@code index}. */
  Optional<StampedCheckpoint> covering(long index) {
    return find(COLUMNS + "WHERE tree_size > ? ORDER BY tree_size LIMIT 1", index);
  }

  /** When the first entry after the first {@code covered} ones was recorded. */
  Optional<Instant> recordedAfter(long covered) {
    return database.read(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT created_at FROM ledger_checkpoints WHERE tree_size > ?"
                      + " ORDER BY tree_size LIMIT 1")) {
            statement.setLong(1, covered);
            try (ResultSet rows = statement.executeQuery()) {
              return rows.next()
                  ? Optional.of(Instant.ofEpochMilli(rows.getLong(1)))
                  : Optional.empty();
            }
          }
        });
  }

  private Optional<StampedCheckpoint> find(String sql, long argument) {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, argument);
            try (ResultSet rows = statement.executeQuery()) {
              return rows.next()
                  ? Optional.of(
                      new StampedCheckpoint(
                          rows.getLong(1),
                          rows.getString(2),
                          rows.getBytes(3),
                          Instant.ofEpochMilli(rows.getLong(4))))
                  : Optional.empty();
            }
          }
        });
  }
}
