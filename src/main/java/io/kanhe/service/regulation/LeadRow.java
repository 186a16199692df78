package io.kanhe.service.regulation;

import io.kanhe.ledger.Change.Batch;
import io.kanhe.message.Environment;
import io.kanhe.message.Uscc;
import io.kanhe.platform.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A lead in the database.
 *
 * @param police to whom it was addressed
 * @param messageIndex ledger index of the lead itself
 * @param overdue whether it was said that nobody decided in time
 */
record LeadRow(
    LeadKey key,
    Uscc police,
    Environment environment,
    long messageIndex,
    Instant dueAt,
    boolean overdue,
    LeadCase progress) {

  private static final String COLUMNS =
      "reporter, lead_no, police, environment, ledger_index, due_at, overdue, acknowledged,"
          + " decision, result, concluded";
  private static final String FIND =
      "SELECT " + COLUMNS + " FROM fraud_lead WHERE reporter = ? AND lead_no = ?";
  private static final String PAST_DUE =
      "SELECT "
          + COLUMNS
          + " FROM fraud_lead WHERE state IN ('NEW', 'ACKED') AND due_at <= ?"
          + " ORDER BY due_at LIMIT 1000";
  private static final String INSERT =
      "INSERT INTO fraud_lead (reporter, lead_no, police, environment, ledger_index, received_at,"
          + " due_at, overdue, acknowledged, state) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, 'NEW')";
  private static final String UPDATE =
      "UPDATE fraud_lead SET acknowledged = ?, decision = ?, result = ?, concluded = ?, state = ?,"
          + " changed_at = ? WHERE reporter = ? AND lead_no = ?";
  private static final String OVERDUE =
      "UPDATE fraud_lead SET overdue = 1 WHERE reporter = ? AND lead_no = ?";

  static Optional<LeadRow> find(Connection connection, LeadKey key) throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setString(1, key.reporter().value());
      find.setString(2, key.leadNo());
      try (ResultSet found = find.executeQuery()) {
        return found.next() ? Optional.of(read(found)) : Optional.empty();
      }
    }
  }

  /** Undecided leads whose term is over. */
  static List<LeadRow> pastDue(Database database, Instant now) {
    return database.read(
        connection -> {
          try (PreparedStatement find = connection.prepareStatement(PAST_DUE)) {
            find.setLong(1, now.toEpochMilli());
            List<LeadRow> rows = new ArrayList<>();
            try (ResultSet found = find.executeQuery()) {
              while (found.next()) {
                rows.add(read(found));
              }
            }
            return rows;
          }
        });
  }

  void insert(Batch batch, Instant receivedAt) {
    batch.add(
        INSERT,
        key.reporter().value(),
        key.leadNo(),
        police.value(),
        environment.name(),
        messageIndex,
        receivedAt,
        dueAt);
  }

  void update(Batch batch, LeadCase to, Instant now) {
    batch.add(
        UPDATE,
        to.acknowledged() ? 1 : 0,
        to.decision(),
        to.result(),
        to.concluded(),
        to.state().name(),
        now,
        key.reporter().value(),
        key.leadNo());
  }

  void markOverdue(Batch batch) {
    batch.add(OVERDUE, key.reporter().value(), key.leadNo());
  }

  private static LeadRow read(ResultSet row) throws SQLException {
    return new LeadRow(
        new LeadKey(new Uscc(row.getString(1)), row.getString(2)),
        new Uscc(row.getString(3)),
        Environment.valueOf(row.getString(4)),
        row.getLong(5),
        Instant.ofEpochMilli(row.getLong(6)),
        row.getInt(7) == 1,
        new LeadCase(row.getInt(8) == 1, row.getString(9), row.getString(10), row.getString(11)));
  }

  @Override
  public String toString() {
    return "LeadRow[" + messageIndex + " " + progress.state() + "]";
  }
}
