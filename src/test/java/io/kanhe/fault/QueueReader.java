package io.kanhe.fault;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads one queue of a partner in transactions: what the handler sends and what it took go
 * together. Connects again whenever the gateway died, as a careful partner does.
 */
final class QueueReader implements Runnable, AutoCloseable {

  private static final int BATCH = 16;
  private static final long PAUSE_MILLISECONDS = 200;

  private final FaultPartner partner;
  private final int corePort;
  private final String queue;
  private final Handler handler;
  private final Thread thread;
  private volatile boolean stopped;

  QueueReader(FaultPartner partner, int corePort, String queue, Handler handler) {
    this.partner = partner;
    this.corePort = corePort;
    this.queue = queue + partner.id();
    this.handler = handler;
    this.thread = new Thread(this, "reader-" + this.queue);
    thread.setDaemon(true);
    thread.start();
  }

  interface Handler {
    /**
     * @param marked true with the gateway's duplicate mark, or the broker's
     */
    void take(Session session, byte[] body, boolean marked) throws JMSException;
  }

  @Override
  public void run() {
    while (!stopped) {
      try (FaultPartner.Line line = partner.connect(corePort)) {
        AtomicBoolean broken = new AtomicBoolean();
        line.connection().setExceptionListener(e -> broken.set(true));
        Session session = line.connection().createSession(true, Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
        line.connection().start();
        while (!stopped && !broken.get()) {
          serve(session, consumer);
        }
      } catch (JMSException e) {
        pause();
      }
    }
  }

  private void serve(Session session, MessageConsumer consumer) throws JMSException {
    Message message = consumer.receive(PAUSE_MILLISECONDS);
    for (int i = 0; message != null; i++) {
      handler.take(session, body(message), isMarked(message));
      message = i < BATCH ? consumer.receiveNoWait() : null;
    }
    session.commit();
  }

  private static boolean isMarked(Message message) throws JMSException {
    boolean byGateway =
        message.propertyExists("kanheRedelivery") && message.getIntProperty("kanheRedelivery") > 0;
    return byGateway || message.getJMSRedelivered();
  }

  private static byte[] body(Message message) throws JMSException {
    BytesMessage bytes = (BytesMessage) message;
    byte[] body = new byte[(int) bytes.getBodyLength()];
    bytes.readBytes(body);
    return body;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join(15_000);
  }
}
