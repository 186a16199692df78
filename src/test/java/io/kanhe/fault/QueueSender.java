package io.kanhe.fault;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Submits to {@code kanhe.in.<id>} and waits for receipts on the receipt queue; after every lost
 * connection, and when a receipt does not come, the same bytes are sent again.
 */
final class QueueSender implements AutoCloseable {

  private static final long PAUSE_MILLISECONDS = 100;
  private static final long RECEIPT_PATIENCE_SECONDS = 10;

  private final FaultPartner partner;
  private final int corePort;
  private final LinkedBlockingQueue<Outgoing> waiting = new LinkedBlockingQueue<>();
  private final Map<String, Underway> underway = new ConcurrentHashMap<>();
  private final QueueReader receipts;
  private final Thread thread;
  private volatile boolean stopped;

  QueueSender(FaultPartner partner, int corePort, Answers answers) {
    this.partner = partner;
    this.corePort = corePort;
    this.receipts =
        new QueueReader(
            partner,
            corePort,
            "kanhe.receipt.",
            (session, body, marked) -> underway.remove(answers.add(partner.id(), body)));
    this.thread = new Thread(this::work, "queue-sender");
    thread.setDaemon(true);
    thread.start();
  }

  private record Underway(Outgoing message, long sinceNanos) {}

  void submit(Outgoing message) {
    waiting.add(message);
  }

  private void work() {
    try {
      while (!stopped) {
        try (FaultPartner.Line line = partner.connect(corePort)) {
          Session session = line.connection().createSession(false, Session.AUTO_ACKNOWLEDGE);
          MessageProducer producer =
              session.createProducer(session.createQueue("kanhe.in." + partner.id()));
          while (!stopped) {
            sendNext(session, producer);
          }
        } catch (JMSException e) {
          underway.values().forEach(each -> waiting.add(each.message()));
          underway.clear();
          Thread.sleep(PAUSE_MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendNext(Session session, MessageProducer producer)
      throws JMSException, InterruptedException {
    Outgoing next = waiting.poll(PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS);
    if (next == null) {
      repeatUnanswered();
      return;
    }
    underway.put(next.sent().id(), new Underway(next, System.nanoTime()));
    BytesMessage message = session.createBytesMessage();
    message.writeBytes(next.bytes());
    producer.send(message);
  }

  private void repeatUnanswered() {
    long before = System.nanoTime() - TimeUnit.SECONDS.toNanos(RECEIPT_PATIENCE_SECONDS);
    for (Underway each : underway.values()) {
      if (each.sinceNanos() < before && underway.remove(each.message().sent().id(), each)) {
        waiting.add(each.message());
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join(20_000);
    receipts.close();
  }
}
