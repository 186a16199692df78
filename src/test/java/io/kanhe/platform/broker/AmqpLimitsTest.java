package io.kanhe.platform.broker;

import static io.kanhe.platform.broker.TestBroker.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an AMQP client could do that no library does. Standard: AMQP 1.0, parts 2 and 5. */
class AmqpLimitsTest {

  private static final String OUT = "kanhe.out.insurer-b";
  private static final byte[] SASL = {'A', 'M', 'Q', 'P', 3, 1, 0, 0};
  private static final byte[] AMQP = {'A', 'M', 'Q', 'P', 0, 1, 0, 0};

  /** sasl-init: mechanism EXTERNAL, initial response empty */
  private static final byte[] EXTERNAL =
      HexFormat.of().parseHex("005341c00d02a308" + "45585445524e414c" + "a000");

  /** open: container id x */
  private static final byte[] OPEN = HexFormat.of().parseHex("005310c00401a10178");

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

  /** Sizes above the agreed maximum, the largest of all, and one that is no frame. */
  @ParameterizedTest
  @ValueSource(ints = {1 << 20, Integer.MAX_VALUE, -1, 3})
  void frameAboveTheMaximumEndsItsConnectionAlone(int size) throws Exception {
    try (SSLSocket socket = connect()) {
      var out = socket.getOutputStream();
      out.write(SASL);
      out.write(frame(1, EXTERNAL));
      out.write(AMQP);
      out.write(frame(0, OPEN));
      out.flush();
      awaitOpen(socket.getInputStream());
      out.write(ByteBuffer.allocate(8).putInt(size).put((byte) 2).array());
      writeAsMuchAsIsTaken(socket);
      assertThat(isEnded(socket.getInputStream())).isTrue();
    }
    isAlive();
  }

  /** Too large for a login, no frame at all, and right in size but nonsense inside. */
  @ParameterizedTest
  @ValueSource(ints = {1 << 24, -1, 3, 100})
  void badLoginFrameEndsItsConnectionAlone(int size) throws Exception {
    try (SSLSocket socket = connect()) {
      var out = socket.getOutputStream();
      out.write(SASL);
      out.write(ByteBuffer.allocate(8).putInt(size).put((byte) 2).put((byte) 1).array());
      writeAsMuchAsIsTaken(socket);
      assertThat(isEnded(socket.getInputStream())).isTrue();
    }
    isAlive();
  }

  /** The broker itself waits for the login for ever. */
  @Test
  void connectionThatNeverLogsInIsEndedAndOthersStay() throws Exception {
    try (Connection other = AmqpRightsTest.client(test, B, "").createConnection();
        SSLSocket socket = connect()) {
      other.start();
      socket.getOutputStream().write(SASL);
      await().until(() -> test.broker().endIdleLogins(Duration.ZERO) == 1);
      assertThat(isEnded(socket.getInputStream())).isTrue();
      assertThat(test.broker().endIdleLogins(Duration.ZERO)).isZero();
      assertThat(take(other, 1, false)).isZero();
    }
    isAlive();
  }

  /** Whoever takes deliveries and never settles them keeps nothing from the next reader. */
  @Test
  void deliveriesThatAreNeverSettledComeAgain() throws Exception {
    await().until(() -> test.broker().messageCount(OUT) == 0);
    for (int i = 0; i < 50; i++) {
      test.send(OUT, "d" + i);
    }
    try (Connection connection = AmqpRightsTest.client(test, B, "").createConnection()) {
      assertThat(take(connection, 50, false)).isEqualTo(50);
      assertThat(test.broker().messageCount(OUT)).isEqualTo(50);
    }
    try (Connection connection = AmqpRightsTest.client(test, B, "").createConnection()) {
      assertThat(take(connection, 50, true)).isEqualTo(50);
    }
    await().untilAsserted(() -> assertThat(test.broker().messageCount(OUT)).isZero());
  }

  private static int take(Connection connection, int most, boolean settled) throws Exception {
    connection.start();
    Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
    MessageConsumer consumer = session.createConsumer(session.createQueue(OUT));
    int taken = 0;
    Message last = null;
    while (taken < most) {
      Message next = consumer.receive(2000);
      if (next == null) {
        break;
      }
      last = next;
      taken++;
    }
    if (settled && last != null) {
      last.acknowledge();
    }
    return taken;
  }

  private static SSLSocket connect() throws IOException {
    SSLSocket socket =
        (SSLSocket) test.pki.client(B).getSocketFactory().createSocket("127.0.0.1", test.amqpPort);
    socket.setSoTimeout(15_000);
    return socket;
  }

  private static byte[] frame(int type, byte[] body) {
    return ByteBuffer.allocate(8 + body.length)
        .putInt(8 + body.length)
        .put((byte) 2)
        .put((byte) type)
        .putShort((short) 0)
        .put(body)
        .array();
  }

  /** Reads until the broker's own open has come: {@code 00 53 10}. */
  private static void awaitOpen(InputStream in) throws IOException {
    int state = 0;
    while (state < 3) {
      int next = in.read();
      assertThat(next).as("the connection is open").isNotNegative();
      int wanted = state == 0 ? 0 : state == 1 ? 0x53 : 0x10;
      state = next == wanted ? state + 1 : next == 0 ? 1 : 0;
    }
  }

  private static void writeAsMuchAsIsTaken(SSLSocket socket) {
    try {
      socket.getOutputStream().write(new byte[256 * 1024]);
      socket.getOutputStream().flush();
    } catch (IOException ended) {
      // The broker has ended the connection already, as it should.
      return;
    }
  }

  private static boolean isEnded(InputStream in) throws IOException {
    try {
      while (in.read() >= 0) {
        // What the broker still says, a close with its reason, ends with the connection.
      }
      return true;
    } catch (SocketException reset) {
      return true;
    }
  }

  private static void isAlive() throws Exception {
    test.send(OUT, "good");
    try (Connection connection = AmqpRightsTest.client(test, B, "").createConnection()) {
      connection.start();
      Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
      BytesMessage message =
          (BytesMessage) session.createConsumer(session.createQueue(OUT)).receive(5000);
      byte[] body = new byte[(int) message.getBodyLength()];
      message.readBytes(body);
      message.acknowledge();
      assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo("good");
    }
  }
}
