package io.kanhe.delivery;

import io.kanhe.body.BodyLock;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.intake.AcceptedMessages;
import io.kanhe.ledger.Change;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.EntryType;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.database.Existence;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The end of routing: entry ROUTED, its deliveries and the message's leave from the list of
 * unrouted ones.
 */
record RoutedChange(
    AcceptedMessage message,
    List<String> routeIds,
    List<SealedDelivery> sealed,
    List<Denied> denied,
    Optional<Query> query,
    Instant now,
    BiConsumer<ParticipantId, Integer> committed,
    Runnable told)
    implements Change<Void> {

  record Denied(Consignment consignment, ErrorCode code) {}

  @Override
  public Object key() {
    return new BodyLock(message.ledgerIndex());
  }

  private List<Delivery> deliveries() {
    return sealed.stream().map(SealedDelivery::delivery).toList();
  }

  @Override
  @SuppressWarnings("NullAway") // Void has no other value
  public Plan<Void> plan(Connection transaction) throws SQLException {
    if (!isUnrouted(transaction)) {
      return new Settled<>(null);
    }
    return new Append<>(
        Entry.of(EntryType.ROUTED, now, facts()),
        (recorded, batch) -> {
          for (SealedDelivery each : sealed) {
            Delivery delivery = each.delivery();
            write(each, recorded.get(0).index(), batch);
            if (delivery.state() == DeliveryState.ANSWERED) {
              batch.add(OutboxSql.ANSWERED, now, recorded.get(0).index(), delivery.id().toString());
              batch.add(
                  JdbcQueries.INSERT_ANSWER,
                  query.orElseThrow().requestIndex(),
                  message.ledgerIndex(),
                  delivery.id().toString());
            }
          }
          batch.add(AcceptedMessages.MARK_ROUTED, message.ledgerIndex());
          batch.afterCommit(
              () -> deliveries().forEach(d -> committed.accept(d.recipient(), d.priority())));
          batch.afterCommit(told);
          return null;
        });
  }

  private boolean isUnrouted(Connection transaction) throws SQLException {
    return Existence.of(transaction, OutboxSql.IS_UNROUTED, message.ledgerIndex());
  }

  static void write(SealedDelivery sealed, long routedIndex, Batch batch) {
    Delivery delivery = sealed.delivery();
    String id = delivery.id().toString();
    batch.add(
        OutboxSql.INSERT,
        id,
        delivery.ledgerIndex(),
        routedIndex,
        delivery.recipient().value(),
        delivery.door().name(),
        delivery.label(),
        delivery.priority(),
        delivery.createdAt(),
        delivery.deadline(),
        delivery.bytesDigest().toString());
    batch.add(OutboxSql.INSERT_BYTES, id, sealed.stored());
  }

  private SortedMap<String, String> facts() {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("acceptedIndex", Long.toString(message.ledgerIndex()));
    facts.put("messageId", message.header().messageId().toString());
    facts.put("routes", String.join(" ", routeIds));
    List<Delivery> deliveries = deliveries();
    for (int i = 0; i < deliveries.size(); i++) {
      Delivery delivery = deliveries.get(i);
      facts.put(
          "delivery." + i,
          String.join(
              "|",
              delivery.id().toString(),
              delivery.recipient().value(),
              delivery.label(),
              delivery.bytesDigest().toString()));
    }
    for (int i = 0; i < denied.size(); i++) {
      Denied one = denied.get(i);
      facts.put(
          "denied." + i,
          String.join(
              "|",
              one.consignment().recipient().value(),
              one.consignment().label(),
              one.code().toString()));
    }
    return facts;
  }

  /** Digest and ids of what goes out, never a payload. */
  @Override
  public String toString() {
    return "RoutedChange[" + message.ledgerIndex() + ", " + sealed.size() + " deliveries]";
  }
}
