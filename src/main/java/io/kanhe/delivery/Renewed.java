package io.kanhe.delivery;

import io.kanhe.body.BodyLock;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.EntryType;
import io.kanhe.message.MessageId;
import io.kanhe.platform.database.Existence;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * An open delivery has a new signed form. The digest of the former one stays: it may be at the
 * recipient, who then acknowledges it.
 */
record Renewed(Delivery former, SealedDelivery sealed, Instant at) implements DeliveryChange {

  @Override
  public MessageId id() {
    return former.id();
  }

  /** With the lock on what is stored of the message, which this changes. */
  @Override
  public Set<Object> keys() {
    return Set.of(key(), new BodyLock(former.ledgerIndex()));
  }

  @Override
  public Plan<Instant> plan(Connection transaction) throws SQLException {
    if (!isCurrent(transaction)) {
      return new Settled<>(at);
    }
    Map<String, String> facts = Facts.of(sealed.delivery());
    facts.put("formerDigest", former.bytesDigest().toString());
    return new Append<>(
        Entry.of(EntryType.RENEWED, at, facts),
        (recorded, batch) -> {
          String delivery = id().toString();
          batch.add(
              OutboxSql.FORMER, delivery, former.bytesDigest().toString(), recorded.get(0).index());
          batch.add(OutboxSql.RENEWED, sealed.delivery().bytesDigest().toString(), delivery);
          batch.add(OutboxSql.RENEWED_BYTES, sealed.stored(), delivery);
          return at;
        });
  }

  /** Open, stored, and still in the form that was looked at. */
  private boolean isCurrent(Connection transaction) throws SQLException {
    return Existence.of(
        transaction, OutboxSql.IS_CURRENT, id().toString(), former.bytesDigest().toString());
  }
}
