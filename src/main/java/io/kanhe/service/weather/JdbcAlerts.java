package io.kanhe.service.weather;

import io.kanhe.message.Environment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Alerts and their references in the gateway's database. */
final class JdbcAlerts {

  static final String INSERT =
      """
      INSERT INTO alert_chain (environment, alert_id, publisher, sender, sent, msg_type, digest, overtaken, state,
        closed_at, ledger_index) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (environment, alert_id) DO NOTHING""";
  static final String INSERT_REFERENCE =
      """
      INSERT INTO alert_reference (environment, alert_id, referred_id) VALUES (?, ?, ?)
      ON CONFLICT (environment, referred_id, alert_id) DO NOTHING""";

  /** Cancelled stays cancelled. */
  static final String CLOSE =
      """
      UPDATE alert_chain SET state = ?, closed_at = ?
      WHERE environment = ? AND alert_id = ? AND publisher = ? AND state <> 'CANCELLED'""";

  /**
   * One that a later one referred to before, perhaps in this very commit, where no step sees what
   * the others write.
   */
  static final String OVERTAKE =
      """
      UPDATE alert_chain SET overtaken = 1,
        state = CASE WHEN EXISTS (
          SELECT 1 FROM alert_reference r
          JOIN alert_chain c ON c.environment = r.environment AND c.alert_id = r.alert_id
          WHERE r.environment = alert_chain.environment AND r.referred_id = alert_chain.alert_id
            AND c.publisher = alert_chain.publisher AND (c.msg_type = 'Cancel' OR c.state = 'CANCELLED'))
          THEN 'CANCELLED' ELSE 'UPDATED' END,
        closed_at = (
          SELECT MAX(c.sent) FROM alert_reference r
          JOIN alert_chain c ON c.environment = r.environment AND c.alert_id = r.alert_id
          WHERE r.environment = alert_chain.environment AND r.referred_id = alert_chain.alert_id
            AND c.publisher = alert_chain.publisher)
      WHERE environment = ? AND alert_id = ? AND ledger_index = ? AND overtaken = 0 AND EXISTS (
        SELECT 1 FROM alert_reference r
        JOIN alert_chain c ON c.environment = r.environment AND c.alert_id = r.alert_id
        WHERE r.environment = alert_chain.environment AND r.referred_id = alert_chain.alert_id
          AND c.publisher = alert_chain.publisher)""";

  private static final String COLUMNS =
      """
      SELECT c.alert_id, c.publisher, c.sender, c.sent, c.msg_type, c.digest, c.overtaken, c.state, c.closed_at,
        c.ledger_index FROM alert_chain c
      """;
  private static final String FIND = COLUMNS + " WHERE c.environment = ? AND c.alert_id = ?";
  private static final String REFERRING =
      COLUMNS
          + " JOIN alert_reference r ON r.environment = c.environment AND r.alert_id = c.alert_id"
          + " WHERE c.environment = ? AND r.referred_id = ? ORDER BY c.sent";

  private JdbcAlerts() {}

  enum State {
    ACTIVE,
    UPDATED,
    CANCELLED
  }

  /**
   * An alert as it was accepted, and what became of it.
   *
   * @param sender issuer code, as in CAP
   * @param overtaken it went to nobody, because a later one was here first
   * @param closedAt when the message that ended it was sent
   */
  record Known(
      String id,
      String publisher,
      String sender,
      Instant sent,
      String msgType,
      String digest,
      boolean overtaken,
      State state,
      @Nullable Instant closedAt,
      long ledgerIndex) {}

  static Optional<Known> find(Connection connection, Environment environment, String id)
      throws SQLException {
    return query(connection, FIND, environment, id).stream().findFirst();
  }

  /** Those that update or cancel that alert, in the order in which they were sent. */
  static List<Known> referring(Connection connection, Environment environment, String id)
      throws SQLException {
    return query(connection, REFERRING, environment, id);
  }

  private static List<Known> query(
      Connection connection, String sql, Environment environment, String id) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, environment.name());
      query.setString(2, id);
      try (ResultSet row = query.executeQuery()) {
        List<Known> found = new ArrayList<>();
        while (row.next()) {
          found.add(known(row));
        }
        return found;
      }
    }
  }

  private static Known known(ResultSet row) throws SQLException {
    long closed = row.getLong(9);
    return new Known(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        Instant.ofEpochMilli(row.getLong(4)),
        row.getString(5),
        row.getString(6),
        row.getInt(7) != 0,
        State.valueOf(row.getString(8)),
        closed == 0 ? null : Instant.ofEpochMilli(closed),
        row.getLong(10));
  }
}
