package io.kanhe.delivery;

import io.kanhe.body.BodyLock;
import io.kanhe.ledger.Change;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.EntryType;
import io.kanhe.message.MessageId;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.database.Existence;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the dispatcher records of one delivery. The result is the moment at which it wants attention
 * again.
 */
sealed interface DeliveryChange extends Change<Instant>
    permits DeliveryChange.HandedOver,
        DeliveryChange.Failed,
        DeliveryChange.Repeated,
        DeliveryChange.Expired,
        Renewed {

  MessageId id();

  /** The form in which it is tried again after a failure of the store. */
  default DeliveryChange repeated() {
    return this;
  }

  /** Changes of one delivery never share a commit. */
  @Override
  default Object key() {
    return id();
  }

  /**
   * The recipient's side has it. Looks at nothing: the entry is true even if the acknowledgement
   * came first, and the row stays settled then.
   */
  record HandedOver(Delivery delivery, Instant at, Instant again) implements DeliveryChange {

    @Override
    public MessageId id() {
      return delivery.id();
    }

    @Override
    public DeliveryChange repeated() {
      return new Repeated(this, delivery.attempts(), again);
    }

    @Override
    public Plan<Instant> plan(Connection transaction) {
      Entry entry = Entry.of(EntryType.HANDED_OVER, at, Facts.ofAttempt(delivery));
      return new Append<>(
          entry,
          (recorded, batch) -> {
            batch.add(
                OutboxSql.HANDED_OVER,
                delivery.possibleDuplicate() ? 1 : 0,
                at,
                recorded.get(0).index(),
                again,
                id().toString());
            return again;
          });
    }
  }

  /** An attempt failed; no entry, for nothing changed hands. */
  record Failed(MessageId id, int attemptsBefore, ErrorCode code, Instant again)
      implements DeliveryChange {

    @Override
    public DeliveryChange repeated() {
      return new Repeated(this, attemptsBefore, again);
    }

    @Override
    public Plan<Instant> plan(Connection transaction) {
      return new Append<>(
          List.of(),
          (recorded, batch) -> {
            batch.add(OutboxSql.FAILED, code.toString(), again, id.toString());
            return again;
          });
    }
  }

  /**
   * A change whose first try failed and may be durable all the same: it is made only if nothing of
   * it is there.
   */
  record Repeated(DeliveryChange first, int attemptsBefore, Instant again)
      implements DeliveryChange {

    @Override
    public MessageId id() {
      return first.id();
    }

    @Override
    public Plan<Instant> plan(Connection transaction) throws SQLException {
      try (PreparedStatement query = transaction.prepareStatement(OutboxSql.ATTEMPTS)) {
        query.setString(1, id().toString());
        try (ResultSet row = query.executeQuery()) {
          return row.next() && row.getInt(1) > attemptsBefore
              ? new Settled<>(again)
              : first.plan(transaction);
        }
      }
    }
  }

  /**
   * The deadline passed without an acknowledgement.
   *
   * @param notice a delivery that tells somebody so, made in the same commit
   */
  record Expired(Delivery delivery, Instant at, Optional<SealedDelivery> notice)
      implements DeliveryChange {

    @Override
    public MessageId id() {
      return delivery.id();
    }

    /** With the lock on what is stored of the message: the notice adds to it. */
    @Override
    public Set<Object> keys() {
      return Set.of(key(), new BodyLock(delivery.ledgerIndex()));
    }

    @Override
    public Plan<Instant> plan(Connection transaction) throws SQLException {
      if (!isOpen(transaction, id())) {
        return new Settled<>(Instant.MAX);
      }
      Map<String, String> facts = Facts.of(delivery);
      facts.put("attempts", Integer.toString(delivery.attempts()));
      facts.put("state", delivery.state().name());
      notice
          .map(SealedDelivery::delivery)
          .ifPresent(
              each ->
                  facts.put(
                      "notice", each.id() + "|" + each.recipient() + "|" + each.bytesDigest()));
      return new Append<>(
          Entry.of(EntryType.EXPIRED, at, facts),
          (recorded, batch) -> {
            batch.add(OutboxSql.EXPIRED, at, recorded.get(0).index(), id().toString());
            notice.ifPresent(each -> RoutedChange.write(each, recorded.get(0).index(), batch));
            return Instant.MAX;
          });
    }

    private static boolean isOpen(Connection transaction, MessageId id) throws SQLException {
      return Existence.of(transaction, OutboxSql.IS_OPEN, id.toString());
    }
  }
}
