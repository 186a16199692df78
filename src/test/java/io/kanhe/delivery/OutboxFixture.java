package io.kanhe.delivery;

import io.kanhe.body.Bodies;
import io.kanhe.body.TestBodies;
import io.kanhe.ledger.Change;
import io.kanhe.message.Digest;
import io.kanhe.message.MessageId;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import io.kanhe.platform.database.Database;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** An outbox with deliveries in it, and the changes of the real gateway to them. */
final class OutboxFixture {

  static final Duration DEADLINE = Duration.ofHours(72);

  final FakeClock clock = new FakeClock();
  final Database database;
  final Bodies bodies;
  final JdbcOutbox outbox;
  final DirectLedger ledger;
  private final AtomicLong index = new AtomicLong();

  OutboxFixture(Database database) {
    this.database = database;
    this.bodies = TestBodies.of(database);
    this.outbox = new JdbcOutbox(database, bodies);
    this.ledger = new DirectLedger(database);
  }

  Delivery delivery(ParticipantId recipient, int priority) {
    long ledgerIndex = index.getAndIncrement();
    byte[] bytes = ("signed bytes " + ledgerIndex).getBytes(StandardCharsets.UTF_8);
    Instant now = clock.instant();
    return new Delivery(
        MessageId.named(ledgerIndex + "|" + recipient + "|test"),
        ledgerIndex,
        recipient,
        Door.MQ,
        "test",
        DeliveryState.PENDING,
        bytes,
        Digest.sha256(bytes),
        0,
        false,
        priority,
        now,
        now.plus(DEADLINE));
  }

  Delivery add(ParticipantId recipient, int priority) {
    Delivery delivery = delivery(recipient, priority);
    addAll(List.of(delivery));
    return delivery;
  }

  SealedDelivery sealed(Delivery delivery) {
    return SealedDelivery.of(delivery, TestBodies.key(database, bodies, delivery.ledgerIndex()));
  }

  void addAll(List<Delivery> deliveries) {
    List<SealedDelivery> sealed = deliveries.stream().map(this::sealed).toList();
    database.write(
        connection -> {
          DirectLedger.Rows rows = new DirectLedger.Rows();
          sealed.forEach(delivery -> RoutedChange.write(delivery, 1, rows));
          rows.send(connection);
          return deliveries.size();
        });
  }

  /** Services of the tests have no queries, but for {@code ps.vehicle.stolen}, operation check. */
  JdbcQueries queries() {
    return new JdbcQueries(database, new QueryCatalogue());
  }

  QueryDesk queryDesk() {
    return new QueryDesk(queries(), outbox, ledger, 2, clock);
  }

  UnansweredQueries unanswered() {
    return new UnansweredQueries(
        database,
        queries(),
        bodies,
        new Participants(),
        List.of(new PlainSeal(Door.MQ), new PlainSeal(Door.SOAP)),
        DEADLINE);
  }

  void record(Change<?> change) {
    ledger.append(change).join();
  }

  void run(String sql) {
    database.write(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
          }
        });
  }

  void unrouted(long ledgerIndex) {
    TestBodies.key(database, bodies, ledgerIndex);
    database.write(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement("INSERT INTO unrouted (ledger_index) VALUES (?)")) {
            insert.setLong(1, ledgerIndex);
            return insert.executeUpdate();
          }
        });
  }

  DeliveryView view(MessageId id) {
    return outbox.find(id).orElseThrow();
  }
}
