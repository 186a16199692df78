package io.kanhe.delivery;

import io.kanhe.body.Bodies;
import io.kanhe.body.BodyKey;
import io.kanhe.body.BodyRole;
import io.kanhe.message.Digest;
import io.kanhe.message.MessageId;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outbox in the gateway's database. Reads only, but for {@link #markOpenAsPossibleDuplicates}:
 * what changes a delivery goes through the ledger, see {@link OutboxSql}.
 *
 * <p>Every query walks a partial index that holds open deliveries only and stops after {@code
 * limit} rows, so neither the number of settled deliveries nor the backlog of another recipient
 * slows it. Thread-safe.
 */
final class JdbcOutbox implements Deliveries {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcOutbox.class);

  private final Database database;
  private final Bodies bodies;

  JdbcOutbox(Database database, Bodies bodies) {
    this.database = database;
    this.bodies = bodies;
  }

  /** Deliveries of a recipient that wait for no moment, in the order of {@link Due#ORDER}. */
  List<Due> ready(ParticipantId recipient, int limit) {
    return list(OutboxSql.READY, Rows::due, recipient.value(), limit);
  }

  /** Deliveries of a recipient whose moment has come, the longest due first. */
  List<Due> timed(ParticipantId recipient, Instant now, int limit) {
    return list(OutboxSql.TIMED, Rows::due, recipient.value(), now.toEpochMilli(), limit);
  }

  /** The moment at which the next delivery of a recipient becomes due. */
  Optional<Instant> nextTimed(ParticipantId recipient, Instant after) {
    return list(
            OutboxSql.NEXT_TIMED,
            row -> Instant.ofEpochMilli(row.getLong(1)),
            recipient.value(),
            after.toEpochMilli())
        .stream()
        .findFirst();
  }

  /** Open deliveries past their deadline, the earliest first. */
  List<Overdue> overdue(Instant now, int limit) {
    return list(
        OutboxSql.OVERDUE,
        row -> new Overdue(MessageId.parse(row.getString(1)), new ParticipantId(row.getString(2))),
        now.toEpochMilli(),
        limit);
  }

  record Overdue(MessageId id, ParticipantId recipient) {}

  /** A delivery with its bytes, unless it was settled meanwhile. */
  Optional<Delivery> loadOpen(MessageId id) {
    return list(OutboxSql.LOAD_OPEN, this::delivery, id.toString()).stream().findFirst();
  }

  /** A delivery with its bytes, settled or not. */
  Optional<Delivery> load(MessageId id) {
    return list(OutboxSql.LOAD, this::delivery, id.toString()).stream().findFirst();
  }

  List<ParticipantId> recipientsWithOpenDeliveries() {
    return List.copyOf(backlog().keySet());
  }

  /**
   * After a stop nobody knows which open deliveries had left: each of them may have reached its
   * recipient.
   *
   * @return how many were marked
   */
  int markOpenAsPossibleDuplicates() {
    return database.write(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(OutboxSql.MARK_OPEN)) {
            return statement.executeUpdate();
          }
        });
  }

  @Override
  public List<DeliveryView> of(long ledgerIndex) {
    return list(OutboxSql.VIEWS_OF_MESSAGE, Rows::view, ledgerIndex);
  }

  @Override
  public Optional<DeliveryView> find(MessageId id) {
    return list(OutboxSql.VIEW, Rows::view, id.toString()).stream().findFirst();
  }

  @Override
  public Optional<byte[]> bytes(MessageId id) {
    return list(OutboxSql.BYTES, row -> bytes(row, id), id.toString()).stream()
        .findFirst()
        .filter(bytes -> bytes.length > 0);
  }

  @Override
  public List<Long> renewals(long ledgerIndex) {
    return list(OutboxSql.RENEWALS, row -> row.getLong(1), ledgerIndex);
  }

  @Override
  public List<Former> formers(MessageId id) {
    return list(
        OutboxSql.FORMERS,
        row -> new Former(Digest.parse(row.getString(1)), row.getLong(2)),
        id.toString());
  }

  @Override
  public Map<ParticipantId, Backlog> backlog() {
    Map<ParticipantId, Backlog> backlog = new TreeMap<>();
    list(
            OutboxSql.BACKLOG,
            row ->
                Map.entry(
                    new ParticipantId(row.getString(1)),
                    new Backlog(row.getLong(2), Instant.ofEpochMilli(row.getLong(3)))))
        .forEach(entry -> backlog.put(entry.getKey(), entry.getValue()));
    return backlog;
  }

  private Delivery delivery(ResultSet row) throws SQLException {
    return Rows.delivery(row, bytes(row, MessageId.parse(row.getString("id"))));
  }

  /**
   * The bytes of a delivery in clear. Damaged ones become none at all: no door hands them over,
   * since they have not the delivery's digest, and neighbours go on.
   */
  private byte[] bytes(ResultSet row, MessageId id) throws SQLException {
    byte[] stored = row.getBytes("bytes");
    long ledgerIndex = row.getLong("ledger_index");
    try {
      Optional<BodyKey> key = bodies.find(row.getStatement().getConnection(), ledgerIndex);
      return key.isPresent()
          ? key.get().open(BodyRole.DELIVERY, id.toString(), stored)
          : new byte[0];
    } catch (KanheException e) {
      LOG.error("ALARM: the stored bytes of delivery {} were altered", id);
      return new byte[0];
    }
  }

  private <T> List<T> list(String sql, Row<T> row, Object... arguments) {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
              statement.setObject(i + 1, arguments[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
              List<T> found = new ArrayList<>();
              while (result.next()) {
                found.add(row.read(result));
              }
              return found;
            }
          }
        });
  }

  @FunctionalInterface
  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** How columns become records; the order is that of the column lists in {@link OutboxSql}. */
  private static final class Rows {

    private Rows() {}

    static Due due(ResultSet row) throws SQLException {
      return new Due(MessageId.parse(row.getString(1)), row.getInt(2), row.getLong(3));
    }

    static Delivery delivery(ResultSet row, byte[] bytes) throws SQLException {
      DeliveryView view = view(row);
      return new Delivery(
          view.id(),
          view.ledgerIndex(),
          view.recipient(),
          view.door(),
          view.label(),
          view.state(),
          bytes,
          view.bytesDigest(),
          view.attempts(),
          // Handed over once and not acknowledged: the next time is a repetition.
          view.possibleDuplicate() || view.state() == DeliveryState.HANDED_OVER,
          view.priority(),
          view.createdAt(),
          view.deadline());
    }

    private static @Nullable Long index(ResultSet row, String column) throws SQLException {
      long index = row.getLong(column);
      return row.wasNull() ? null : index;
    }

    static DeliveryView view(ResultSet row) throws SQLException {
      Instant settledAt = instant(row, "settled_at");
      long nextAttemptAt = row.getLong("next_attempt_at");
      return new DeliveryView(
          MessageId.parse(row.getString("id")),
          row.getLong("ledger_index"),
          new ParticipantId(row.getString("recipient")),
          Door.valueOf(row.getString("door")),
          row.getString("label"),
          DeliveryState.valueOf(row.getString("state")),
          row.getInt("attempts"),
          row.getInt("possible_duplicate") != 0,
          row.getInt("priority"),
          Instant.ofEpochMilli(row.getLong("created_at")),
          Instant.ofEpochMilli(row.getLong("deadline")),
          settledAt != null || nextAttemptAt == 0 ? null : Instant.ofEpochMilli(nextAttemptAt),
          instant(row, "handed_over_at"),
          settledAt,
          Digest.parse(row.getString("bytes_digest")),
          row.getString("last_code"),
          row.getLong("routed_index"),
          index(row, "handed_over_index"),
          index(row, "ack_index"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
      long value = row.getLong(column);
      return row.wasNull() ? null : Instant.ofEpochMilli(value);
    }
  }
}
