package io.kanhe.retention;

import io.kanhe.body.BodyLock;
import io.kanhe.ledger.Change;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.EvidenceVerifier;
import io.kanhe.ledger.ReceiptVerifier;
import io.kanhe.ledger.Recorded;
import io.kanhe.message.MessageId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Deletes the key and every stored body of one message, in the commit that records it. With the key
 * gone, no copy of the ciphertext is of use.
 *
 * @param seen the message when the change was made; it is looked at again in the transaction
 * @param rule the rule by which it is erased now; empty if it must not be erased
 * @param order who asked for it; empty for the job
 */
record Erasure(
    Holding seen, Function<Holding, Optional<String>> rule, Optional<Order> order, Instant at)
    implements Change<Optional<Holding>> {

  private static final String DELETE_KEY = "DELETE FROM body_key WHERE ledger_index = ?";
  private static final String DELETE_RAW = "DELETE FROM message_raw WHERE ledger_index = ?";
  private static final String DELETE_SENT =
      "DELETE FROM outgoing WHERE delivery_id IN (SELECT id FROM delivery WHERE ledger_index = ?)";
  private static final String DELETE_UNROUTED = "DELETE FROM unrouted WHERE ledger_index = ?";
  private static final String CANCEL =
      """
      UPDATE delivery SET state = 'CANCELLED', settled_at = ?, ack_index = ?
      WHERE ledger_index = ? AND settled_at IS NULL""";
  private static final String INSERT_ERASED =
      "INSERT INTO body_erased (ledger_index, erased_index, erased_at, rule) VALUES (?, ?, ?, ?)";

  /**
   * An erasure on demand.
   *
   * @param by the operator
   * @param reason reference of the case, no free text: entries hold no personal values
   */
  record Order(String by, String reason) {}

  @Override
  public Object key() {
    return new BodyLock(seen.ledgerIndex());
  }

  /** Also those of its deliveries: an acknowledgement never shares a commit with the erasure. */
  @Override
  public Set<Object> keys() {
    Set<Object> keys = new HashSet<>();
    keys.add(key());
    seen.deliveries().forEach(sent -> keys.add(MessageId.parse(sent.id())));
    return keys;
  }

  @Override
  public Plan<Optional<Holding>> plan(Connection transaction) throws SQLException {
    Optional<Holding> found = Holding.find(transaction, seen.ledgerIndex());
    Optional<String> applied = found.flatMap(rule);
    if (found.isEmpty() || applied.isEmpty()) {
      return new Settled<>(Optional.empty());
    }
    List<Entry> entries = new ArrayList<>();
    entries.add(Entry.of(EntryType.ERASED, at, facts(found.get(), applied.get())));
    order.ifPresent(
        who -> entries.add(Entry.of(EntryType.ADMINISTERED, at, administered(who, found.get()))));
    return new Append<>(
        entries,
        (recorded, batch) -> {
          write(found.get(), applied.get(), recorded.get(0), batch);
          return found;
        });
  }

  private void write(Holding holding, String applied, Recorded erased, Batch batch) {
    long index = holding.ledgerIndex();
    batch.add(DELETE_KEY, index);
    batch.add(DELETE_RAW, index);
    batch.add(DELETE_SENT, index);
    batch.add(DELETE_UNROUTED, index);
    batch.add(CANCEL, at, erased.index(), index);
    batch.add(INSERT_ERASED, index, erased.index(), at, applied);
  }

  private Map<String, String> facts(Holding holding, String applied) {
    Map<String, String> facts = new TreeMap<>();
    facts.put(EvidenceVerifier.FACT_ACCEPTED_INDEX, Long.toString(holding.ledgerIndex()));
    facts.put(ReceiptVerifier.FACT_MESSAGE_ID, holding.messageId());
    facts.put(ReceiptVerifier.FACT_RAW_DIGEST, holding.rawDigest());
    facts.put("rule", applied);
    order.ifPresent(
        who -> {
          facts.put("by", who.by());
          facts.put("reason", who.reason());
        });
    for (int i = 0; i < holding.deliveries().size(); i++) {
      Holding.Sent sent = holding.deliveries().get(i);
      String state = sent.isOpen() ? "CANCELLED" : sent.state();
      facts.put(
          "delivery." + i, String.join("|", sent.id(), sent.recipient(), state, sent.digest()));
    }
    return facts;
  }

  private static Map<String, String> administered(Order who, Holding holding) {
    return Map.of(
        "act",
        "erase",
        "by",
        who.by(),
        "reason",
        who.reason(),
        EvidenceVerifier.FACT_ACCEPTED_INDEX,
        Long.toString(holding.ledgerIndex()));
  }

  @Override
  public String toString() {
    return "Erasure[" + seen.ledgerIndex() + "]";
  }
}
