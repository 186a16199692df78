package io.kanhe.delivery;

import static io.kanhe.delivery.Participants.INSURER_A;
import static io.kanhe.delivery.Participants.INSURER_B;
import static io.kanhe.delivery.Participants.INSURER_C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kanhe.intake.Intake;
import io.kanhe.intake.Outcome;
import io.kanhe.intake.Submission;
import io.kanhe.ledger.EntryType;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheProperties.DeliverySettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DispatcherTest {

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration MAX_RETRY = Duration.ofMinutes(5);
  private static final Duration ACKNOWLEDGEMENT_TIMEOUT = Duration.ofMinutes(10);
  private static final int WIDTH = 2;

  @TempDir Path folder;

  private final ScriptedDoor door = new ScriptedDoor(Door.MQ);
  private final List<Submission> answers = new CopyOnWriteArrayList<>();
  private OutboxFixture fixture;
  private CountingDatabase database;
  private Dispatcher dispatcher;

  @BeforeEach
  void open() {
    database = new CountingDatabase(Stores.sqlite(folder));
    fixture = new OutboxFixture(database);
    dispatcher = newDispatcher();
  }

  @AfterEach
  void close() {
    List.of(INSURER_A, INSURER_B, INSURER_C).forEach(door::recover);
    dispatcher.stop();
    database.close();
  }

  @Test
  void handsACommittedDeliveryOverAndRecordsIt() {
    dispatcher.start();
    Delivery delivery = commit(INSURER_A, 4);

    soon(() -> assertState(delivery, DeliveryState.HANDED_OVER));
    assertThat(door.seen())
        .singleElement()
        .satisfies(
            seen -> {
              assertThat(seen.bytes()).isEqualTo(delivery.bytes());
              assertThat(seen.possibleDuplicate()).isFalse();
            });
    assertThat(fixture.ledger.entries(EntryType.HANDED_OVER))
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.facts())
                    .containsEntry("delivery", delivery.id().toString())
                    .containsEntry("deliveredDigest", delivery.bytesDigest().toString())
                    .containsEntry("possibleDuplicate", "false"));
  }

  @Test
  void triesAgainAfterAWaitWithinBoundsAndWithTheMark() {
    door.fail(INSURER_A, ErrorCode.PARTNER_DOWN);
    dispatcher.start();
    Delivery delivery = commit(INSURER_A, 4);
    soon(() -> assertThat(view(delivery).attempts()).isEqualTo(1));
    assertThat(view(delivery).nextAttemptAt())
        .isBetween(now().plus(FIRST_RETRY), now().plus(FIRST_RETRY.multipliedBy(2)));

    door.recover(INSURER_A);
    fixture.clock.advance(FIRST_RETRY.multipliedBy(2));

    soon(() -> assertState(delivery, DeliveryState.HANDED_OVER));
    assertThat(door.seen()).extracting(Delivery::possibleDuplicate).containsExactly(false, true);
    assertThat(view(delivery).lastCode()).isNull();
  }

  @Test
  void aDeliveryThatWaitedTooLongIsSignedAnewBeforeItIsHandedOver() {
    door.fail(INSURER_A, ErrorCode.PARTNER_DOWN);
    dispatcher.start();
    Delivery delivery = commit(INSURER_A, 4);
    soon(() -> assertThat(view(delivery).attempts()).isEqualTo(1));

    door.recover(INSURER_A);
    fixture.clock.advance(Duration.ofMinutes(20));

    soon(() -> assertState(delivery, DeliveryState.HANDED_OVER));
    assertThat(door.seen()).hasSize(2);
    Delivery last = door.seen().get(1);
    assertThat(new String(last.bytes(), StandardCharsets.UTF_8)).isEqualTo("sealed at " + now());
    assertThat(last.id()).isEqualTo(delivery.id());
    assertThat(last.bytesDigest().matches(last.bytes())).isTrue();
    assertThat(view(delivery).attempts()).isEqualTo(2);
    assertThat(fixture.ledger.entries(EntryType.RENEWED))
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.facts())
                    .containsEntry("formerDigest", delivery.bytesDigest().toString())
                    .containsEntry("deliveredDigest", last.bytesDigest().toString()));
  }

  @Test
  void alteredBytesAreNeverSignedAnew() {
    Delivery delivery = fixture.add(INSURER_A, 4);
    fixture.run("UPDATE outgoing SET bytes = CAST('other' AS BLOB)");
    fixture.clock.advance(Duration.ofMinutes(20));
    dispatcher.start();

    soon(() -> assertThat(door.seen()).isNotEmpty());
    assertThat(fixture.ledger.entries(EntryType.RENEWED)).isEmpty();
    assertThat(view(delivery).bytesDigest()).isEqualTo(delivery.bytesDigest());
  }

  @Test
  void parksWhatCannotSucceedVisiblyAndLetsTheOthersPass() {
    door.fail(INSURER_A, ErrorCode.INTERNAL);
    dispatcher.start();
    Delivery parked = commit(INSURER_A, 4);
    soon(() -> assertThat(view(parked).lastCode()).isEqualTo("5005 INTERNAL"));
    assertThat(view(parked).nextAttemptAt()).isEqualTo(now().plus(MAX_RETRY));

    door.recover(INSURER_A);
    Delivery next = commit(INSURER_A, 4);
    soon(() -> assertState(next, DeliveryState.HANDED_OVER));
    assertState(parked, DeliveryState.PENDING);
  }

  @Test
  void aRecipientThatHangsHoldsNoOther() {
    door.hang(INSURER_A);
    door.hang(INSURER_B);
    dispatcher.start();
    IntStream.range(0, 20).forEach(i -> commit(i % 2 == 0 ? INSURER_A : INSURER_B, 9));
    soon(() -> assertThat(door.seen()).hasSize(2 * WIDTH));

    Delivery other = commit(INSURER_C, 4);

    soon(() -> assertState(other, DeliveryState.HANDED_OVER));
    assertThat(door.mostAtTheSameTime()).isEqualTo(WIDTH);
    assertThat(door.seen(INSURER_A)).hasSize(WIDTH);
  }

  @Test
  void aRecipientThatIsDownIsTriedWithOneDeliveryAtATime() {
    door.fail(INSURER_A, ErrorCode.PARTNER_DOWN);
    for (int i = 0; i < 50; i++) {
      fixture.add(INSURER_A, 4);
    }
    dispatcher.start();

    soon(() -> assertThat(door.seen()).isNotEmpty());
    Delivery marker = commit(INSURER_B, 4);
    soon(() -> assertState(marker, DeliveryState.HANDED_OVER));

    assertThat(door.seen(INSURER_A)).hasSizeLessThanOrEqualTo(WIDTH);
  }

  @Test
  void urgentDeliveriesGoFirst() {
    Delivery plain = fixture.add(INSURER_A, 4);
    Delivery urgent = fixture.add(INSURER_A, 9);
    Delivery slow = fixture.add(INSURER_A, 0);
    dispatcher.stop();
    dispatcher = newDispatcher(1);
    dispatcher.start();

    soon(() -> assertThat(door.seen()).hasSize(3));
    assertThat(door.seen())
        .extracting(Delivery::id)
        .containsExactly(urgent.id(), plain.id(), slow.id());
  }

  @Test
  void expiresWhatIsNotAcknowledgedByItsDeadline() {
    door.fail(INSURER_A, ErrorCode.PARTNER_TIMEOUT);
    dispatcher.start();
    Delivery failing = commit(INSURER_A, 4);
    Delivery waiting = commit(INSURER_B, 4);
    soon(() -> assertState(waiting, DeliveryState.HANDED_OVER));
    soon(() -> assertThat(view(failing).attempts()).isEqualTo(1));

    fixture.clock.advance(OutboxFixture.DEADLINE);

    soon(() -> assertState(failing, DeliveryState.EXPIRED));
    soon(() -> assertState(waiting, DeliveryState.EXPIRED));
    assertThat(fixture.ledger.entries(EntryType.EXPIRED)).hasSize(2);
  }

  @Test
  void handsOverAgainWithTheMarkWhenNoAcknowledgementCame() {
    dispatcher.start();
    Delivery delivery = commit(INSURER_A, 4);
    soon(() -> assertState(delivery, DeliveryState.HANDED_OVER));

    fixture.clock.advance(ACKNOWLEDGEMENT_TIMEOUT);

    soon(() -> assertThat(view(delivery).attempts()).isEqualTo(2));
    assertThat(door.seen()).extracting(Delivery::possibleDuplicate).containsExactly(false, true);
    assertThat(view(delivery).possibleDuplicate()).isTrue();
  }

  @Test
  void afterAKillEverythingOpenGoesOutWithTheMark() {
    Delivery pending = fixture.add(INSURER_A, 4);
    dispatcher.start();

    soon(() -> assertState(pending, DeliveryState.HANDED_OVER));
    assertThat(door.seen()).extracting(Delivery::possibleDuplicate).containsExactly(true);
  }

  @Test
  void recordsAHandOverOnceTheStoreIsBackInsteadOfRepeatingIt() {
    dispatcher.start();
    fixture.ledger.failNext(1);
    Delivery delivery = commit(INSURER_A, 4);

    soon(() -> assertState(delivery, DeliveryState.HANDED_OVER));
    assertThat(door.seen()).hasSize(1);
  }

  @Test
  void givesTheRecipientsAnswerToTheIntakeAfterTheHandOverIsRecorded() {
    Submission answer = new Submission.Soap(new byte[] {1}, null, INSURER_A, now());
    door.answerWith(answer);
    dispatcher.start();
    Delivery delivery = commit(INSURER_A, 4);

    soon(() -> assertThat(answers).containsExactly(answer));
    assertState(delivery, DeliveryState.HANDED_OVER);
  }

  @Test
  void aBacklogOfTenThousandCostsANewDeliveryNoMoreReads() {
    List<Delivery> backlog = new ArrayList<>();
    IntStream.range(0, 10_000).forEach(i -> backlog.add(fixture.delivery(INSURER_A, 4)));
    fixture.addAll(backlog);
    door.hang(INSURER_A);
    dispatcher.start();
    soon(() -> assertThat(door.seen(INSURER_A)).hasSize(WIDTH));

    long before = database.rowsOfLists();
    Delivery fresh = commit(INSURER_B, 4);
    soon(() -> assertState(fresh, DeliveryState.HANDED_OVER));
    commit(INSURER_A, 4);
    Delivery second = commit(INSURER_B, 4);
    soon(() -> assertState(second, DeliveryState.HANDED_OVER));

    assertThat(database.rowsOfLists() - before).isLessThan(4L * Lane.PAGE);
  }

  @Test
  void aStopLetsTheHandOverUnderWayEnd() {
    dispatcher.start();
    Delivery delivery = commit(INSURER_A, 4);
    soon(() -> assertState(delivery, DeliveryState.HANDED_OVER));
    dispatcher.stop();
    Delivery late = commit(INSURER_A, 4);

    assertThat(dispatcher.isRunning()).isFalse();
    assertState(late, DeliveryState.PENDING);
    assertThat(door.seen()).hasSize(1);
  }

  private Delivery commit(ParticipantId recipient, int priority) {
    Delivery delivery = fixture.add(recipient, priority);
    dispatcher.wake(recipient, priority);
    return delivery;
  }

  private Dispatcher newDispatcher() {
    return newDispatcher(WIDTH);
  }

  private Dispatcher newDispatcher(int width) {
    Renewals renewals =
        new Renewals(List.of(new AgeingSeal(Door.MQ)), fixture.bodies, fixture.clock);
    Attempts attempts = new Attempts(new Participants(), List.of(door), renewals);
    Intake intake =
        submission -> {
          answers.add(submission);
          return new Outcome.Refused(ErrorCode.SIGNATURE_INVALID, "scripted", null, "trace");
        };
    return new Dispatcher(
        fixture.outbox,
        fixture.ledger,
        () -> attempts,
        () -> intake,
        new DeliverySettings(
            width,
            32,
            FIRST_RETRY,
            MAX_RETRY,
            OutboxFixture.DEADLINE,
            ACKNOWLEDGEMENT_TIMEOUT,
            Duration.ofSeconds(10)),
        new Backoff(FIRST_RETRY, MAX_RETRY, new Random(7)),
        fixture.clock,
        new DeliveryMetrics(new SimpleMeterRegistry()),
        fixture.queryDesk(),
        fixture.unanswered());
  }

  private DeliveryView view(Delivery delivery) {
    return fixture.view(delivery.id());
  }

  private void assertState(Delivery delivery, DeliveryState state) {
    assertThat(view(delivery).state()).isEqualTo(state);
  }

  private Instant now() {
    return fixture.clock.instant();
  }

  private static void soon(ThrowingRunnable assertion) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(assertion);
  }
}
