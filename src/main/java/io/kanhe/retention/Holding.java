package io.kanhe.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of one message at this moment, without the bodies.
 *
 * @param file name of its feed file
 * @param routed false while its recipients are not known
 */
record Holding(
    long ledgerIndex,
    String messageId,
    String service,
    String version,
    String environment,
    String rawDigest,
    Instant receivedAt,
    @Nullable String file,
    boolean routed,
    List<Sent> deliveries) {

  private static final String MESSAGE =
      """
      SELECT m.message_id, m.service, m.version, m.environment, m.raw_digest, m.received_at, r.file, u.ledger_index
      FROM message m JOIN message_raw r ON r.ledger_index = m.ledger_index
      LEFT JOIN unrouted u ON u.ledger_index = m.ledger_index WHERE m.ledger_index = ?""";

  private static final String DELIVERIES =
      "SELECT id, recipient, state, bytes_digest, settled_at FROM delivery WHERE ledger_index = ? ORDER BY id";

  Holding {
    deliveries = List.copyOf(deliveries);
  }

  /**
   * @param settledAt {@code null} while it is open
   */
  record Sent(
      String id, String recipient, String state, String digest, @Nullable Instant settledAt) {

    boolean isOpen() {
      return settledAt == null;
    }

    boolean isDead() {
      return state.equals("EXPIRED") || state.equals("DECLINED");
    }
  }

  boolean isDeliveredToAll() {
    return routed && deliveries.stream().noneMatch(Sent::isOpen);
  }

  /** Empty if nothing is stored of the message, or not any more. */
  static Optional<Holding> find(Connection connection, long ledgerIndex) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(MESSAGE)) {
      query.setLong(1, ledgerIndex);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        row.getLong(8);
        boolean routed = row.wasNull();
        return Optional.of(
            new Holding(
                ledgerIndex,
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Instant.ofEpochMilli(row.getLong(6)),
                row.getString(7),
                routed,
                deliveries(connection, ledgerIndex)));
      }
    }
  }

  private static List<Sent> deliveries(Connection connection, long ledgerIndex)
      throws SQLException {
    List<Sent> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(DELIVERIES)) {
      query.setLong(1, ledgerIndex);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          long settled = row.getLong(5);
          Instant settledAt = row.wasNull() ? null : Instant.ofEpochMilli(settled);
          found.add(
              new Sent(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  settledAt));
        }
      }
    }
    return found;
  }
}
