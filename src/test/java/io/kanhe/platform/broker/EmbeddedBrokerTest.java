package io.kanhe.platform.broker;

import static io.kanhe.platform.broker.TestBroker.B;
import static io.kanhe.platform.broker.TestBroker.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The core protocol, and what holds for the broker as a whole. */
class EmbeddedBrokerTest {

  @TempDir static Path folder;
  private static TestBroker test;

  @BeforeAll
  static void start() {
    test = new TestBroker(folder);
  }

  @AfterAll
  static void stop() {
    test.close();
  }

  @Test
  void participantSendsToItsOwnInQueue() throws Exception {
    sendAs(B, null, "kanhe.in.insurer-b", "hello");
    assertThat(test.receive("kanhe.in.insurer-b")).isEqualTo("hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kanhe.out.insurer-b", "kanhe.receipt.insurer-b"})
  void participantReadsItsOwnQueues(String queue) throws Exception {
    test.send(queue, "for b");
    try (Connection connection = test.core(B).createConnection()) {
      connection.start();
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      BytesMessage received =
          (BytesMessage) session.createConsumer(session.createQueue(queue)).receive(5000);
      assertThat(received.getBodyLength()).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kanhe.in.insurer-c",
        "kanhe.out.insurer-b",
        "kanhe.out.insurer-c",
        "kanhe.receipt.insurer-b",
        "kanhe.dead",
        "activemq.management",
        "activemq.notifications",
        "kanhe.in.insurer-b::kanhe.out.insurer-c",
        "kanhe.in.insurer-b::kanhe.in.insurer-b",
        "kanhe.in.*",
        "kanhe.in.#",
        "kanhe.in.nobody"
      })
  void participantSendsNowhereElse(String address) {
    assertThatThrownBy(() -> sendAs(B, null, address, "x")).isInstanceOf(JMSException.class);
    assertThat(test.broker().messageCount("kanhe.out.insurer-c")).isZero();
    assertThat(test.broker().messageCount("kanhe.in.insurer-c")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kanhe.out.insurer-c",
        "kanhe.receipt.insurer-c",
        "kanhe.in.insurer-b",
        "kanhe.in.insurer-c",
        "kanhe.dead",
        "activemq.management",
        "activemq.notifications",
        "kanhe.out.insurer-b::kanhe.out.insurer-c",
        "kanhe.out.insurer-c::kanhe.out.insurer-c",
        "kanhe.out.*",
        "kanhe.#"
      })
  void participantReadsNothingElse(String queue) {
    assertThatThrownBy(() -> consumeAs(B, queue)).isInstanceOf(JMSException.class);
  }

  @Test
  void participantBrowsesNobodyElsesQueue() throws Exception {
    try (Connection connection = test.core(B).createConnection()) {
      connection.start();
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      Queue queue = session.createQueue("kanhe.out.insurer-c");
      assertThatThrownBy(() -> session.createBrowser(queue).getEnumeration())
          .isInstanceOf(JMSException.class);
    }
  }

  @Test
  void participantCreatesNoQueue() throws Exception {
    try (Connection connection = test.core(B).createConnection()) {
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      assertThatThrownBy(session::createTemporaryQueue).isInstanceOf(JMSException.class);
      assertThatThrownBy(
              () ->
                  session.createDurableSubscriber(session.createTopic("kanhe.out.insurer-c"), "x"))
          .isInstanceOf(JMSException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {C, "#gateway", "ACTIVEMQ.CLUSTER.ADMIN.USER"})
  void participantAppearsUnderNoOtherName(String user) {
    assertThatThrownBy(() -> sendAs(B, user, "kanhe.in.insurer-b", "x"))
        .isInstanceOf(JMSException.class);
  }

  @Test
  void brokerWritesTheSenderIntoTheMessage() throws Exception {
    try (Connection connection = test.core(B).createConnection()) {
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      BytesMessage message = session.createBytesMessage();
      message.setStringProperty("JMSXUserID", C);
      session.createProducer(session.createQueue("kanhe.in.insurer-b")).send(message);
    }
    try (BrokerSession session = test.broker().openSession()) {
      session.session().start();
      ClientMessage received = session.session().createConsumer("kanhe.in.insurer-b").receive(5000);
      assertThat(received.getValidatedUserID()).isEqualTo(B);
      received.acknowledge();
      session.session().commit();
    }
  }

  @Test
  void connectionWithoutCertificateIsRefused() {
    assertThatThrownBy(() -> sendAs(null, null, "kanhe.in.insurer-b", "x"))
        .isInstanceOf(JMSException.class);
  }

  @Test
  void certificateThatNoParticipantOwnsIsRefused() {
    test.pki.issue("stranger", 3600);
    assertThatThrownBy(() -> sendAs("stranger", null, "kanhe.in.insurer-b", "x"))
        .isInstanceOf(JMSException.class);
  }

  @Test
  void certificateOfAnUnknownAuthorityIsRefused(@TempDir Path other) throws Exception {
    BrokerPki foreign = new BrokerPki(other, B);
    java.nio.file.Files.copy(foreign.keyStore(B), test.pki.keyStore("foreign"));
    assertThatThrownBy(() -> sendAs("foreign", null, "kanhe.in.insurer-b", "x"))
        .isInstanceOf(JMSException.class);
  }

  @Test
  void rightsEndWithTheCertificate() throws Exception {
    test.pki.own(test.pki.issue("short", 7200), B);
    test.restart(Clock.offset(Clock.systemUTC(), Duration.ofHours(3)));
    try {
      assertThatThrownBy(() -> sendAs("short", null, "kanhe.in.insurer-b", "x"))
          .isInstanceOf(JMSException.class);
    } finally {
      test.restart();
    }
  }

  @Test
  void acknowledgedMessageSurvivesARestart() throws Exception {
    sendAs(B, null, "kanhe.in.insurer-b", "durable");
    test.restart();
    assertThat(test.receive("kanhe.in.insurer-b")).isEqualTo("durable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kanhe.out.insurer-b", "kanhe.receipt.insurer-b"})
  void whatWaitedOverARestartIsMarkedAsRedelivered(String queue) throws Exception {
    test.send(queue, "before");
    test.restart();
    test.send(queue, "after");
    try (Connection connection = test.core(B).createConnection()) {
      connection.start();
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
      assertThat(consumer.receive(5000).getJMSRedelivered()).isTrue();
      assertThat(consumer.receive(5000).getJMSRedelivered()).isFalse();
    }
  }

  @Test
  void queueAtItsLimitRefusesInsteadOfLosing() throws Exception {
    test.restart(100_000, 200_000);
    try (BrokerSession session = test.broker().openSession()) {
      ClientProducer producer = session.session().createProducer("kanhe.out.insurer-c");
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 200; i++) {
                  ClientMessage message =
                      session.session().createMessage(ClientMessage.BYTES_TYPE, true);
                  message.getBodyBuffer().writeBytes(new byte[10_000]);
                  producer.send(message);
                  session.session().commit();
                }
              })
          .isInstanceOf(ActiveMQException.class);
    }
    long waiting = test.broker().messageCount("kanhe.out.insurer-c");
    assertThat(waiting).isBetween(10L, 199L);
    test.restart();
    for (long i = 0; i < waiting; i++) {
      assertThat(test.receive("kanhe.out.insurer-c")).isNotNull();
    }
  }

  @Test
  void messageFarAboveTheLimitDoesNotEnter() {
    assertThatThrownBy(
            () ->
                sendAs(B, null, "kanhe.in.insurer-b", "x".repeat(5 * TestBroker.MAX_MESSAGE_BYTES)))
        .isInstanceOf(JMSException.class);
    assertThat(test.broker().messageCount("kanhe.in.insurer-b")).isZero();
  }

  @Test
  void reportsWhenItIsNoLongerRunning(@TempDir Path own) {
    TestBroker dying = new TestBroker(own);
    AtomicInteger failures = new AtomicInteger();
    dying.broker().onFailure(failures::incrementAndGet);
    assertThat(dying.broker().isRunning()).isTrue();
    dying
        .broker()
        .server()
        .getIoCriticalErrorListener()
        .onIOException(new java.io.IOException("x"), "x", "x");
    assertThat(dying.broker().isRunning()).isFalse();
    assertThat(failures).hasValue(1);
    assertThatThrownBy(() -> dying.broker().openSession())
        .isInstanceOfSatisfying(
            KanheException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    dying.close();
  }

  @Test
  void doesNotStartWithAPortInUse(@TempDir Path own) {
    try (EmbeddedBroker second = secondOnTheSamePorts(own)) {
      assertThatThrownBy(second::start).isInstanceOf(KanheException.class);
      assertThat(second.isRunning()).isFalse();
    }
  }

  private static EmbeddedBroker secondOnTheSamePorts(Path folder) {
    return new EmbeddedBroker(
        new io.kanhe.platform.KanheProperties.Broker(
            "127.0.0.1",
            test.corePort,
            0,
            0,
            0,
            org.springframework.util.unit.DataSize.ofMegabytes(1)),
        folder,
        new TransportKeys(
            test.pki.keyStore("gateway"), test.pki.anchors(), test.pki.passwordFile()),
        BrokerLimits.forMessagesOf(1 << 20),
        test.pki,
        Clock.systemUTC());
  }

  private static void sendAs(String certificate, String user, String address, String text)
      throws JMSException {
    try (Connection connection = test.core(certificate).createConnection(user, null)) {
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      BytesMessage message = session.createBytesMessage();
      message.writeBytes(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      session.createProducer(session.createQueue(address)).send(message);
    }
  }

  private static void consumeAs(String certificate, String queue) throws JMSException {
    try (Connection connection = test.core(certificate).createConnection()) {
      connection.start();
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
      consumer.receive(200);
    }
  }
}
