package io.kanhe.delivery.mq;

import static io.kanhe.platform.broker.TestBroker.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.delivery.Delivery;
import io.kanhe.delivery.DeliveryState;
import io.kanhe.delivery.Participants;
import io.kanhe.message.Digest;
import io.kanhe.message.MessageId;
import io.kanhe.participant.Participant;
import io.kanhe.platform.Disposition;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.broker.TestBroker;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtemisDeliveryDoorTest {

  private static final String OUT = "kanhe.out.insurer-c";

  @TempDir Path folder;
  private final Participant recipient =
      new Participants().byId(Participants.INSURER_C).orElseThrow();
  private TestBroker test;
  private ArtemisDeliveryDoor door;

  @BeforeEach
  void start() {
    test = new TestBroker(folder);
    door = newDoor();
  }

  @AfterEach
  void stop() {
    door.close();
    test.close();
  }

  @Test
  void recipientReadsTheDeliveryWithItsId() throws Exception {
    Delivery delivery = delivery("hello", false, 0);
    door.handOver(delivery, recipient);
    BytesMessage message = read();
    assertThat(message.getBodyLength()).isEqualTo(5);
    assertThat(message.getStringProperty("kanheMessageId")).isEqualTo(delivery.id().toString());
    assertThat(message.propertyExists("kanheRedelivery")).isFalse();
    assertThat(message.getJMSPriority()).isEqualTo(7);
  }

  @Test
  void handedOverDeliverySurvivesARestart() {
    door.handOver(delivery("durable", false, 0), recipient);
    door.close();
    test.restart();
    assertThat(test.receive(OUT)).isEqualTo("durable");
  }

  @Test
  void firstAttemptRepeatedAfterACrashAddsNoSecondCopy() {
    Delivery delivery = delivery("once", false, 0);
    door.handOver(delivery, recipient);
    door.close();
    test.restart();
    door = newDoor();
    door.handOver(delivery, recipient);
    assertThat(test.broker().messageCount(OUT)).isEqualTo(1);
    door.handOver(delivery("other", false, 0), recipient);
    assertThat(test.broker().messageCount(OUT)).isEqualTo(2);
  }

  @Test
  void laterAttemptCarriesTheDuplicateMarkOnceTheQueueIsRead() throws Exception {
    door.handOver(delivery("twice", false, 0), recipient);
    assertThat(test.receive(OUT)).isEqualTo("twice");
    door.handOver(delivery("twice", true, 2), recipient);
    assertThat(read().getIntProperty("kanheRedelivery")).isEqualTo(2);
  }

  @Test
  void laterAttemptAddsNothingWhileTheFirstStillWaits() {
    door.handOver(delivery("patient", false, 0), recipient);
    door.handOver(delivery("patient", true, 1), recipient);
    door.handOver(delivery("patient", true, 2), recipient);
    assertThat(test.broker().messageCount(OUT)).isEqualTo(1);
  }

  @Test
  void alteredBytesAreNotSent() {
    Delivery sound = delivery("sound", false, 0);
    Delivery altered =
        new Delivery(
            sound.id(),
            1,
            sound.recipient(),
            Door.MQ,
            "label",
            DeliveryState.PENDING,
            "other".getBytes(StandardCharsets.UTF_8),
            sound.bytesDigest(),
            0,
            false,
            4,
            sound.createdAt(),
            sound.deadline());
    assertThatThrownBy(() -> door.handOver(altered, recipient))
        .isInstanceOfSatisfying(
            KanheException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL);
              assertThat(e.code().disposition()).isEqualTo(Disposition.QUARANTINE);
            });
    assertThat(test.broker().messageCount(OUT)).isZero();
  }

  @Test
  void queueAtItsLimitIsAReasonToTryLater() {
    door.close();
    test.restart(100_000, 200_000);
    door = newDoor();
    String text = "x".repeat(10_000);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 200; i++) {
                door.handOver(delivery(i + text, false, 0), recipient);
              }
            })
        .isInstanceOfSatisfying(
            KanheException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
    String first = test.receive(OUT);
    assertThat(first).startsWith("0x");
  }

  @Test
  void stoppedBrokerIsAReasonToTryLater() {
    test.broker().close();
    assertThatThrownBy(() -> door.handOver(delivery("x", false, 0), recipient))
        .isInstanceOfSatisfying(
            KanheException.class,
            e -> assertThat(e.code().disposition()).isEqualTo(Disposition.RETRY));
  }

  private ArtemisDeliveryDoor newDoor() {
    return new ArtemisDeliveryDoor(
        test.broker(),
        new WaitingDeliveries(test.broker(), Duration.ofSeconds(30), Clock.systemUTC()));
  }

  private Delivery delivery(String text, boolean possibleDuplicate, int attempts) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Instant now = Instant.now();
    return new Delivery(
        MessageId.named(text),
        1,
        recipient.id(),
        Door.MQ,
        "label",
        DeliveryState.PENDING,
        bytes,
        Digest.sha256(bytes),
        attempts,
        possibleDuplicate,
        7,
        now,
        now.plusSeconds(3600));
  }

  private BytesMessage read() throws Exception {
    try (Connection connection = test.core(C).createConnection()) {
      connection.start();
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      return (BytesMessage) session.createConsumer(session.createQueue(OUT)).receive(5000);
    }
  }
}
