package io.kanhe.sandbox;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;

/** A partner's connection to its own queues at the gateway's broker, over mutual TLS. */
final class PartnerQueues implements AutoCloseable {

  private final PartnerKeys keys;
  private final ActiveMQConnectionFactory factory;
  private final Connection connection;
  private final Session sendSession;
  private final BlockingQueue<QueueAnswer> receipts = new LinkedBlockingQueue<>();

  PartnerQueues(PartnerKeys keys, GatewayAddress gateway) throws JMSException {
    this(keys, gateway, -1);
  }

  /**
   * @param reconnects how often it tries after a loss; -1 for ever
   */
  PartnerQueues(PartnerKeys keys, GatewayAddress gateway, int reconnects) throws JMSException {
    this.keys = keys;
    this.factory =
        new ActiveMQConnectionFactory(url(keys, gateway) + "&reconnectAttempts=" + reconnects);
    this.connection = factory.createConnection();
    this.sendSession = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
    MessageConsumer consumer =
        session.createConsumer(session.createQueue("kanhe.receipt." + keys.id()));
    consumer.setMessageListener(message -> keepReceipt(message));
    connection.start();
  }

  private static String url(PartnerKeys keys, GatewayAddress gateway) {
    return "tcp://"
        + gateway.host()
        + ":"
        + gateway.corePort()
        + "?sslEnabled=true&keyStorePath="
        + keys.tlsStore()
        + "&keyStorePassword="
        + keys.password()
        + "&trustStorePath="
        + keys.trustStore()
        + "&trustStorePassword="
        + keys.password()
        + "&consumerWindowSize=1048576";
  }

  /** Returns when the broker has the message on disk. */
  synchronized void send(byte[] signed) throws JMSException {
    try (MessageProducer producer =
        sendSession.createProducer(sendSession.createQueue("kanhe.in." + keys.id()))) {
      BytesMessage message = sendSession.createBytesMessage();
      message.writeBytes(signed);
      producer.send(message);
    }
  }

  /** Done when the gateway ends the connection. */
  CompletableFuture<Void> lost() throws JMSException {
    CompletableFuture<Void> lost = new CompletableFuture<>();
    connection.setExceptionListener(failure -> lost.complete(null));
    return lost;
  }

  /** The next receipt, or {@code null} when none comes in time. */
  byte @Nullable [] nextReceipt(int seconds) throws InterruptedException {
    QueueAnswer next = nextAnswer(seconds);
    return next == null ? null : next.body();
  }

  /** As {@link #nextReceipt}, with what the gateway said of a refusal. */
  @Nullable QueueAnswer nextAnswer(int seconds) throws InterruptedException {
    return receipts.poll(seconds, TimeUnit.SECONDS);
  }

  /**
   * @param detail of a refusal, else empty
   */
  record QueueAnswer(byte[] body, String detail) {}

  /**
   * Calls {@code listener} with body and duplicate mark of everything on {@code kanhe.out.<id>}; a
   * message leaves the queue when the listener returned.
   *
   * @return closed, it takes no more: what comes stays on the queue
   */
  Session onDelivery(BiConsumer<byte[], Boolean> listener) throws JMSException {
    Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
    MessageConsumer consumer =
        session.createConsumer(session.createQueue("kanhe.out." + keys.id()));
    consumer.setMessageListener(
        message -> {
          try {
            boolean marked =
                message.propertyExists("kanheRedelivery")
                    && message.getIntProperty("kanheRedelivery") > 0;
            listener.accept(body(message), marked);
            message.acknowledge();
          } catch (JMSException e) {
            throw new IllegalStateException("delivery to " + keys.id() + " could not be read", e);
          }
        });
    return session;
  }

  private void keepReceipt(Message message) {
    try {
      String detail = message.getStringProperty("kanheDetail");
      receipts.add(new QueueAnswer(body(message), detail == null ? "" : detail));
      message.acknowledge();
    } catch (JMSException e) {
      throw new IllegalStateException("receipt for " + keys.id() + " could not be read", e);
    }
  }

  private static byte[] body(Message message) throws JMSException {
    BytesMessage bytes = (BytesMessage) message;
    byte[] body = new byte[(int) bytes.getBodyLength()];
    bytes.readBytes(body);
    return body;
  }

  @Override
  public void close() throws JMSException {
    connection.close();
    factory.close();
  }
}
