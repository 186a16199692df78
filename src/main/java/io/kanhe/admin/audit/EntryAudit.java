package io.kanhe.admin.audit;

import io.kanhe.delivery.Deliveries;
import io.kanhe.delivery.DeliveryView;
import io.kanhe.intake.AcceptedMessages;
import io.kanhe.intake.MessageSearch;
import io.kanhe.intake.MessageView;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.EvidenceVerifier;
import io.kanhe.ledger.Ledger;
import io.kanhe.ledger.ReceiptVerifier;
import io.kanhe.message.Digest;
import io.kanhe.message.MessageId;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.retention.Erasures.Erased;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/** Compares one entry with the rows and bytes that it is about. */
final class EntryAudit {

  private static final String DELIVERY = "delivery.";

  private final Ledger ledger;
  private final MessageSearch messages;
  private final AcceptedMessages bodies;
  private final Deliveries deliveries;
  private final LongFunction<Optional<Erased>> erasures;

  /**
   * @param erasures what is known of the erasure of the message of an entry
   */
  EntryAudit(
      Ledger ledger,
      MessageSearch messages,
      AcceptedMessages bodies,
      Deliveries deliveries,
      LongFunction<Optional<Erased>> erasures) {
    this.ledger = ledger;
    this.messages = messages;
    this.bodies = bodies;
    this.deliveries = deliveries;
    this.erasures = erasures;
  }

  void check(long index) throws Difference {
    Entry entry = entry(index);
    switch (entry.type()) {
      case ACCEPTED, ACKNOWLEDGED, DECLINED -> message(index, entry);
      case ROUTED -> routed(index, entry);
      case HANDED_OVER, EXPIRED, RENEWED -> delivered(index, entry);
      case ERASED -> erased(index, entry);
      case REFUSED, READ, ADMINISTERED, AUDITED, ALARM -> {
        // Nothing else is stored that such an entry promises.
      }
    }
  }

  private Entry entry(long index) throws Difference {
    try {
      byte[] bytes =
          ledger.entry(index).orElseThrow(() -> new Difference("entry " + index, "missing"));
      return Entry.parse(bytes);
    } catch (KanheException e) {
      if (e.code() == ErrorCode.MALFORMED) {
        throw new Difference("entry " + index, "not in canonical form");
      }
      throw new Difference("entry " + index, "not the bytes that were recorded");
    }
  }

  private void message(long index, Entry entry) throws Difference {
    String id = entry.facts().get(ReceiptVerifier.FACT_MESSAGE_ID);
    String digest = entry.facts().get(ReceiptVerifier.FACT_RAW_DIGEST);
    if (id == null || digest == null) {
      return;
    }
    String place = "message of entry " + index;
    MessageView row =
        messages
            .byLedgerIndex(index)
            .orElseThrow(() -> new Difference(place, "the row is missing"));
    if (!row.messageId().toString().equals(id) || !row.rawDigest().equals(digest)) {
      throw new Difference(place, "the row has another id or digest than the entry");
    }
    Optional<String> fault = bodyFault(index);
    // Looked up after the body: one that goes meanwhile is erased by then.
    Optional<Erased> erased = erasures.apply(index);
    if (erased.isPresent()) {
      requireErasure(index, digest, erased.get());
    } else if (fault.isPresent()) {
      throw new Difference(body(index), fault.get());
    }
  }

  /** Reading compares the digest. */
  private Optional<String> bodyFault(long index) {
    try {
      return bodies.raw(index).isPresent() ? Optional.empty() : Optional.of("missing");
    } catch (KanheException e) {
      if (e.code() == ErrorCode.INTERNAL) {
        return Optional.of("not the bytes that came in");
      }
      throw e;
    }
  }

  /** Attack: a body is deleted, and a row says that it was erased by rule. */
  private void requireErasure(long index, String rawDigest, Erased erased) throws Difference {
    Entry entry = entry(erased.entry());
    boolean same =
        entry.type() == EntryType.ERASED
            && Long.toString(index).equals(entry.facts().get(EvidenceVerifier.FACT_ACCEPTED_INDEX))
            && rawDigest.equals(entry.facts().get(ReceiptVerifier.FACT_RAW_DIGEST));
    if (!same) {
      throw new Difference(
          body(index), "missing, and entry " + erased.entry() + " is not about its erasure");
    }
  }

  private void erased(long index, Entry entry) throws Difference {
    String about = entry.facts().get(EvidenceVerifier.FACT_ACCEPTED_INDEX);
    if (about == null) {
      return;
    }
    long accepted = Long.parseLong(about);
    if (erasures.apply(accepted).filter(row -> row.entry() == index).isEmpty()) {
      throw new Difference("erasure of entry " + index, "the row is missing or names another");
    }
    if (!bodyFault(accepted).equals(Optional.of("missing"))) {
      throw new Difference(body(accepted), "still stored after entry " + index + " erased it");
    }
  }

  private static String body(long index) {
    return "body of entry " + index;
  }

  /** Facts {@code delivery.N}: id, recipient, label and digest, joined by bars. */
  private void routed(long index, Entry entry) throws Difference {
    for (Map.Entry<String, String> fact : entry.facts().entrySet()) {
      if (fact.getKey().startsWith(DELIVERY)) {
        String[] parts = fact.getValue().split("\\|");
        DeliveryView row = delivery(index, parts[0], parts[parts.length - 1]);
        if (row.routedIndex() != index || !row.recipient().value().equals(parts[1])) {
          throw new Difference(
              "delivery " + parts[0],
              "the row names another entry or recipient than entry " + index);
        }
      }
    }
  }

  private void delivered(long index, Entry entry) throws Difference {
    String id = entry.facts().get("delivery");
    String digest = entry.facts().get("deliveredDigest");
    if (id != null && digest != null) {
      delivery(index, id, digest);
    }
  }

  /** A delivery may be signed anew between two of the reads, so a difference is looked at twice. */
  private DeliveryView delivery(long index, String id, String digest) throws Difference {
    try {
      return asRecorded(index, id, digest);
    } catch (Difference e) {
      return asRecorded(index, id, digest);
    }
  }

  private DeliveryView asRecorded(long index, String id, String digest) throws Difference {
    String place = "delivery " + id;
    MessageId delivery = MessageId.parse(id);
    DeliveryView row =
        deliveries
            .find(delivery)
            .orElseThrow(() -> new Difference(place, "missing, but named by entry " + index));
    String newest = newestForm(delivery, index, digest);
    if (!row.bytesDigest().toString().equals(newest)) {
      throw new Difference(place, "the row has another digest than entry " + index);
    }
    Optional<byte[]> bytes = deliveries.bytes(delivery);
    boolean signed = bytes.filter(Digest.parse(newest)::matches).isPresent();
    if (!signed && (bytes.isPresent() || erasures.apply(row.ledgerIndex()).isEmpty())) {
      throw new Difference(place, "not the bytes that were signed");
    }
    return row;
  }

  /**
   * The digest of the form that took the place of the one that entry {@code index} names, or its
   * own. Attack: stored bytes are replaced, and a row says that they were signed anew; so every
   * step has to be an entry.
   */
  private String newestForm(MessageId delivery, long index, String digest) throws Difference {
    String form = digest;
    for (Deliveries.Former former : deliveries.formers(delivery)) {
      if (former.renewedIndex() > index && former.bytesDigest().toString().equals(form)) {
        Entry entry = entry(former.renewedIndex());
        boolean same =
            entry.type() == EntryType.RENEWED
                && delivery.toString().equals(entry.facts().get("delivery"))
                && form.equals(entry.facts().get("formerDigest"));
        if (!same) {
          throw new Difference(
              "delivery " + delivery,
              "entry " + former.renewedIndex() + " is not about its new signature");
        }
        form = entry.facts().getOrDefault("deliveredDigest", "");
      }
    }
    return form;
  }
}
