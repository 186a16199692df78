package io.kanhe.admin.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kanhe.delivery.Deliveries;
import io.kanhe.delivery.DeliveryState;
import io.kanhe.delivery.DeliveryView;
import io.kanhe.intake.MessageView;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.EntryType;
import io.kanhe.message.Digest;
import io.kanhe.message.MessageId;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import io.kanhe.retention.Erasures.Erased;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EntryAuditTest {

  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private static final byte[] RAW = {1, 2, 3};
  private static final byte[] SIGNED = {4, 5, 6};
  private static final ParticipantId INSURER = new ParticipantId("insurer-a");

  private final AuditStores stores = new AuditStores();
  private final MessageId message = MessageId.random();
  private final MessageId delivery = MessageId.random();
  private long accepted;
  private long routed;
  private long handedOver;

  @BeforeEach
  void fill() {
    String raw = Digest.sha256(RAW).toString();
    String signed = Digest.sha256(SIGNED).toString();
    accepted =
        stores.add(
            Entry.of(
                EntryType.ACCEPTED,
                NOW,
                Map.of("messageId", message.toString(), "rawDigest", raw)));
    routed =
        stores.add(
            Entry.of(
                EntryType.ROUTED,
                NOW,
                Map.of("delivery.0", delivery + "|insurer-a|alert|" + signed)));
    handedOver =
        stores.add(
            Entry.of(
                EntryType.HANDED_OVER,
                NOW,
                Map.of("delivery", delivery.toString(), "deliveredDigest", signed)));
    stores.rows.put(accepted, row(raw));
    stores.bodies.put(accepted, RAW);
    stores.deliveries.put(delivery, delivery(INSURER, Digest.sha256(SIGNED)));
    stores.outgoing.put(delivery, SIGNED);
  }

  @Test
  void findsNothingWhereAllStoresSayTheSame() {
    for (long index = 0; index < stores.entries.size(); index++) {
      long each = index;
      assertThatCode(() -> stores.audit().check(each)).doesNotThrowAnyException();
    }
  }

  @Test
  void followsADeliveryThroughItsSignatures() {
    byte[] anew = {7, 8, 9};
    long renewed = renewed(anew);

    assertThatCode(() -> stores.audit().check(routed)).doesNotThrowAnyException();
    assertThatCode(() -> stores.audit().check(handedOver)).doesNotThrowAnyException();
    assertThatCode(() -> stores.audit().check(renewed)).doesNotThrowAnyException();

    stores.outgoing.put(delivery, SIGNED);
    assertThat(placeAt(routed)).isEqualTo("delivery " + delivery);
  }

  /** Attack: other bytes are stored, and a row says that they are a new signature. */
  @Test
  void namesTheDeliveryWhoseNewSignatureHasNoEntry() {
    byte[] anew = {7, 8, 9};
    renewed(anew);
    stores.formers.put(
        delivery, List.of(new Deliveries.Former(Digest.sha256(SIGNED), handedOver + 2)));
    stores.add(Entry.of(EntryType.READ, NOW, Map.of()));

    assertThat(placeAt(routed)).isEqualTo("delivery " + delivery);
  }

  private long renewed(byte[] anew) {
    long index =
        stores.add(
            Entry.of(
                EntryType.RENEWED,
                NOW,
                Map.of(
                    "delivery", delivery.toString(),
                    "deliveredDigest", Digest.sha256(anew).toString(),
                    "formerDigest", Digest.sha256(SIGNED).toString())));
    stores.formers.put(delivery, List.of(new Deliveries.Former(Digest.sha256(SIGNED), index)));
    stores.deliveries.put(delivery, delivery(INSURER, Digest.sha256(anew)));
    stores.outgoing.put(delivery, anew);
    return index;
  }

  @Test
  void namesTheMessageWhoseRowIsMissingOrHasAnotherDigest() {
    stores.rows.put(accepted, row(Digest.sha256(SIGNED).toString()));
    assertThat(placeAt(accepted)).isEqualTo("message of entry " + accepted);
    stores.rows.clear();
    assertThat(placeAt(accepted)).isEqualTo("message of entry " + accepted);
  }

  @Test
  void namesTheBodyThatIsMissingOrAltered() {
    stores.altered = accepted;
    assertThat(placeAt(accepted)).isEqualTo("body of entry " + accepted);
    stores.altered = -1;
    stores.bodies.clear();
    assertThat(placeAt(accepted)).isEqualTo("body of entry " + accepted);
  }

  @Test
  void namesTheDeliveryThatIsMissingOfAnotherRecipientOrOtherBytes() {
    stores.deliveries.put(
        delivery, delivery(new ParticipantId("insurer-b"), Digest.sha256(SIGNED)));
    assertThat(placeAt(routed)).isEqualTo("delivery " + delivery);
    stores.deliveries.put(delivery, delivery(INSURER, Digest.sha256(RAW)));
    assertThat(placeAt(handedOver)).isEqualTo("delivery " + delivery);
    stores.deliveries.put(delivery, delivery(INSURER, Digest.sha256(SIGNED)));
    stores.outgoing.put(delivery, RAW);
    assertThat(placeAt(routed)).isEqualTo("delivery " + delivery);
    stores.deliveries.clear();
    assertThat(placeAt(routed)).isEqualTo("delivery " + delivery);
  }

  @Test
  void namesTheDeliveryWhoseBytesAreMissing() {
    stores.outgoing.clear();
    assertThat(placeAt(routed)).isEqualTo("delivery " + delivery);
  }

  @Test
  void findsNothingWhereABodyWasErasedAndItsEntrySaysSo() {
    erase(erasureOf(accepted, RAW));
    findsNothingWhereAllStoresSayTheSame();
  }

  @Test
  void namesTheBodyWhoseErasureNoEntryExplains() {
    erase(erasureOf(accepted, SIGNED));
    assertThat(placeAt(accepted)).isEqualTo("body of entry " + accepted);
    erase(erasureOf(99, RAW));
    assertThat(placeAt(accepted)).isEqualTo("body of entry " + accepted);
    erase(routed);
    assertThat(placeAt(accepted)).isEqualTo("body of entry " + accepted);
  }

  @Test
  void namesTheBodyThatIsStoredAfterItsErasure() {
    long erasure = erasureOf(accepted, RAW);
    assertThat(placeAt(erasure)).isEqualTo("erasure of entry " + erasure);
    erase(erasure);
    stores.bodies.put(accepted, RAW);
    assertThat(placeAt(erasure)).isEqualTo("body of entry " + accepted);
  }

  @Test
  void namesTheEntryThatIsMissingOrNotCanonical() {
    stores.entries.set((int) accepted, new byte[] {'{', '}'});
    assertThat(placeAt(accepted)).isEqualTo("entry " + accepted);
    assertThat(placeAt(99)).isEqualTo("entry 99");
  }

  private long erasureOf(long index, byte[] raw) {
    return stores.add(
        Entry.of(
            EntryType.ERASED,
            NOW,
            Map.of(
                "acceptedIndex",
                Long.toString(index),
                "rawDigest",
                Digest.sha256(raw).toString())));
  }

  private void erase(long entry) {
    stores.bodies.clear();
    stores.outgoing.clear();
    stores.erased.put(accepted, new Erased(entry, NOW, "on-demand"));
  }

  private String placeAt(long index) {
    Difference found = catchThrowableOfType(Difference.class, () -> stores.audit().check(index));
    return found == null ? "nothing" : found.place();
  }

  private MessageView row(String rawDigest) {
    return AuditStores.row(accepted, message, rawDigest);
  }

  private DeliveryView delivery(ParticipantId recipient, Digest digest) {
    return new DeliveryView(
        delivery,
        accepted,
        recipient,
        Door.SOAP,
        "alert",
        DeliveryState.HANDED_OVER,
        1,
        false,
        5,
        NOW,
        NOW,
        null,
        NOW,
        null,
        digest,
        null,
        routed,
        handedOver,
        null);
  }
}
