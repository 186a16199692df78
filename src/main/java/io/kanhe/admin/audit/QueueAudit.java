package io.kanhe.admin.audit;

import io.kanhe.delivery.Deliveries;
import io.kanhe.message.MessageId;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.broker.BrokerAddresses;
import io.kanhe.platform.broker.EmbeddedBroker;
import io.kanhe.platform.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The other direction: whatever lies in a table or a queue has an entry that explains it. Costs one
 * pass over the queues and over the indexes of two tables.
 */
final class QueueAudit {

  private static final String MESSAGE_ID = "kanheMessageId";

  private static final Map<String, String> UNEXPLAINED =
      Map.of(
          "message of entry ",
          "SELECT m.ledger_index FROM message m LEFT JOIN ledger_entries e"
              + " ON e.idx = m.ledger_index WHERE e.idx IS NULL ORDER BY 1 LIMIT 1",
          "delivery ",
          "SELECT d.id FROM delivery d LEFT JOIN ledger_entries e"
              + " ON e.idx = d.routed_index WHERE e.idx IS NULL ORDER BY d.routed_index LIMIT 1",
          "unrouted message of entry ",
          "SELECT u.ledger_index FROM unrouted u LEFT JOIN message m"
              + " ON m.ledger_index = u.ledger_index WHERE m.ledger_index IS NULL ORDER BY 1 LIMIT 1");

  private final Database database;
  private final Deliveries deliveries;
  private final ParticipantRegistry registry;
  private final EmbeddedBroker broker;

  QueueAudit(
      Database database,
      Deliveries deliveries,
      ParticipantRegistry registry,
      EmbeddedBroker broker) {
    this.database = database;
    this.deliveries = deliveries;
    this.registry = registry;
    this.broker = broker;
  }

  void checkTables() throws Difference {
    for (Map.Entry<String, String> query : UNEXPLAINED.entrySet()) {
      String found = database.read(c -> first(c, query.getValue()));
      if (found != null) {
        throw new Difference(query.getKey() + found, "no entry or message explains the row");
      }
    }
  }

  /** A message that waits for a recipient must be a delivery to this recipient. */
  void checkQueues() throws Difference {
    for (Participant participant : registry.all()) {
      String queue = BrokerAddresses.out(participant.id().value());
      for (String id : broker.valuesWaiting(queue, MESSAGE_ID)) {
        boolean known =
            deliveries
                .find(MessageId.parse(id))
                .filter(row -> row.recipient().equals(participant.id()))
                .isPresent();
        if (!known) {
          throw new Difference("queue " + queue, "holds " + id + ", which is no delivery to it");
        }
      }
    }
  }

  private static @Nullable String first(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? rows.getString(1) : null;
    }
  }
}
