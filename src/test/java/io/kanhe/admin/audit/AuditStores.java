package io.kanhe.admin.audit;

import io.kanhe.delivery.Deliveries;
import io.kanhe.delivery.DeliveryView;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.intake.AcceptedMessages;
import io.kanhe.intake.MessageSearch;
import io.kanhe.intake.MessageView;
import io.kanhe.intake.RefusalView;
import io.kanhe.ledger.Change;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.Ledger;
import io.kanhe.ledger.LedgerStatistics;
import io.kanhe.ledger.Receipt;
import io.kanhe.message.MessageId;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.retention.Erasures.Erased;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

/** The stores that an audit compares, in memory, each of which can be damaged alone. */
final class AuditStores {

  final List<byte[]> entries = new ArrayList<>();
  final Map<Long, MessageView> rows = new ConcurrentHashMap<>();
  final Map<Long, byte[]> bodies = new ConcurrentHashMap<>();
  final Map<MessageId, DeliveryView> deliveries = new ConcurrentHashMap<>();
  final Map<MessageId, byte[]> outgoing = new ConcurrentHashMap<>();
  final Map<MessageId, List<Deliveries.Former>> formers = new ConcurrentHashMap<>();
  final Map<Long, Erased> erased = new ConcurrentHashMap<>();

  /** What the audit itself had recorded. */
  final List<Entry> appended = new CopyOnWriteArrayList<>();

  /** Set for a body whose bytes no longer have their digest. */
  volatile long altered = -1;

  Ledger ledger() {
    return new Log();
  }

  Deliveries deliveries() {
    return new Outbox();
  }

  EntryAudit audit() {
    return audit(new Log());
  }

  /** Over the entries of another ledger. */
  EntryAudit audit(Ledger ledger) {
    return new EntryAudit(
        ledger,
        new Search(),
        new Bodies(),
        new Outbox(),
        index -> Optional.ofNullable(erased.get(index)));
  }

  /** The row of a message of the weather bureau. */
  static MessageView row(long accepted, MessageId id, String rawDigest) {
    return new MessageView(
        accepted,
        new ParticipantId("met-taizhou"),
        id,
        "ew.alert",
        "1.0",
        "publish",
        "EVENT",
        "Exercise",
        "HAIL-1",
        null,
        Door.SOAP,
        "cap-cn",
        rawDigest,
        1,
        Instant.EPOCH);
  }

  long add(Entry entry) {
    entries.add(entry.canonicalBytes());
    return entries.size() - 1;
  }

  private final class Log implements Ledger {

    @Override
    public <R> CompletableFuture<R> append(Change<R> change) {
      if (change instanceof AuditChange audit) {
        appended.addAll(((Change.Append<Long>) audit.plan(null)).entries());
        return new CompletableFuture<>();
      }
      throw new UnsupportedOperationException();
    }

    @Override
    public long size() {
      return entries.size();
    }

    @Override
    public Optional<byte[]> entry(long index) {
      return index < entries.size() ? Optional.of(entries.get((int) index)) : Optional.empty();
    }

    @Override
    public Optional<String> checkpoint() {
      return Optional.empty();
    }

    @Override
    public List<byte[]> inclusionProof(long index, long treeSize) {
      return List.of();
    }

    @Override
    public List<byte[]> consistencyProof(long oldSize, long newSize) {
      return List.of();
    }

    @Override
    public boolean isHealthy() {
      return true;
    }

    @Override
    public LedgerStatistics statistics() {
      return new LedgerStatistics(0, 0, 0, 0, 0);
    }
  }

  private final class Search implements MessageSearch {

    @Override
    public List<MessageView> newest(long before, int limit) {
      return List.of();
    }

    @Override
    public List<MessageView> byBusinessKey(String businessKey, long before, int limit) {
      return List.of();
    }

    @Override
    public List<MessageView> byMessageId(MessageId id) {
      return List.of();
    }

    @Override
    public Optional<MessageView> byLedgerIndex(long ledgerIndex) {
      return Optional.ofNullable(rows.get(ledgerIndex));
    }

    @Override
    public Optional<Receipt> receipt(long ledgerIndex) {
      return Optional.empty();
    }

    @Override
    public List<RefusalView> refusals(long before, int limit) {
      return List.of();
    }

    @Override
    public List<RefusalView> refusalsOf(MessageId id) {
      return List.of();
    }
  }

  private final class Bodies implements AcceptedMessages {

    @Override
    public Optional<AcceptedMessage> find(long ledgerIndex) {
      return Optional.empty();
    }

    @Override
    public Optional<byte[]> raw(long ledgerIndex) {
      if (ledgerIndex == altered) {
        throw new KanheException(ErrorCode.INTERNAL, "the stored bytes were altered");
      }
      return Optional.ofNullable(bodies.get(ledgerIndex));
    }

    @Override
    public List<Long> unrouted(long after, int limit) {
      return List.of();
    }

    @Override
    public void onAccepted(LongConsumer listener) {}
  }

  private final class Outbox implements Deliveries {

    @Override
    public List<DeliveryView> of(long ledgerIndex) {
      return List.of();
    }

    @Override
    public Optional<DeliveryView> find(MessageId id) {
      return Optional.ofNullable(deliveries.get(id));
    }

    @Override
    public Optional<byte[]> bytes(MessageId id) {
      return Optional.ofNullable(outgoing.get(id));
    }

    @Override
    public List<Long> renewals(long ledgerIndex) {
      return List.of();
    }

    @Override
    public List<Former> formers(MessageId id) {
      return formers.getOrDefault(id, List.of());
    }

    @Override
    public Map<ParticipantId, Backlog> backlog() {
      return Map.of();
    }
  }
}
