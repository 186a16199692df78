package io.kanhe.intake;

import io.kanhe.ledger.Change;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.Receipt;
import io.kanhe.ledger.Recorded;
import io.kanhe.message.Digest;
import io.kanhe.message.Header;
import io.kanhe.message.MessageId;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import java.sql.Connection;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The change that records a refusal: who connected, which bytes, which code. Sender and message id
 * stand in it only when a signature proved them.
 *
 * @param rawDigest {@code null} if the door refused before it had all bytes; then there is no
 *     receipt
 */
record RefusalRecording(
    Door door,
    @Nullable ParticipantId peer,
    Instant receivedAt,
    @Nullable Digest rawDigest,
    @Nullable Header verified,
    ErrorCode code,
    String detail,
    String traceId)
    implements Change<@Nullable Receipt> {

  /** Refusals touch nothing that another change looks at. */
  @Override
  public Object key() {
    return traceId;
  }

  @Override
  public Plan<@Nullable Receipt> plan(Connection transaction) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("code", Integer.toString(code.number()));
    facts.put("door", door.label());
    facts.put("traceId", traceId);
    if (peer != null) {
      facts.put("peer", peer.value());
    }
    if (rawDigest != null) {
      facts.put("rawDigest", rawDigest.toString());
    }
    if (verified != null) {
      facts.put("messageId", verified.messageId().toString());
      facts.put("sender", verified.sender().value());
    }
    return new Append<>(
        Entry.of(EntryType.REFUSED, receivedAt, facts),
        (recorded, batch) -> write(recorded.get(0), batch));
  }

  private @Nullable Receipt write(Recorded recorded, Batch batch) {
    MessageId id = verified == null ? null : verified.messageId();
    batch.add(
        MessageStore.INSERT_REFUSAL,
        recorded.index(),
        code.number(),
        door.label(),
        peer == null ? null : peer.value(),
        verified == null ? null : verified.sender().value(),
        id == null ? null : id.toString(),
        detail,
        traceId,
        receivedAt);
    if (rawDigest == null) {
      return null;
    }
    return new Receipt(
        EntryType.REFUSED,
        id,
        rawDigest,
        code.toString(),
        0,
        recorded.entry().canonicalBytes(),
        recorded.index(),
        recorded.treeSize(),
        recorded.proof(),
        recorded.checkpoint());
  }

  @Override
  public String toString() {
    return "RefusalRecording[" + code + " at " + door + ", trace " + traceId + "]";
  }
}
