package io.kanhe.admin;

import io.kanhe.delivery.Deliveries;
import io.kanhe.intake.MessageSearch;
import io.kanhe.intake.MessageView;
import io.kanhe.intake.RefusalView;
import io.kanhe.ledger.Ledger;
import io.kanhe.message.MessageId;
import java.util.List;
import java.util.Optional;

/** Finds messages and follows them. Thread-safe. */
public final class Journeys {

  private final MessageSearch search;
  private final Deliveries deliveries;
  private final Ledger ledger;

  public Journeys(MessageSearch search, Deliveries deliveries, Ledger ledger) {
    this.search = search;
    this.deliveries = deliveries;
    this.ledger = ledger;
  }

  public List<MessageView> newest(long before, int limit) {
    return search.newest(before, limit);
  }

  public List<RefusalView> refusals(long before, int limit) {
    return search.refusals(before, limit);
  }

  /**
   * By message id if {@code key} is one (a delivery's id leads to its original), else by business
   * key.
   */
  public List<MessageView> find(String key, int limit) {
    Optional<MessageId> id = asId(key);
    if (id.isEmpty()) {
      return search.byBusinessKey(key, MessageSearch.NEWEST, limit);
    }
    List<MessageView> found = search.byMessageId(id.get());
    if (!found.isEmpty()) {
      return found;
    }
    return deliveries.find(id.get()).stream()
        .flatMap(delivery -> search.byLedgerIndex(delivery.ledgerIndex()).stream())
        .toList();
  }

  /** Refusals of messages whose id a signature had proved. */
  public List<RefusalView> refusalsOf(String key) {
    return asId(key).map(search::refusalsOf).orElse(List.of());
  }

  public Optional<Journey> of(String messageId) {
    return asId(messageId).flatMap(id -> search.byMessageId(id).stream().findFirst()).map(this::of);
  }

  public Optional<Journey> of(long ledgerIndex) {
    return search.byLedgerIndex(ledgerIndex).map(this::of);
  }

  public Standing standing() {
    long open = deliveries.backlog().values().stream().mapToLong(Deliveries.Backlog::open).sum();
    return new Standing(ledger.size(), open, ledger.isHealthy());
  }

  /**
   * The gateway in three figures.
   *
   * @param entries of the ledger
   * @param openDeliveries not yet acknowledged
   */
  public record Standing(long entries, long openDeliveries, boolean ledgerHealthy) {}

  private Journey of(MessageView message) {
    long index = message.ledgerIndex();
    return new Journey(message, deliveries.of(index), deliveries.renewals(index));
  }

  private static Optional<MessageId> asId(String text) {
    try {
      return Optional.of(MessageId.parse(text.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
