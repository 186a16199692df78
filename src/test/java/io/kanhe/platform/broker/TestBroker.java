package io.kanhe.platform.broker;

import io.kanhe.platform.KanheProperties;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.springframework.util.unit.DataSize;

/**
 * A real broker on free ports whose participants {@code insurer-b} and {@code insurer-c} connect.
 */
public final class TestBroker implements AutoCloseable {

  public static final String B = "insurer-b";
  public static final String C = "insurer-c";
  public static final int MAX_MESSAGE_BYTES = 256 * 1024;

  public final BrokerPki pki;
  public final int corePort = freePort();
  public final int amqpPort = freePort();
  public final int mqttPort = freePort();
  public final int stompPort = freePort();
  private final Path folder;
  private EmbeddedBroker broker;

  public TestBroker(Path folder) {
    this.folder = folder;
    this.pki = new BrokerPki(folder.resolve("pki"), B, C, "insurer-a", "met-taizhou");
    this.broker = newBroker(BrokerLimits.forMessagesOf(MAX_MESSAGE_BYTES), Clock.systemUTC());
    broker.start();
  }

  public EmbeddedBroker broker() {
    return broker;
  }

  public void restart() {
    broker.close();
    broker = newBroker(BrokerLimits.forMessagesOf(MAX_MESSAGE_BYTES), Clock.systemUTC());
    broker.start();
  }

  /** Restarts with other limits. */
  public void restart(long memoryBytes, long pageBytes) {
    broker.close();
    broker =
        newBroker(
            new BrokerLimits(MAX_MESSAGE_BYTES, memoryBytes, pageBytes, 1L << 20),
            Clock.systemUTC());
    broker.start();
  }

  void restart(Clock clock) {
    broker.close();
    broker = newBroker(BrokerLimits.forMessagesOf(MAX_MESSAGE_BYTES), clock);
    broker.start();
  }

  EmbeddedBroker newBroker(BrokerLimits limits, Clock clock) {
    return new EmbeddedBroker(
        new KanheProperties.Broker(
            "127.0.0.1",
            corePort,
            amqpPort,
            mqttPort,
            stompPort,
            DataSize.ofBytes(MAX_MESSAGE_BYTES)),
        folder.resolve("data"),
        new TransportKeys(pki.keyStore("gateway"), pki.anchors(), pki.passwordFile()),
        limits,
        pki,
        clock);
  }

  /** Core JMS client with the certificate {@code name}, or without one. */
  public ActiveMQConnectionFactory core(String name) {
    String keys =
        name == null
            ? ""
            : ";keyStoreType=PKCS12;keyStorePath="
                + pki.keyStore(name)
                + ";keyStorePassword="
                + BrokerPki.PASSWORD;
    return new ActiveMQConnectionFactory(
        "tcp://127.0.0.1:"
            + corePort
            + "?sslEnabled=true;trustStoreType=PKCS12;trustStorePath="
            + pki.trustStore()
            + ";trustStorePassword="
            + BrokerPki.PASSWORD
            + keys
            + ";reconnectAttempts=0;initialConnectAttempts=1;callTimeout=10000");
  }

  /** Puts a message on a queue as the gateway does. */
  public void send(String queue, String text) {
    try (BrokerSession session = broker.openSession()) {
      ClientMessage message = session.session().createMessage(ClientMessage.BYTES_TYPE, true);
      message.getBodyBuffer().writeBytes(text.getBytes(StandardCharsets.UTF_8));
      session.session().createProducer(queue).send(message);
      session.session().commit();
    } catch (ActiveMQException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes the next message from a queue as the gateway does; null if none comes soon. */
  public String receive(String queue) {
    try (BrokerSession session = broker.openSession()) {
      session.session().start();
      ClientMessage message = session.session().createConsumer(queue).receive(3000);
      if (message == null) {
        return null;
      }
      byte[] body = new byte[message.getBodySize()];
      message.getBodyBuffer().readBytes(body);
      message.acknowledge();
      session.session().commit();
      return new String(body, StandardCharsets.UTF_8);
    } catch (ActiveMQException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    broker.close();
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
