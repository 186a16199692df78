package io.kanhe.intake.mq;

import static io.kanhe.platform.broker.TestBroker.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kanhe.delivery.Participants;
import io.kanhe.ledger.ReceiptCodec;
import io.kanhe.message.Digest;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.broker.BrokerAddresses;
import io.kanhe.platform.broker.TestBroker;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MqDoorTest {

  private static final String IN = "kanhe.in.insurer-b";
  private static final String RECEIPT = "kanhe.receipt.insurer-b";

  @TempDir Path folder;
  private TestBroker test;
  private final ScriptedIntake intake = new ScriptedIntake();
  private MqDoor door;
  private Connection connection;
  private Session session;

  @BeforeEach
  void start() throws JMSException {
    test = new TestBroker(folder);
    connect();
    startDoor();
  }

  @AfterEach
  void stop() throws JMSException {
    door.stop();
    connection.close();
    test.close();
  }

  @Test
  void answersAnAcceptedMessageWithItsReceipt() throws Exception {
    sendBytes("hello".getBytes(StandardCharsets.UTF_8));
    BytesMessage answer = answer();
    assertThat(answer.getStringProperty("kanheOutcome")).isEqualTo("ACCEPTED");
    assertThat(answer.getJMSCorrelationID()).isEqualTo("my-1");
    assertThat(ReceiptCodec.read(body(answer)).rawDigest())
        .isEqualTo(Digest.sha256("hello".getBytes(StandardCharsets.UTF_8)));
    assertThat(intake.seen()).containsExactly("insurer-b:hello");
    await().untilAsserted(() -> assertThat(test.broker().messageCount(IN)).isZero());
  }

  @Test
  void answersEveryMessageOfManyOnce() throws Exception {
    door.stop();
    for (int i = 0; i < 100; i++) {
      sendBytes(("m" + i).getBytes(StandardCharsets.UTF_8));
    }
    startDoor();
    Set<String> digests = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      digests.add(answer().getStringProperty("kanheRawDigest"));
    }
    assertThat(digests).hasSize(100);
    assertThat(intake.seen()).hasSize(100);
  }

  @Test
  void keepsTheMessageWhileTheStoreIsDown() throws Exception {
    intake.refuseNext(
        ErrorCode.STORE_UNAVAILABLE, ErrorCode.OVERLOADED, ErrorCode.STORE_UNAVAILABLE);
    sendBytes("patient".getBytes(StandardCharsets.UTF_8));
    assertThat(answer().getStringProperty("kanheOutcome")).isEqualTo("ACCEPTED");
    assertThat(intake.seen()).hasSize(4);
  }

  @Test
  void messageThatWaitsForTheStoreSurvivesARestart() throws Exception {
    ErrorCode[] down = new ErrorCode[500];
    java.util.Arrays.fill(down, ErrorCode.STORE_UNAVAILABLE);
    intake.refuseNext(down);
    sendBytes("patient".getBytes(StandardCharsets.UTF_8));
    await().untilAsserted(() -> assertThat(intake.seen()).hasSizeGreaterThan(1));
    door.stop();
    connection.close();
    test.restart();
    connect();
    ScriptedIntake recovered = new ScriptedIntake();
    door = door(recovered);
    door.start();
    assertThat(answer().getStringProperty("kanheOutcome")).isEqualTo("ACCEPTED");
    assertThat(recovered.seen()).containsExactly("insurer-b:patient");
  }

  @Test
  void answersARefusalWithItsCode() throws Exception {
    intake.refuseNext(ErrorCode.SIGNATURE_INVALID);
    sendBytes("forged".getBytes(StandardCharsets.UTF_8));
    BytesMessage answer = answer();
    assertThat(answer.getStringProperty("kanheCode")).isEqualTo("2001 SIGNATURE_INVALID");
    assertThat(text(answer))
        .startsWith("<k:Refusal xmlns:k=\"urn:kanhe:envelope:1\">")
        .contains("<k:code>2001 SIGNATURE_INVALID</k:code>")
        .contains("found &lt;x&gt; &amp; expected y");
  }

  @Test
  void quotaIsARefusalAndNotAReasonToWait() throws Exception {
    intake.refuseNext(ErrorCode.QUOTA_EXCEEDED);
    sendBytes("one too many".getBytes(StandardCharsets.UTF_8));
    assertThat(answer().getStringProperty("kanheCode")).startsWith("3004");
  }

  @Test
  void objectMessageIsRefusedAndNeverDeserialised() throws Exception {
    Bomb.WENT_OFF.set(0);
    send(session.createObjectMessage(new Bomb()));
    assertThat(answer().getStringProperty("kanheCode")).startsWith("1008");
    assertThat(Bomb.WENT_OFF).hasValue(0);
    assertThat(intake.seen()).isEmpty();
  }

  @Test
  void textAndMapMessagesAreRefused() throws Exception {
    send(session.createTextMessage("<x/>"));
    assertThat(answer().getStringProperty("kanheCode")).startsWith("1008");
    send(session.createMapMessage());
    assertThat(answer().getStringProperty("kanheCode")).startsWith("1008");
    assertThat(intake.seen()).isEmpty();
  }

  @Test
  void messageAboveTheLimitIsRefusedAndTheNextOneIsRead() throws Exception {
    sendBytes(new byte[2 * TestBroker.MAX_MESSAGE_BYTES]);
    assertThat(answer().getStringProperty("kanheCode")).startsWith("1007");
    sendBytes(new byte[TestBroker.MAX_MESSAGE_BYTES]);
    assertThat(answer().getStringProperty("kanheOutcome")).isEqualTo("ACCEPTED");
    assertThat(intake.seen()).hasSize(1);
  }

  @Test
  void expiryPriorityAndDeliveryModeOfASenderAreOfNoEffect() throws Exception {
    door.stop();
    MessageProducer producer = session.createProducer(session.createQueue(IN));
    for (int priority = 0; priority <= 9; priority++) {
      BytesMessage message = session.createBytesMessage();
      message.writeBytes(("p" + priority).getBytes(StandardCharsets.UTF_8));
      producer.send(message, DeliveryMode.NON_PERSISTENT, priority, 1);
    }
    await().until(() -> test.broker().messageCount(IN) == 10);
    Thread.sleep(50); // every one has expired by its sender's own account
    startDoor();
    for (int i = 0; i <= 9; i++) {
      BytesMessage answer = answer();
      assertThat(answer.getStringProperty("kanheOutcome")).isEqualTo("ACCEPTED");
      assertThat(answer.getJMSPriority()).isEqualTo(Message.DEFAULT_PRIORITY);
      assertThat(answer.getJMSExpiration()).isZero();
      assertThat(answer.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
    }
    assertThat(intake.seen()).hasSize(10);
  }

  @Test
  void thousandsOfPropertiesAreNotReadAndNotSpread() throws Exception {
    BytesMessage message = session.createBytesMessage();
    message.writeBytes("many".getBytes(StandardCharsets.UTF_8));
    properties(message, 5000, "x");
    send(message);
    BytesMessage answer = answer();
    assertThat(answer.getStringProperty("kanheOutcome")).isEqualTo("ACCEPTED");
    assertThat(answer.propertyExists("p1")).isFalse();
    assertThat(Collections.list(answer.getPropertyNames()).size()).isLessThan(20);

    BytesMessage flood = session.createBytesMessage();
    properties(flood, 5000, "x".repeat(400));
    assertThatThrownBy(() -> send(flood)).isInstanceOf(JMSException.class);
    sendBytes("next".getBytes(StandardCharsets.UTF_8));
    assertThat(answer().getStringProperty("kanheOutcome")).isEqualTo("ACCEPTED");
  }

  private static void properties(Message message, int count, String value) throws JMSException {
    for (int i = 0; i < count; i++) {
      message.setStringProperty("p" + i, value);
    }
  }

  @Test
  void messageThatBreaksTheIntakeIsKeptAsideAfterAFewTries() throws Exception {
    intake.breakDown(true);
    sendBytes("poison".getBytes(StandardCharsets.UTF_8));
    assertThat(answer().getStringProperty("kanheCode")).startsWith("5005");
    assertThat(intake.seen()).hasSize(5);
    assertThat(test.receive(BrokerAddresses.DEAD)).isEqualTo("poison");
    intake.breakDown(false);
    sendBytes("healthy".getBytes(StandardCharsets.UTF_8));
    assertThat(answer().getStringProperty("kanheOutcome")).isEqualTo("ACCEPTED");
  }

  @Test
  void internalFaultIsAnsweredAndKeptAside() throws Exception {
    intake.refuseNext(ErrorCode.INTERNAL);
    sendBytes("odd".getBytes(StandardCharsets.UTF_8));
    assertThat(answer().getStringProperty("kanheTraceId")).isEqualTo("trace-1");
    assertThat(test.receive(BrokerAddresses.DEAD)).isEqualTo("odd");
  }

  private void startDoor() {
    door = door(intake);
    door.start();
  }

  private MqDoor door(ScriptedIntake intake) {
    return new MqDoor(
        test.broker(),
        intake,
        intake,
        new Participants(),
        2,
        TestBroker.MAX_MESSAGE_BYTES,
        Clock.systemUTC(),
        Duration.ofMillis(10));
  }

  private void connect() throws JMSException {
    connection = test.core(B).createConnection();
    connection.start();
    session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
  }

  private void sendBytes(byte[] bytes) throws JMSException {
    BytesMessage message = session.createBytesMessage();
    message.writeBytes(bytes);
    message.setJMSCorrelationID("my-1");
    send(message);
  }

  private void send(Message message) throws JMSException {
    try (var producer = session.createProducer(session.createQueue(IN))) {
      producer.send(message);
    }
  }

  private BytesMessage answer() throws JMSException {
    try (var consumer = session.createConsumer(session.createQueue(RECEIPT))) {
      BytesMessage answer = (BytesMessage) consumer.receive(10_000);
      assertThat(answer).isNotNull();
      return answer;
    }
  }

  private static byte[] body(BytesMessage message) throws JMSException {
    byte[] body = new byte[(int) message.getBodyLength()];
    message.readBytes(body);
    return body;
  }

  private static String text(BytesMessage message) throws JMSException {
    return new String(body(message), StandardCharsets.UTF_8);
  }

  /** Counts how often it was deserialised in this process. */
  private static final class Bomb implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final AtomicInteger WENT_OFF = new AtomicInteger();

    private void readObject(ObjectInputStream in) throws IOException {
      WENT_OFF.incrementAndGet();
    }
  }
}
