package io.kanhe.intake;

import io.kanhe.message.Digest;
import io.kanhe.message.MessageId;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Queries of the pipeline over recorded messages. Thread-safe. */
final class MessageStore {

  static final String INSERT_MESSAGE =
      "INSERT INTO message (ledger_index, sender, message_id, service, version, operation, direction, environment,"
          + " business_key, correlation_id, door, format, raw_digest, sender_sequence, received_at, receipt)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  static final String INSERT_RAW =
      "INSERT INTO message_raw (ledger_index, bytes, file) VALUES (?, ?, ?)";
  static final String INSERT_UNROUTED = "INSERT INTO unrouted (ledger_index) VALUES (?)";
  static final String INSERT_REFUSAL =
      "INSERT INTO refusal (ledger_index, code, door, peer, sender, message_id, detail, trace_id, received_at)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private static final String FIND =
      "SELECT raw_digest, receipt FROM message WHERE sender = ? AND message_id = ?";
  private static final String LAST_SEQUENCE =
      "SELECT MAX(sender_sequence) FROM message WHERE sender = ?";
  private static final String COUNT_SINCE =
      "SELECT COUNT(*) FROM message WHERE sender = ? AND received_at >= ?";

  private final Database database;
  private final RevocationAnswers revocationAnswers;

  MessageStore(Database database) {
    this.database = database;
    this.revocationAnswers = new RevocationAnswers(database);
  }

  RevocationAnswers revocationAnswers() {
    return revocationAnswers;
  }

  Optional<StoredMessage> find(ParticipantId sender, MessageId id) {
    return database.read(connection -> find(connection, sender, id));
  }

  Optional<StoredMessage> find(Connection connection, ParticipantId sender, MessageId id)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setString(1, sender.value());
      statement.setString(2, id.toString());
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(new StoredMessage(Digest.parse(row.getString(1)), row.getBytes(2)))
            : Optional.empty();
      }
    }
  }

  /** The highest number that a message of {@code sender} has; 0 before the first. */
  long lastSequence(Connection connection, ParticipantId sender) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LAST_SEQUENCE)) {
      statement.setString(1, sender.value());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  long countSince(ParticipantId sender, Instant from) {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(COUNT_SINCE)) {
            statement.setString(1, sender.value());
            statement.setLong(2, from.toEpochMilli());
            try (ResultSet row = statement.executeQuery()) {
              return row.next() ? row.getLong(1) : 0L;
            }
          }
        });
  }
}
