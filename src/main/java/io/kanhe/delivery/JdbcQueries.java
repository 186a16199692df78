package io.kanhe.delivery;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.catalogue.Service;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Header;
import io.kanhe.message.MessageId;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import io.kanhe.platform.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Queries as the gateway's database knows them. Reads only. Thread-safe. */
final class JdbcQueries implements Askers {

  /** Adds or completes the answer of a query: request index, answer index, delivery. */
  static final String INSERT_ANSWER =
      """
      INSERT INTO query_answer (request_index, answer_index, delivery_id) VALUES (?, ?, ?)
      ON CONFLICT (request_index) DO UPDATE SET delivery_id = excluded.delivery_id""";

  static final String IS_ANSWERED = "SELECT 1 FROM query_answer WHERE request_index = ?";

  private static final String OF_DELIVERY =
      """
      SELECT d.ledger_index, m.sender, m.message_id, m.door, d.deadline
      FROM delivery d JOIN message m ON m.ledger_index = d.ledger_index
      WHERE d.id = ? AND d.recipient = ?""";

  private static final String ANSWER =
      "SELECT delivery_id FROM query_answer WHERE request_index = ?";

  private static final String LAST_CODE =
      "SELECT last_code FROM delivery WHERE ledger_index = ? AND last_code IS NOT NULL";

  private final Database database;
  private final Catalogue catalogue;

  JdbcQueries(Database database, Catalogue catalogue) {
    this.database = database;
    this.catalogue = catalogue;
  }

  /** The time that the operation of a message has for its answer; empty if it is no query. */
  Optional<Duration> deadline(String serviceId, String version, String operation) {
    return catalogue
        .find(serviceId, version)
        .flatMap(service -> service.operation(operation))
        .filter(Service.Operation::isQuery)
        .map(Service.Operation::deadline);
  }

  /** The query that a message asks or answers. */
  Optional<Query> of(Header header, long index, ParticipantId sender, Door door, Instant at) {
    Optional<Duration> deadline =
        deadline(header.serviceId(), header.version(), header.operation());
    if (deadline.isEmpty()) {
      return Optional.empty();
    }
    return switch (header.direction()) {
      case REQUEST ->
          Optional.of(new Query(index, sender, header.messageId(), door, at.plus(deadline.get())));
      case RESPONSE -> header.correlation().flatMap(delivery -> answeredBy(delivery, sender));
      default -> Optional.empty();
    };
  }

  /** The query that a message asks or answers. */
  Optional<Query> find(AcceptedMessage message) {
    return of(
        message.header(),
        message.ledgerIndex(),
        message.sender(),
        message.door(),
        message.receivedAt());
  }

  @Override
  public Optional<ParticipantId> of(AcceptedMessage message) {
    return find(message).map(Query::asker);
  }

  /** The query that reached {@code provider} as the delivery of that id. */
  Optional<Query> answeredBy(MessageId delivery, ParticipantId provider) {
    return database.read(connection -> answeredBy(connection, delivery, provider));
  }

  private static Optional<Query> answeredBy(
      Connection connection, MessageId delivery, ParticipantId provider) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(OF_DELIVERY)) {
      query.setString(1, delivery.toString());
      query.setString(2, provider.value());
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Query(
                    row.getLong(1),
                    new ParticipantId(row.getString(2)),
                    MessageId.parse(row.getString(3)),
                    Door.ofLabel(row.getString(4)),
                    Instant.ofEpochMilli(row.getLong(5))))
            : Optional.empty();
      }
    }
  }

  /** The delivery that holds the answer to a query, once it is signed. */
  Optional<MessageId> answer(long requestIndex) {
    return text(ANSWER, requestIndex).map(MessageId::parse);
  }

  /** Why the last attempt to reach the provider failed, if one did. */
  Optional<String> lastCode(long requestIndex) {
    return text(LAST_CODE, requestIndex);
  }

  private Optional<String> text(String sql, long index) {
    return database.read(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, index);
            try (ResultSet row = query.executeQuery()) {
              return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.<String>empty();
            }
          }
        });
  }
}
