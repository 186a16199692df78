package io.kanhe.delivery;

import static io.kanhe.delivery.Participants.BUREAU;
import static io.kanhe.delivery.Participants.INSURER_A;
import static io.kanhe.delivery.Participants.INSURER_B;
import static io.kanhe.delivery.Participants.INSURER_C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kanhe.catalogue.TestCatalogue;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.ledger.EntryType;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.MessageId;
import io.kanhe.message.Origin;
import io.kanhe.message.Payload;
import io.kanhe.message.Uscc;
import io.kanhe.participant.Agreement;
import io.kanhe.participant.Agreements;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerConsignorTest {

  private static final long INDEX = 41;
  private static final byte[] RAW = "as it came in".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private final Participants registry = new Participants();
  private final Set<String> allowed = new HashSet<>();
  private final List<Header> sealed = new ArrayList<>();
  private final List<String> payloads = new ArrayList<>();
  private final List<ParticipantId> woken = new ArrayList<>();
  private OutboxFixture fixture;
  private LedgerConsignor consignor;

  @BeforeEach
  void open() {
    fixture = new OutboxFixture(Stores.sqlite(folder));
    fixture.unrouted(INDEX);
    List.of(INSURER_A, INSURER_B, INSURER_C).forEach(to -> allow(BUREAU, "ew.alert", to));
    consignor =
        new LedgerConsignor(
            registry,
            new DeliveryPermission(registry, TestCatalogue.ofRepository(), new ListedAgreements()),
            List.of(new RecordingSeal(Door.MQ), new RecordingSeal(Door.SOAP)),
            fixture.ledger,
            (recipient, priority) -> woken.add(recipient),
            new QueryAnswers(
                fixture.queries(),
                fixture.queryDesk(),
                index -> Optional.empty(),
                (version, header, payload, action, created) -> bytes("answer")),
            fixture.bodies,
            (message, consignment, recipient) -> consignment.payload(),
            Duration.ofHours(72),
            fixture.clock);
  }

  @AfterEach
  void close() {
    fixture.database.close();
  }

  @Test
  void makesOneSignedDeliveryPerRecipientAndOneEntry() {
    commit(message(Environment.Actual, null), alert(INSURER_A), alert(INSURER_B));

    assertThat(fixture.outbox.of(INDEX))
        .extracting(view -> view.recipient() + " " + view.door() + " " + view.state())
        .containsExactly("insurer-a SOAP PENDING", "insurer-b MQ PENDING");
    assertThat(woken).containsExactly(INSURER_A, INSURER_B);
    DeliveryView first = fixture.outbox.of(INDEX).get(0);
    assertThat(fixture.outbox.bytes(first.id()).orElseThrow())
        .satisfies(bytes -> assertThat(first.bytesDigest().matches(bytes)).isTrue());
    assertThat(fixture.ledger.entries(EntryType.ROUTED))
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.facts())
                    .containsEntry("acceptedIndex", "41")
                    .containsEntry("routes", "alert-cap@1 impact@2")
                    .containsEntry(
                        "delivery.0", first.id() + "|insurer-a|alert|" + first.bytesDigest())
                    .containsKey("delivery.1")
                    .doesNotContainKey("denied.0"));
  }

  @Test
  void theOutgoingHeaderNamesTheGatewayAsSenderAndTheOriginal() {
    AcceptedMessage message = message(Environment.Actual, null);
    commit(message, alert(INSURER_B));

    assertThat(sealed)
        .singleElement()
        .satisfies(
            header -> {
              assertThat(header.messageId()).isEqualTo(MessageId.named("41|insurer-b|alert"));
              assertThat(header.sender()).isEqualTo(registry.gateway().uscc());
              assertThat(header.receivers()).containsExactly(new Uscc("91331000TEXT000B9J"));
              assertThat(header.correlationId()).isEqualTo(message.header().messageId());
              assertThat(header.businessKey()).isEqualTo("ALERT-1");
              assertThat(header.agreementId()).isEqualTo("AG-1");
              assertThat(header.purposeCode()).isEqualTo("P1");
              assertThat(header.priority()).isEqualTo(9);
              assertThat(header.expiresTime().toInstant())
                  .isEqualTo(fixture.clock.instant().plus(Duration.ofHours(72)));
              assertThat(header.origin())
                  .isEqualTo(
                      new Origin(
                          message.header().sender(),
                          message.header().messageId(),
                          message.rawDigest(),
                          INDEX,
                          true));
            });
    assertThat(payloads).containsExactly("<a/>");
  }

  @Test
  void leavesOutWhomNoAgreementAllowsAndNamesThem() {
    allowed.clear();
    allow(BUREAU, "ew.alert", INSURER_A);
    commit(message(Environment.Actual, null), alert(INSURER_A), alert(INSURER_B));

    assertThat(fixture.outbox.of(INDEX))
        .extracting(DeliveryView::recipient)
        .containsExactly(INSURER_A);
    assertThat(fixture.ledger.entries(EntryType.ROUTED).get(0).facts())
        .containsEntry("denied.0", "insurer-b|alert|3001 NO_AGREEMENT");
  }

  @Test
  void anExerciseNeverReachesAParticipantThatTakesOnlyActual() {
    commit(message(Environment.Exercise, null), alert(INSURER_B), alert(INSURER_C));

    assertThat(fixture.outbox.of(INDEX))
        .extracting(DeliveryView::recipient)
        .containsExactly(INSURER_B);
    assertThat(sealed).extracting(Header::environment).containsExactly(Environment.Exercise);
    assertThat(fixture.ledger.entries(EntryType.ROUTED).get(0).facts())
        .containsEntry("denied.0", "insurer-c|alert|3007 ENVIRONMENT_NOT_ALLOWED");
  }

  @Test
  void anAnswerOfTheGatewayNeedsAnAgreementOfTheGateway() {
    Consignment answer =
        new Consignment(
            INSURER_B,
            "AlertImpact",
            "ew.alert",
            "impact",
            "1.0",
            Direction.EVENT,
            bytes("<i/>"),
            true,
            4);
    commit(message(Environment.Actual, null), answer);
    assertThat(fixture.outbox.of(INDEX)).isEmpty();

    fixture.unrouted(INDEX);
    allow(registry.gateway().id(), "ew.alert", INSURER_B);
    commit(message(Environment.Actual, null), answer);
    assertThat(fixture.outbox.of(INDEX)).hasSize(1);
  }

  @Test
  void aRepeatedCommitChangesNothing() {
    AcceptedMessage message = message(Environment.Actual, null);
    commit(message, alert(INSURER_A));
    commit(message, alert(INSURER_A));

    assertThat(fixture.ledger.entries(EntryType.ROUTED)).hasSize(1);
    assertThat(fixture.outbox.of(INDEX)).hasSize(1);
  }

  @Test
  void aMessageForTheGatewayAloneIsRoutedWithoutDeliveries() {
    commit(message(Environment.Actual, null));

    assertThat(fixture.ledger.entries(EntryType.ROUTED)).hasSize(1);
    assertThat(woken).isEmpty();
  }

  @Test
  void theSendersExpiryBoundsTheDeadline() {
    OffsetDateTime soon = fixture.clock.instant().plusSeconds(3600).atOffset(ZoneOffset.ofHours(8));
    commit(message(Environment.Actual, soon), alert(INSURER_B));

    assertThat(fixture.outbox.of(INDEX).get(0).deadline()).isEqualTo(soon.toInstant());
  }

  @Test
  void refusesTwoDeliveriesOfOneLabelToOneRecipient() {
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(
            () -> commit(message(Environment.Actual, null), alert(INSURER_A), alert(INSURER_A)))
        .withCauseInstanceOf(KanheException.class)
        .satisfies(
            e ->
                assertThat(((KanheException) e.getCause()).code())
                    .isEqualTo(ErrorCode.CONFIGURATION_INVALID));
  }

  private void commit(AcceptedMessage message, Consignment... consignments) {
    consignor.commit(message, List.of("alert-cap@1", "impact@2"), List.of(consignments)).join();
  }

  private void allow(ParticipantId from, String service, ParticipantId to) {
    allowed.add(from + " " + service + " " + to);
  }

  private static Consignment alert(ParticipantId recipient) {
    byte[] payload = bytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a/>\n");
    return new Consignment(
        recipient, "alert", "ew.alert", "publish", "1.0", Direction.EVENT, payload, true, 9);
  }

  private AcceptedMessage message(Environment environment, OffsetDateTime expires) {
    Header header =
        Header.builder("ew.alert", "publish", "1.0", Direction.EVENT)
            .messageId(MessageId.named("original"))
            .sender(new Uscc("12331000TEXT000177"))
            .receiver(registry.gateway().uscc())
            .sentTime(fixture.clock.instant().atOffset(ZoneOffset.ofHours(8)))
            .expiresTime(expires)
            .businessKey("ALERT-1")
            .purpose("P1", "LB-LAW")
            .agreementId("AG-1")
            .environment(environment)
            .payloadDigest(Digest.sha256(bytes("<a/>")))
            .build();
    return new AcceptedMessage(
        INDEX,
        BUREAU,
        header,
        new Payload.Inline(bytes("<a/>")),
        "native",
        Digest.sha256(RAW),
        Door.MQ,
        fixture.clock.instant());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private final class ListedAgreements implements Agreements {

    @Override
    public List<Agreement> inForce(ParticipantId sender, String serviceId, LocalDate day) {
      return List.of();
    }

    @Override
    public List<Agreement> all() {
      return List.of();
    }

    @Override
    public boolean allows(
        ParticipantId sender, String serviceId, ParticipantId recipient, LocalDate day) {
      return allowed.contains(sender + " " + serviceId + " " + recipient);
    }
  }

  private final class RecordingSeal implements OutgoingSeal {

    private final Door door;

    RecordingSeal(Door door) {
      this.door = door;
    }

    @Override
    public Door door() {
      return door;
    }

    @Override
    public byte[] seal(HeaderBuilder header, byte[] payload) {
      Header complete = header.payloadDigest(Digest.sha256(payload)).build();
      sealed.add(complete);
      payloads.add(new String(payload, StandardCharsets.UTF_8));
      return bytes("signed " + complete.messageId());
    }
  }
}
