package io.kanhe.admin.audit;

import io.kanhe.delivery.Deliveries;
import io.kanhe.delivery.DeliveryView;
import io.kanhe.intake.AcceptedMessages;
import io.kanhe.intake.MessageSearch;
import io.kanhe.intake.MessageView;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.Ledger;
import io.kanhe.ledger.ReceiptVerifier;
import io.kanhe.message.Digest;
import io.kanhe.message.MessageId;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.util.Map;
import java.util.Optional;

/** Compares one entry with the rows and bytes that it is about. */
final class EntryAudit {

  private static final String DELIVERY = "delivery.";

  private final Ledger ledger;
  private final MessageSearch messages;
  private final AcceptedMessages bodies;
  private final Deliveries deliveries;

  EntryAudit(
      Ledger ledger, MessageSearch messages, AcceptedMessages bodies, Deliveries deliveries) {
    this.ledger = ledger;
    this.messages = messages;
    this.bodies = bodies;
    this.deliveries = deliveries;
  }

  void check(long index) throws Difference {
    Entry entry = entry(index);
    switch (entry.type()) {
      case ACCEPTED, ACKNOWLEDGED, DECLINED -> message(index, entry);
      case ROUTED -> routed(index, entry);
      case HANDED_OVER, EXPIRED -> delivered(index, entry);
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
    try {
      // Reading compares the digest; bytes that were erased by rule are empty here.
      Optional<byte[]> bytes = bodies.raw(index);
      if (bytes.isEmpty()) {
        throw new Difference("body of entry " + index, "missing");
      }
    } catch (KanheException e) {
      if (e.code() == ErrorCode.INTERNAL) {
        throw new Difference("body of entry " + index, "not the bytes that came in");
      }
      throw e;
    }
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

  private DeliveryView delivery(long index, String id, String digest) throws Difference {
    String place = "delivery " + id;
    MessageId delivery = MessageId.parse(id);
    DeliveryView row =
        deliveries
            .find(delivery)
            .orElseThrow(() -> new Difference(place, "missing, but named by entry " + index));
    if (!row.bytesDigest().toString().equals(digest)) {
      throw new Difference(place, "the row has another digest than entry " + index);
    }
    Optional<byte[]> bytes = deliveries.bytes(delivery);
    if (bytes.isPresent() && !Digest.parse(digest).matches(bytes.get())) {
      throw new Difference(place, "not the bytes that were signed");
    }
    return row;
  }
}
