package io.kanhe.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Records one entry and a row with the same id; a repeated id settles with {@code null}. */
record Note(int id, String poison, Runnable action) implements Change<Recorded> {

  Note(int id) {
    this(id, "", () -> {});
  }

  Note failingInPlan() {
    return new Note(id, "plan", action);
  }

  Note failingInWriter() {
    return new Note(id, "writer", action);
  }

  Note failingInDatabase() {
    return new Note(id, "database", action);
  }

  Note failingFatally() {
    return new Note(id, "fatal", action);
  }

  Note then(Runnable afterCommit) {
    return new Note(id, poison, afterCommit);
  }

  @Override
  public Object key() {
    return id;
  }

  @Override
  public Plan<Recorded> plan(Connection transaction) throws SQLException {
    if (poison.equals("plan")) {
      throw new UnsupportedOperationException("poison");
    }
    if (poison.equals("fatal")) {
      throw new LinkageError("poison");
    }
    if (isKnown(transaction)) {
      return new Settled<>(null);
    }
    return new Append<>(entry(id), this::write);
  }

  private Recorded write(List<Recorded> recorded, Batch batch) {
    if (poison.equals("writer")) {
      throw new UnsupportedOperationException("poison");
    }
    batch.add(
        "INSERT INTO note (id, text) VALUES (?, ?)", id, poison.equals("database") ? null : "text");
    batch.afterCommit(action);
    return recorded.get(0);
  }

  private boolean isKnown(Connection transaction) throws SQLException {
    try (PreparedStatement statement =
        transaction.prepareStatement("SELECT 1 FROM note WHERE id = ?")) {
      statement.setInt(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        return id >= 0 && rows.next();
      }
    }
  }

  static Entry entry(int id) {
    return Entry.of(
        EntryType.ACCEPTED,
        LedgerContract.NOW,
        Map.of("id", Integer.toString(id), "place", "台州 \"coast\"\n"));
  }
}
