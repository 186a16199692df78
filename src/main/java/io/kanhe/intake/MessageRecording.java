package io.kanhe.intake;

import io.kanhe.body.Bodies;
import io.kanhe.body.BodyKey;
import io.kanhe.body.BodyRole;
import io.kanhe.ledger.Change;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.Receipt;
import io.kanhe.ledger.Recorded;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.RevocationAnswer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The change that records a verified and permitted message, or finds that it repeats a recorded
 * one.
 */
final class MessageRecording implements Change<Answer> {

  /**
   * Fact of an entry: what was doubtful in the message. A {@link DomainState} adds its own under
   * the same name.
   */
  static final String WARNINGS = "warnings";

  private final Dossier dossier;
  private final Recording parts;
  private final BodyKey key;
  private final byte[] stored;

  /** Encrypts on the caller's thread: the ledger's writer has no time for it. */
  MessageRecording(Dossier dossier, Recording parts) {
    this.dossier = dossier;
    this.parts = parts;
    key = key(dossier, parts);
    String id = JdbcAcceptedMessages.bodyId(dossier.sender().id(), dossier.header().messageId());
    stored = key.seal(BodyRole.RAW, id, dossier.raw());
  }

  /** A feed file came to the disk under the key that its message gets. */
  private static BodyKey key(Dossier dossier, Recording parts) {
    return dossier.submission() instanceof Submission.Feed feed && feed.key() != null
        ? feed.key()
        : parts.bodies().newKey();
  }

  /**
   * For an acknowledgement or an answer the id of the delivery, so that two answers to one delivery
   * never share a commit.
   */
  @Override
  public Object key() {
    Header header = dossier.header();
    return dossier.isAcknowledgement() || dossier.isAnswer()
        ? header.correlation().orElseThrow()
        : new MessageKey(dossier.sender().id(), header.messageId());
  }

  @Override
  public Set<Object> keys() {
    Set<Object> keys = new HashSet<>();
    keys.add(key());
    dossier.steps().forEach(step -> keys.add(step.key()));
    return keys;
  }

  @Override
  public Plan<Answer> plan(Connection transaction) throws SQLException {
    ParticipantId sender = dossier.sender().id();
    Optional<StoredMessage> existing =
        parts.store().find(transaction, sender, dossier.header().messageId());
    if (existing.isPresent()) {
      return new Settled<>(Answer.repeated(repeatOf(existing.get())));
    }
    AcknowledgementSink.Settlement settlement =
        dossier.isAcknowledgement() || dossier.isAnswer() ? settle(transaction) : null;
    List<DomainState.Decision> decisions = new ArrayList<>();
    for (DomainState.Step step : dossier.steps()) {
      decisions.add(step.decide(transaction));
    }
    long sequence = parts.sequences().next(transaction, sender);
    EntryType type = settlement == null ? EntryType.ACCEPTED : settlement.type();
    Map<String, String> facts = facts(sequence, settlement);
    decisions.forEach(decision -> decision.facts().forEach(facts::putIfAbsent));
    String warnings = warnings(decisions);
    if (!warnings.isEmpty()) {
      facts.put(WARNINGS, warnings);
    }
    Entry entry = Entry.of(type, dossier.receivedAt(), facts);
    return new Append<>(
        entry,
        (recorded, batch) -> {
          Answer answer = write(recorded.get(0), batch, sequence, settlement);
          decisions.forEach(decision -> decision.writes().add(recorded.get(0), batch));
          return answer;
        });
  }

  /** Those of the contract and those of the domain, as codes joined by commas. */
  private String warnings(List<DomainState.Decision> decisions) {
    Set<String> all = new TreeSet<>(dossier.warnings());
    decisions.stream()
        .map(decision -> decision.facts().get(WARNINGS))
        .filter(Objects::nonNull)
        .forEach(each -> all.addAll(List.of(each.split(","))));
    return String.join(",", all);
  }

  private byte[] repeatOf(StoredMessage existing) {
    if (!existing.rawDigest().equals(dossier.rawDigest())) {
      throw new KanheException(
          ErrorCode.MESSAGE_ID_CONFLICT,
          "message " + dossier.header().messageId() + " is recorded with other bytes");
    }
    return existing.receipt();
  }

  private AcknowledgementSink.Settlement settle(Connection transaction) throws SQLException {
    AcknowledgementSink sink = parts.acknowledgements().get();
    if (sink == null) {
      throw new KanheException(
          ErrorCode.NOT_FOUND, "no delivery with the message id in correlationId");
    }
    if (dossier.isAnswer()) {
      return sink.settleByAnswer(transaction, dossier.sender().id(), dossier.header());
    }
    byte[] payload =
        dossier.payload() instanceof Payload.Inline inline ? inline.bytes() : new byte[0];
    return sink.settle(transaction, dossier.sender().id(), dossier.header(), payload);
  }

  private Map<String, String> facts(
      long sequence, AcknowledgementSink.@Nullable Settlement settlement) {
    Header header = dossier.header();
    Map<String, String> facts = new HashMap<>(32);
    facts.put("messageId", header.messageId().toString());
    facts.put("service", header.serviceId());
    facts.put("operation", header.operation());
    facts.put("version", header.version());
    facts.put("direction", header.direction().name());
    facts.put("environment", header.environment().name());
    facts.put("sender", header.sender().value());
    facts.put("senderSequence", Long.toString(sequence));
    facts.put("rawDigest", dossier.rawDigest().toString());
    facts.put("payloadDigest", key.salted(header.payloadDigest()));
    facts.put("signer", dossier.signer().thumbprint().toString());
    facts.put("algorithm", dossier.signer().algorithm());
    facts.put(RevocationAnswers.FACT, dossier.standing().fact());
    facts.put("door", dossier.submission().door().label());
    facts.put("format", dossier.format());
    facts.put("configVersion", parts.configurationVersion());
    if (settlement != null) {
      facts.putAll(settlement.facts());
    }
    return facts;
  }

  private Answer write(
      Recorded recorded,
      Batch batch,
      long sequence,
      AcknowledgementSink.@Nullable Settlement settlement) {
    parts.sequences().written();
    Header header = dossier.header();
    Receipt receipt =
        new Receipt(
            recorded.entry().type(),
            header.messageId(),
            dossier.rawDigest(),
            null,
            sequence,
            recorded.entry().canonicalBytes(),
            recorded.index(),
            recorded.treeSize(),
            recorded.proof(),
            recorded.checkpoint());
    addRows(recorded.index(), batch, sequence, parts.receipts().write(receipt));
    if (settlement != null) {
      settlement.writes().add(recorded, batch);
    }
    if (!dossier.isAcknowledgement()) {
      batch.add(MessageStore.INSERT_UNROUTED, recorded.index());
      AcceptedMessage message = accepted(recorded.index());
      batch.afterCommit(() -> parts.accepted().handOver(message, dossier.raw().length));
    }
    return Answer.fresh(receipt);
  }

  private void addRows(long index, Batch batch, long sequence, byte[] receipt) {
    Header header = dossier.header();
    batch.add(
        MessageStore.INSERT_MESSAGE,
        index,
        dossier.sender().id().value(),
        header.messageId().toString(),
        header.serviceId(),
        header.version(),
        header.operation(),
        header.direction().name(),
        header.environment().name(),
        header.businessKey(),
        header.correlation().map(Object::toString).orElse(null),
        dossier.submission().door().label(),
        dossier.format(),
        dossier.rawDigest().toString(),
        sequence,
        dossier.receivedAt(),
        receipt);
    String file =
        dossier.submission() instanceof Submission.Feed feed
            ? feed.file().getFileName().toString()
            : null;
    batch.add(MessageStore.INSERT_RAW, index, stored, file);
    parts.bodies().keep(key, index, dossier.receivedAt(), batch);
    for (RevocationAnswer answer : dossier.standing().answers()) {
      parts.store().revocationAnswers().add(batch, answer);
    }
  }

  private AcceptedMessage accepted(long index) {
    return new AcceptedMessage(
        index,
        dossier.sender().id(),
        dossier.header(),
        dossier.payload(),
        dossier.format(),
        dossier.rawDigest(),
        dossier.submission().door(),
        dossier.receivedAt());
  }

  /** Key of idempotency. */
  record MessageKey(ParticipantId sender, io.kanhe.message.MessageId id) {}

  /** What every recording works with. */
  record Recording(
      MessageStore store,
      SenderSequences sequences,
      ReceiptFormat receipts,
      JdbcAcceptedMessages accepted,
      java.util.function.Supplier<@Nullable AcknowledgementSink> acknowledgements,
      Bodies bodies,
      String configurationVersion) {}
}
