package io.kanhe.platform.broker;

import static io.kanhe.platform.broker.TestBroker.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmqpRightsTest {

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
    sendAs(B, "kanhe.in.insurer-b", "hello");
    test.restart();
    assertThat(test.receive("kanhe.in.insurer-b")).isEqualTo("hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kanhe.out.insurer-b", "kanhe.receipt.insurer-b"})
  void participantReadsItsOwnQueues(String queue) throws Exception {
    test.send(queue, "for b");
    try (Connection connection = client(B).createConnection()) {
      connection.start();
      Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
      BytesMessage received =
          (BytesMessage) session.createConsumer(session.createQueue(queue)).receive(5000);
      assertThat(received.getBodyLength()).isEqualTo(5);
      received.acknowledge();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kanhe.in.insurer-c",
        "kanhe.out.insurer-c",
        "kanhe.out.insurer-b",
        "kanhe.dead",
        "activemq.management",
        "$management",
        "kanhe.in.insurer-b::kanhe.out.insurer-c",
        "kanhe.in.#",
        "anything"
      })
  void participantSendsNowhereElse(String address) {
    assertThatThrownBy(() -> sendAs(B, address, "x")).isInstanceOf(JMSException.class);
    assertThat(test.broker().messageCount("kanhe.out.insurer-c")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kanhe.out.insurer-c",
        "kanhe.receipt.insurer-c",
        "kanhe.in.insurer-b",
        "kanhe.dead",
        "activemq.notifications",
        "kanhe.out.insurer-b::kanhe.out.insurer-c",
        "kanhe.out.*",
        "#"
      })
  void participantReadsNothingElse(String queue) throws Exception {
    test.send("kanhe.out.insurer-c", "for c");
    assertThatThrownBy(
            () -> {
              try (Connection connection = client(B).createConnection()) {
                connection.start();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                session.createConsumer(session.createQueue(queue)).receive(200);
              }
            })
        .isInstanceOf(JMSException.class);
    assertThat(test.receive("kanhe.out.insurer-c")).isEqualTo("for c");
  }

  @Test
  void participantCreatesNoQueue() throws Exception {
    try (Connection connection = client(B).createConnection()) {
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      assertThatThrownBy(session::createTemporaryQueue).isInstanceOf(JMSException.class);
    }
  }

  @Test
  void participantAppearsUnderNoOtherName() {
    assertThatThrownBy(
            () ->
                client(B, "&amqp.saslMechanisms=PLAIN").createConnection("insurer-c", "x").start())
        .isInstanceOf(JMSException.class);
  }

  @Test
  void connectionWithoutCertificateIsRefused() {
    assertThatThrownBy(() -> client(null).createConnection().start())
        .isInstanceOf(JMSException.class);
  }

  @Test
  void certificateThatNoParticipantOwnsIsRefused() {
    test.pki.issue("stranger", 3600);
    assertThatThrownBy(() -> sendAs("stranger", "kanhe.in.insurer-b", "x"))
        .isInstanceOf(JMSException.class);
  }

  private static void sendAs(String certificate, String address, String text) throws JMSException {
    try (Connection connection = client(certificate).createConnection()) {
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      BytesMessage message = session.createBytesMessage();
      message.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      session.createProducer(session.createQueue(address)).send(message);
    }
  }

  private static JmsConnectionFactory client(String certificate) {
    return client(certificate, "");
  }

  private static JmsConnectionFactory client(String certificate, String more) {
    return client(test, certificate, more);
  }

  static JmsConnectionFactory client(TestBroker test, String certificate, String more) {
    String keys =
        certificate == null
            ? ""
            : "&transport.keyStoreLocation="
                + test.pki.keyStore(certificate)
                + "&transport.keyStorePassword="
                + BrokerPki.PASSWORD
                + "&transport.keyStoreType=PKCS12";
    return new JmsConnectionFactory(
        "amqps://127.0.0.1:"
            + test.amqpPort
            + "?transport.trustStoreLocation="
            + test.pki.trustStore()
            + "&transport.trustStorePassword="
            + BrokerPki.PASSWORD
            + "&transport.trustStoreType=PKCS12"
            + keys
            + "&jms.requestTimeout=10000&jms.connectTimeout=10000"
            + more);
  }
}
