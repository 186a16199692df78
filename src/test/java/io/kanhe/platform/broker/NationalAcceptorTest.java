package io.kanhe.platform.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.NationalTls;
import io.kanhe.trust.TestPki;
import io.kanhe.trust.Tongsuo;
import io.kanhe.trust.Trust;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** The port of kanhe.crypto.tls.mq-port: RFC 8998 for all four protocols, and who is not let in. */
class NationalAcceptorTest {

  private static final String PASSWORD = "test-password";
  private static final String IN = "kanhe.in.insurer-b";
  private static final String OUT = "kanhe.out.insurer-b";
  private static final TestPki PKI = TestPki.createSm2();
  private static final KeyIdentity B = PKI.participant("insurer-b").sm2().forTls().build();
  private static final KeyIdentity SERVER = PKI.participant("localhost").sm2().forTls().build();
  private static final Map<X509Certificate, String> OWNERS = new ConcurrentHashMap<>();

  @TempDir static Path folder;
  private static int port;
  private static TestBroker usual;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() throws IOException {
    OWNERS.put(B.certificate(), "insurer-b");
    usual = new TestBroker(folder.resolve("usual"));
    port = TestBroker.freePort();
    Files.writeString(usual.pki.anchors().resolve("sm2.pem"), Trust.pem(PKI.anchors()));
    broker = open(port, SERVER);
    broker.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
    usual.close();
  }

  @Test
  void amqpSendsAndReads() throws Exception {
    JmsConnectionFactory factory =
        new JmsConnectionFactory("amqps://localhost:" + port + "?jms.requestTimeout=10000");
    factory.setSslContext(Trust.nationalTls(B, PKI.anchors()).context());
    sendsAndReads(factory);
  }

  @Test
  void coreSendsAndReads() throws Exception {
    sendsAndReads(core(B));
  }

  @Test
  void stompSends() throws Exception {
    try (SSLSocket socket = connect(B);
        StompClient client = new StompClient(socket)) {
      assertThat(socket.getSession().getCipherSuite()).isEqualTo(NationalTls.SUITE);
      assertThat(client.connect()).startsWith("CONNECTED");
      assertThat(client.request("SEND", "by stomp", "destination:" + IN)).startsWith("RECEIPT");
      assertThat(client.request("SEND", "x", "destination:kanhe.in.insurer-c")).startsWith("ERROR");
    }
    assertThat(taken()).isEqualTo("by stomp");
  }

  @Test
  void aPartnerWithAnotherImplementationSendsAndIsKnownByItsCertificate() throws Exception {
    SSLContext tongsuo = Tongsuo.context(B, SERVER.certificate());
    try (SSLSocket socket = (SSLSocket) tongsuo.getSocketFactory().createSocket("localhost", port);
        StompClient client = new StompClient(socket)) {
      socket.setSoTimeout(10_000);
      socket.startHandshake();
      assertThat(socket.getSession().getCipherSuite()).isEqualTo(NationalTls.SUITE);
      assertThat(client.connect()).startsWith("CONNECTED");
      assertThat(client.request("SEND", "by Tongsuo", "destination:" + IN)).startsWith("RECEIPT");
      assertThat(client.request("SEND", "x", "destination:kanhe.in.insurer-c")).startsWith("ERROR");
    }
    assertThat(taken()).isEqualTo("by Tongsuo");
  }

  @Test
  void mqttPublishes() throws Exception {
    try (SSLSocket socket = connect(B)) {
      socket
          .getOutputStream()
          .write(packet(0x10, text("MQTT"), new byte[] {4, 2, 0, 30}, text("insurer-b")));
      assertThat(socket.getInputStream().readNBytes(4)).containsExactly(0x20, 2, 0, 0);
      byte[] publish =
          packet(0x32, text("kanhe/in/insurer-b"), new byte[] {0, 7}, "by mqtt".getBytes(UTF_8));
      socket.getOutputStream().write(publish);
      assertThat(socket.getInputStream().readNBytes(4)).containsExactly(0x40, 2, 0, 7);
    }
    assertThat(taken()).isEqualTo("by mqtt");
  }

  @Test
  void aCertificateThatNoParticipantHasGetsNoRights() {
    assertThatThrownBy(
            () -> core(PKI.participant("stranger").sm2().forTls().build()).createConnection())
        .isInstanceOf(JMSException.class);
  }

  @Test
  void aCertificateOfAnotherAuthorityDoesNotConnect() {
    TestPki other = TestPki.createSm2();
    assertThatThrownBy(() -> send(connect(other.participant("insurer-b").sm2().forTls().build())))
        .isInstanceOf(IOException.class);
  }

  @Test
  void otherSuitesAreNotSpokenHereAndTheOtherPortsGoOn() throws Exception {
    SSLContext context = usual.pki.client(TestBroker.B);
    assertThatThrownBy(() -> handshake(context, port)).isInstanceOf(IOException.class);
    assertThat(handshake(context, usual.amqpPort)).startsWith("TLS_AES_");
  }

  @Test
  void aConnectionWhoseCertificateHasFallenIsEnded() throws Exception {
    KeyIdentity second = PKI.participant("insurer-b").sm2().forTls().build();
    OWNERS.put(second.certificate(), "insurer-b");
    try (SSLSocket socket = connect(second);
        StompClient client = new StompClient(socket)) {
      assertThat(client.connect()).startsWith("CONNECTED");
      assertThat(broker.endFallenConnections()).isZero();
      OWNERS.remove(second.certificate());
      assertThat(broker.endFallenConnections()).isEqualTo(1);
    }
  }

  @Test
  void aBrokerWithoutUsualPortsNeedsNoAnchorForThem() throws Exception {
    Path anchors = Files.createDirectory(folder.resolve("sm2-anchors"));
    Files.writeString(anchors.resolve("sm2.pem"), Trust.pem(PKI.anchors()));
    try (EmbeddedBroker other = open(0, TestBroker.freePort(), SERVER, anchors)) {
      other.start();
      assertThat(other.isRunning()).isTrue();
    }
    try (EmbeddedBroker other =
        open(TestBroker.freePort(), TestBroker.freePort(), SERVER, anchors)) {
      assertThatThrownBy(other::start)
          .isInstanceOf(KanheException.class)
          .hasMessageContainingAll("kanhe.keys.anchors", "RSA or EC", "kanhe.broker.*-port");
    }
  }

  @Test
  void aKeyOfAnotherKindEndsTheStart() throws Exception {
    KeyIdentity p256 = TestPki.create().participant("kanhe").forTls().build();
    try (EmbeddedBroker other = open(TestBroker.freePort(), p256)) {
      assertThatThrownBy(other::start)
          .isInstanceOf(KanheException.class)
          .hasMessageContaining("SM2 key in kanhe.crypto.tls.key");
    }
  }

  private static void sendsAndReads(ConnectionFactory factory) throws Exception {
    try (Connection connection = factory.createConnection()) {
      connection.start();
      Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
      BytesMessage message = session.createBytesMessage();
      message.writeBytes(new byte[100_000]);
      session.createProducer(session.createQueue(IN)).send(message);
      assertThat(taken()).hasSize(100_000);
      put();
      BytesMessage received =
          (BytesMessage) session.createConsumer(session.createQueue(OUT)).receive(10_000);
      assertThat(received.getBodyLength()).isEqualTo(100_000);
      received.acknowledge();
      assertThatThrownBy(
              () ->
                  session
                      .createProducer(session.createQueue("kanhe.in.insurer-c"))
                      .send(session.createBytesMessage()))
          .isInstanceOf(JMSException.class);
    }
  }

  private static ConnectionFactory core(KeyIdentity client) throws IOException {
    Path keys = Files.write(Files.createTempFile(folder, "keys", ".p12"), store(client));
    return new ActiveMQConnectionFactory(
        "tcp://localhost:"
            + port
            + "?sslEnabled=true;sslContext=rfc8998;keyStorePath="
            + keys
            + ";keyStorePassword="
            + PASSWORD
            + ";trustStorePath="
            + usual.pki.anchors()
            + ";reconnectAttempts=0;initialConnectAttempts=1;callTimeout=10000");
  }

  private static SSLSocket connect(KeyIdentity client) throws IOException {
    NationalTls tls = Trust.nationalTls(client, PKI.anchors());
    SSLSocket socket =
        (SSLSocket)
            tls.context().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    tls.prepare(socket);
    socket.startHandshake();
    return socket;
  }

  /** In TLS 1.3 a client learns that it is refused when it reads. */
  private static void send(SSLSocket socket) throws IOException {
    try (StompClient client = new StompClient(socket)) {
      if (client.connect().isEmpty()) {
        throw new IOException("closed");
      }
    }
  }

  private static String handshake(SSLContext context, int port) throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.startHandshake();
      return socket.getSession().getCipherSuite();
    }
  }

  private static void put() throws Exception {
    try (BrokerSession session = broker.openSession()) {
      var message = session.session().createMessage(true);
      message.getBodyBuffer().writeBytes(new byte[100_000]);
      message.setType(org.apache.activemq.artemis.api.core.client.ClientMessage.BYTES_TYPE);
      session.session().createProducer(OUT).send(message);
      session.session().commit();
    }
  }

  /** The next message as the gateway takes it. */
  private static String taken() throws Exception {
    try (BrokerSession session = broker.openSession()) {
      session.session().start();
      var message = session.session().createConsumer(IN).receive(10_000);
      assertThat(message).isNotNull();
      byte[] body = new byte[message.getBodySize()];
      message.getBodyBuffer().readBytes(body);
      message.acknowledge();
      session.session().commit();
      return new String(body, UTF_8);
    }
  }

  private static EmbeddedBroker open(int port, KeyIdentity server) throws IOException {
    return open(0, port, server, usual.pki.anchors());
  }

  private static EmbeddedBroker open(int corePort, int port, KeyIdentity server, Path anchors)
      throws IOException {
    Path own = Files.createTempDirectory(folder, "national-");
    Path keys = Files.write(own.resolve("tls-sm2.p12"), store(server));
    BrokerPki pki = usual.pki;
    return new EmbeddedBroker(
        new KanheProperties.Broker("127.0.0.1", corePort, 0, 0, 0, DataSize.ofKilobytes(512)),
        own.resolve("data"),
        new TransportKeys(
            pki.keyStore("gateway"),
            anchors,
            pki.passwordFile(),
            null,
            new TransportKeys.National(port, keys)),
        BrokerLimits.forMessagesOf(512 * 1024),
        new Owners(),
        Clock.systemUTC());
  }

  private static byte[] store(KeyIdentity identity) {
    return Trust.keyStore(identity, PASSWORD.toCharArray());
  }

  private static byte[] text(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    byte[] framed = new byte[bytes.length + 2];
    framed[1] = (byte) bytes.length;
    System.arraycopy(bytes, 0, framed, 2, bytes.length);
    return framed;
  }

  private static byte[] packet(int type, byte[]... parts) throws IOException {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(type);
    packet.write(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (byte[] part : parts) {
      packet.write(part);
    }
    return packet.toByteArray();
  }

  private static final class Owners implements BrokerIdentities {

    @Override
    public Set<String> ids() {
      return Set.of("insurer-b", "insurer-c");
    }

    @Override
    public Optional<String> ownerOf(X509Certificate certificate) {
      return Optional.ofNullable(OWNERS.get(certificate));
    }
  }
}
