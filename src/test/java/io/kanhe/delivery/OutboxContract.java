package io.kanhe.delivery;

import static io.kanhe.delivery.Participants.INSURER_A;
import static io.kanhe.delivery.Participants.INSURER_B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kanhe.intake.AcknowledgementSink.Settlement;
import io.kanhe.ledger.Change;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.EntryType;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.MessageId;
import io.kanhe.message.Uscc;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the outbox does on every database. */
abstract class OutboxContract {

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private OutboxFixture fixture;

  /** A new, migrated database. */
  abstract Database open();

  /** The plan of a query, as text that names the indexes used. */
  abstract String planOf(Connection connection, String sql, Object... arguments)
      throws SQLException;

  @BeforeEach
  void openDatabase() {
    fixture = new OutboxFixture(open());
  }

  @AfterEach
  void closeDatabase() {
    if (fixture != null) {
      fixture.database.close();
    }
  }

  @Test
  void readyDeliveriesComeByPriorityThenByAge() {
    Delivery old = fixture.add(INSURER_A, 4);
    Delivery young = fixture.add(INSURER_A, 4);
    Delivery urgent = fixture.add(INSURER_A, 9);
    fixture.add(INSURER_B, 9);

    assertThat(fixture.outbox.ready(INSURER_A, 10))
        .extracting(Due::id)
        .containsExactly(urgent.id(), old.id(), young.id());
    assertThat(fixture.outbox.ready(INSURER_A, 2)).hasSize(2);
  }

  @Test
  void aFailedDeliveryWaitsForItsMomentAndCarriesTheMark() {
    Delivery delivery = fixture.add(INSURER_A, 4);
    Instant again = fixture.clock.instant().plusSeconds(5);
    fixture.record(new DeliveryChange.Failed(delivery.id(), 0, ErrorCode.PARTNER_DOWN, again));

    assertThat(fixture.outbox.ready(INSURER_A, 10)).isEmpty();
    assertThat(fixture.outbox.timed(INSURER_A, again.minusMillis(1), 10)).isEmpty();
    assertThat(fixture.outbox.timed(INSURER_A, again, 10))
        .extracting(Due::id)
        .containsExactly(delivery.id());
    assertThat(fixture.outbox.nextTimed(INSURER_A, fixture.clock.instant())).contains(again);
    Delivery loaded = fixture.outbox.loadOpen(delivery.id()).orElseThrow();
    assertThat(loaded.possibleDuplicate()).isTrue();
    assertThat(loaded.attempts()).isEqualTo(1);
    assertThat(loaded.bytes()).isEqualTo(delivery.bytes());
    assertThat(fixture.view(delivery.id()).lastCode()).isEqualTo("5002 PARTNER_DOWN");
    assertThat(fixture.view(delivery.id()).nextAttemptAt()).isEqualTo(again);
  }

  @Test
  void aDeliveryHandedOverComesAgainUnlessAcknowledged() throws SQLException {
    Delivery first = handedOver(fixture.add(INSURER_A, 4));
    Delivery second = handedOver(fixture.add(INSURER_A, 4));
    settle(first, INSURER_A, Direction.ACK, first.bytesDigest());

    Instant later = fixture.clock.instant().plus(TEN_MINUTES);
    assertThat(fixture.outbox.timed(INSURER_A, later, 10))
        .extracting(Due::id)
        .containsExactly(second.id());
    assertThat(fixture.outbox.loadOpen(second.id()).orElseThrow().possibleDuplicate()).isTrue();
    assertThat(fixture.outbox.loadOpen(first.id())).isEmpty();
    DeliveryView view = fixture.view(first.id());
    assertThat(view.state()).isEqualTo(DeliveryState.ACKNOWLEDGED);
    assertThat(view.settledIndex()).isEqualTo(fixture.ledger.size() - 1);
    assertThat(view.possibleDuplicate()).isFalse();
  }

  @Test
  void anAcknowledgementThatOvertakesTheHandOverStands() throws SQLException {
    Delivery delivery = fixture.add(INSURER_A, 4);
    settle(delivery, INSURER_A, Direction.ACK, delivery.bytesDigest());
    handedOver(delivery);

    DeliveryView view = fixture.view(delivery.id());
    assertThat(view.state()).isEqualTo(DeliveryState.ACKNOWLEDGED);
    assertThat(view.handedOverAt()).isNotNull();
    assertThat(fixture.outbox.backlog()).isEmpty();
  }

  @Test
  void theSameAcknowledgementAgainIsFineAndTheContraryIsNot() throws SQLException {
    Delivery delivery = handedOver(fixture.add(INSURER_A, 4));
    settle(delivery, INSURER_A, Direction.ACK, delivery.bytesDigest());
    Long first = fixture.view(delivery.id()).settledIndex();

    assertThat(settle(delivery, INSURER_A, Direction.ACK, delivery.bytesDigest()).type())
        .isEqualTo(EntryType.ACKNOWLEDGED);
    assertThat(fixture.view(delivery.id()).settledIndex()).isEqualTo(first);
    assertRefused(
        ErrorCode.STATE_CONFLICT, delivery, INSURER_A, Direction.NACK, delivery.bytesDigest());
  }

  @Test
  void aNackDeclines() throws SQLException {
    Delivery delivery = handedOver(fixture.add(INSURER_A, 4));

    assertThat(settle(delivery, INSURER_A, Direction.NACK, delivery.bytesDigest()).type())
        .isEqualTo(EntryType.DECLINED);
    assertThat(fixture.view(delivery.id()).state()).isEqualTo(DeliveryState.DECLINED);
  }

  @Test
  void refusesAnAcknowledgementOfOtherBytesOrOfAnothersDelivery() {
    Delivery delivery = handedOver(fixture.add(INSURER_A, 4));

    Digest other = Digest.sha256("other".getBytes(StandardCharsets.UTF_8));
    assertRefused(ErrorCode.CONTENT_MISMATCH, delivery, INSURER_A, Direction.ACK, other);
    assertRefused(ErrorCode.NOT_FOUND, delivery, INSURER_B, Direction.ACK, delivery.bytesDigest());
    assertThat(fixture.view(delivery.id()).state()).isEqualTo(DeliveryState.HANDED_OVER);
  }

  @Test
  void takesTheAcknowledgementOfEverySignedFormOfADelivery() throws SQLException {
    for (boolean former : new boolean[] {true, false}) {
      Delivery first = handedOver(fixture.add(INSURER_A, 4));
      Delivery second = renew(first, "a second form " + former);
      Digest acknowledged = former ? first.bytesDigest() : second.bytesDigest();

      assertThat(fixture.outbox.loadOpen(first.id()).orElseThrow().bytes())
          .isEqualTo(second.bytes());
      assertThat(fixture.outbox.formers(first.id()))
          .extracting(Deliveries.Former::bytesDigest)
          .containsExactly(first.bytesDigest());
      assertThat(fixture.outbox.renewals(first.ledgerIndex()))
          .containsExactly(fixture.outbox.formers(first.id()).get(0).renewedIndex());
      assertThat(settle(first, INSURER_A, Direction.ACK, acknowledged).facts())
          .containsEntry("deliveredDigest", acknowledged.toString());
      assertThat(fixture.view(first.id()).state()).isEqualTo(DeliveryState.ACKNOWLEDGED);
    }
  }

  @Test
  void aDeliveryIsNotSignedAnewOnceItIsSettledOrInAnotherFormByThen() throws SQLException {
    Delivery first = handedOver(fixture.add(INSURER_A, 4));
    Delivery second = renew(first, "a second form");
    renew(first, "a third form, made at the same time as the second");
    settle(first, INSURER_A, Direction.ACK, second.bytesDigest());
    renew(second, "a form of what is settled");

    assertThat(fixture.ledger.entries(EntryType.RENEWED)).hasSize(1);
    assertThat(fixture.view(first.id()).bytesDigest()).isEqualTo(second.bytesDigest());
  }

  private Delivery renew(Delivery delivery, String form) {
    byte[] bytes = form.getBytes(StandardCharsets.UTF_8);
    Delivery renewed = delivery.signedAnew(bytes, Digest.sha256(bytes));
    fixture.record(new Renewed(delivery, fixture.sealed(renewed), fixture.clock.instant()));
    return renewed;
  }

  @Test
  void anExpiredDeliveryIsFinalForLaterCommits() throws SQLException {
    Delivery delivery = handedOver(fixture.add(INSURER_A, 4));
    Instant end = delivery.deadline();
    assertThat(fixture.outbox.overdue(end.minusMillis(1), 10)).isEmpty();
    assertThat(fixture.outbox.overdue(end, 10))
        .extracting(JdbcOutbox.Overdue::id)
        .containsExactly(delivery.id());

    fixture.record(new DeliveryChange.Expired(delivery, end, java.util.Optional.empty()));
    fixture.record(new DeliveryChange.Expired(delivery, end, java.util.Optional.empty()));

    assertThat(fixture.ledger.entries(EntryType.EXPIRED)).hasSize(1);
    assertThat(fixture.outbox.overdue(end, 10)).isEmpty();
    assertRefused(
        ErrorCode.STATE_CONFLICT, delivery, INSURER_A, Direction.ACK, delivery.bytesDigest());
  }

  @Test
  void afterAStopEveryOpenDeliveryIsAPossibleDuplicate() throws SQLException {
    Delivery pending = fixture.add(INSURER_A, 4);
    Delivery waiting = handedOver(fixture.add(INSURER_B, 4));
    Delivery settled = handedOver(fixture.add(INSURER_B, 4));
    settle(settled, INSURER_B, Direction.ACK, settled.bytesDigest());

    assertThat(fixture.outbox.markOpenAsPossibleDuplicates()).isEqualTo(2);
    assertThat(fixture.view(pending.id()).possibleDuplicate()).isTrue();
    assertThat(fixture.view(waiting.id()).possibleDuplicate()).isTrue();
    assertThat(fixture.view(settled.id()).possibleDuplicate()).isFalse();
    assertThat(fixture.outbox.markOpenAsPossibleDuplicates()).isZero();
  }

  @Test
  void aChangeRepeatedAfterALostAnswerRecognisesItself() {
    Delivery delivery = fixture.add(INSURER_A, 4);
    Instant now = fixture.clock.instant();
    DeliveryChange change = new DeliveryChange.HandedOver(delivery, now, now.plus(TEN_MINUTES));
    fixture.record(change);
    fixture.record(change.repeated());

    assertThat(fixture.ledger.entries(EntryType.HANDED_OVER)).hasSize(1);
    assertThat(fixture.view(delivery.id()).attempts()).isEqualTo(1);
  }

  @Test
  void tellsTheBacklogPerRecipientAndTheDeliveriesOfAMessage() {
    Delivery delivery = fixture.add(INSURER_A, 4);
    fixture.clock.advance(Duration.ofMinutes(1));
    fixture.add(INSURER_A, 4);

    assertThat(fixture.outbox.backlog())
        .containsOnlyKeys(INSURER_A)
        .containsEntry(INSURER_A, new Deliveries.Backlog(2, delivery.createdAt()));
    assertThat(fixture.outbox.of(delivery.ledgerIndex()))
        .singleElement()
        .satisfies(view -> assertThat(view.bytesDigest()).isEqualTo(delivery.bytesDigest()));
    assertThat(fixture.outbox.bytes(delivery.id())).contains(delivery.bytes());
  }

  @Test
  void bytesInAnotherDeliverysPlaceAreNotHandedOver() {
    Delivery first = fixture.add(INSURER_A, 0);
    Delivery second = fixture.add(INSURER_A, 0);
    fixture.run(
        "UPDATE outgoing SET bytes = (SELECT bytes FROM outgoing WHERE delivery_id = '"
            + second.id()
            + "') WHERE delivery_id = '"
            + first.id()
            + "'");
    Delivery loaded = fixture.outbox.loadOpen(first.id()).orElseThrow();
    assertThat(loaded.bytesDigest().matches(loaded.bytes())).isFalse();
    assertThat(fixture.outbox.bytes(first.id())).isEmpty();
    assertThat(fixture.outbox.bytes(second.id())).contains(second.bytes());
  }

  @Test
  void findsWorkByIndexHoweverManyArePending() {
    List<Delivery> many = new ArrayList<>();
    IntStream.range(0, 10_000).forEach(i -> many.add(fixture.delivery(INSURER_A, 4)));
    fixture.addAll(many);
    fixture.run("ANALYZE");

    assertPlan("delivery_ready", OutboxSql.READY, "insurer-a", 64);
    assertPlan("delivery_timed", OutboxSql.TIMED, "insurer-a", fixture.clock.millis(), 64);
    assertPlan("delivery_timed", OutboxSql.NEXT_TIMED, "insurer-a", fixture.clock.millis());
    assertPlan("delivery_deadline", OutboxSql.OVERDUE, fixture.clock.millis(), 100);
  }

  private void assertPlan(String index, String sql, Object... arguments) {
    String plan = fixture.database.read(connection -> planOf(connection, sql, arguments));
    assertThat(plan)
        .contains(index)
        .doesNotContainIgnoringCase("sort")
        .doesNotContain("TEMP B-TREE");
  }

  private Delivery handedOver(Delivery delivery) {
    Instant now = fixture.clock.instant();
    fixture.record(new DeliveryChange.HandedOver(delivery, now, now.plus(TEN_MINUTES)));
    return delivery;
  }

  private void assertRefused(
      ErrorCode code,
      Delivery delivery,
      ParticipantId recipient,
      Direction direction,
      Digest digest) {
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(() -> settle(delivery, recipient, direction, digest))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  private Settlement settle(
      Delivery delivery, ParticipantId recipient, Direction direction, Digest digest)
      throws SQLException {
    DeliveryAcknowledgements sink = new DeliveryAcknowledgements(fixture.clock);
    Settlement settlement =
        fixture.database.read(
            connection ->
                sink.settle(
                    connection,
                    recipient,
                    acknowledgement(delivery.id(), direction),
                    document(digest)));
    fixture.record(
        new Change<Settlement>() {
          @Override
          public Object key() {
            return delivery.id();
          }

          @Override
          public Plan<Settlement> plan(Connection transaction) {
            return new Append<>(
                Entry.of(settlement.type(), fixture.clock.instant(), settlement.facts()),
                (recorded, batch) -> {
                  settlement.writes().add(recorded.get(0), batch);
                  return settlement;
                });
          }
        });
    return settlement;
  }

  private Header acknowledgement(MessageId delivered, Direction direction) {
    byte[] nothing = new byte[0];
    return Header.builder("kanhe.acknowledgement", "acknowledge", "1.0", direction)
        .sender(new Uscc("91331000TEXT000A0M"))
        .sentTime(OffsetDateTime.ofInstant(fixture.clock.instant(), ZoneOffset.ofHours(8)))
        .correlationId(delivered)
        .payloadDigest(Digest.sha256(nothing))
        .build();
  }

  private static byte[] document(Digest digest) {
    String xml =
        "<k:Acknowledgement xmlns:k=\"urn:kanhe:envelope:1\"><k:deliveredDigest algorithm=\"SHA-256\">"
            + digest.hex()
            + "</k:deliveredDigest></k:Acknowledgement>";
    return xml.getBytes(StandardCharsets.UTF_8);
  }

  static String explain(Connection connection, String sql, Object... arguments)
      throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        int last = row.getMetaData().getColumnCount();
        while (row.next()) {
          plan.append(row.getString(last)).append('\n');
        }
      }
    }
    return plan.toString();
  }
}
