package io.kanhe.delivery.mq;

import io.kanhe.delivery.Delivery;
import io.kanhe.delivery.DeliveryDoor;
import io.kanhe.participant.Participant;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.broker.BrokerAddresses;
import io.kanhe.platform.broker.BrokerSession;
import io.kanhe.platform.broker.EmbeddedBroker;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.api.core.ActiveMQAddressFullException;
import org.apache.activemq.artemis.api.core.ActiveMQDuplicateIdException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts deliveries on {@code kanhe.out.<recipient>}; a hand-over is done when the broker has
 * committed it to disk.
 *
 * <p>The first attempt carries the delivery id as the broker's duplicate id: repeated after a crash
 * between the broker's commit and ours, it adds no second copy. A later attempt that may reach the
 * recipient twice carries the duplicate mark and an id of its own, for the broker must not swallow
 * it; it is left out while the earlier copy still waits in the queue. Thread-safe.
 */
final class ArtemisDeliveryDoor implements DeliveryDoor, AutoCloseable {

  static final String MESSAGE_ID = "kanheMessageId";
  static final String REDELIVERY = "kanheRedelivery";
  private static final Logger LOG = LoggerFactory.getLogger(ArtemisDeliveryDoor.class);

  private final EmbeddedBroker broker;
  private final WaitingDeliveries waiting;
  private final ConcurrentLinkedQueue<BrokerSession> idle = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  ArtemisDeliveryDoor(EmbeddedBroker broker, WaitingDeliveries waiting) {
    this.broker = broker;
    this.waiting = waiting;
  }

  @Override
  public Door door() {
    return Door.MQ;
  }

  @Override
  public void handOver(Delivery delivery, Participant recipient) {
    if (!delivery.bytesDigest().matches(delivery.bytes())) {
      throw new KanheException(
          ErrorCode.INTERNAL, "the stored bytes of delivery " + delivery.id() + " were altered");
    }
    if (broker.isDiskFull()) {
      throw new KanheException(ErrorCode.OVERLOADED, "the broker's disk is full");
    }
    String address = BrokerAddresses.out(recipient.id().value());
    if (delivery.possibleDuplicate() && waiting.contains(address, delivery.id())) {
      LOG.debug("Delivery {} still waits in {}", delivery.id(), address);
      return;
    }
    send(delivery, address);
  }

  private void send(Delivery delivery, String address) {
    BrokerSession session = borrow();
    try {
      ClientSession transaction = session.session();
      // A producer of its own ends with its hand-over, so that no credits or names pile up per
      // recipient.
      try (var producer = transaction.createProducer(address)) {
        producer.send(message(transaction, delivery));
        transaction.commit();
      }
    } catch (ActiveMQDuplicateIdException e) {
      // The broker has it from an attempt whose commit we never saw.
      session.close();
      return;
    } catch (ActiveMQException e) {
      session.close();
      throw isFull(e)
          ? new KanheException(
              ErrorCode.OVERLOADED,
              "queue " + address + " is at its limit: its reader is behind",
              e)
          : new KanheException(ErrorCode.PARTNER_DOWN, "the broker did not take a delivery", e);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
    giveBack(session);
  }

  private static ClientMessage message(ClientSession session, Delivery delivery) {
    ClientMessage message = session.createMessage(ClientMessage.BYTES_TYPE, true);
    message.getBodyBuffer().writeBytes(delivery.bytes());
    message.setPriority((byte) Math.max(0, Math.min(9, delivery.priority())));
    message.putStringProperty(MESSAGE_ID, delivery.id().toString());
    String duplicateId = delivery.id().toString();
    if (delivery.possibleDuplicate()) {
      int redelivery = Math.max(1, delivery.attempts());
      message.putIntProperty(REDELIVERY, redelivery);
      duplicateId += "#" + redelivery;
    }
    message.putStringProperty(Message.HDR_DUPLICATE_DETECTION_ID.toString(), duplicateId);
    return message;
  }

  /**
   * The reason of a transaction that the broker marked for rollback is the cause of what the commit
   * throws.
   */
  private static boolean isFull(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ActiveMQAddressFullException) {
        return true;
      }
    }
    return false;
  }

  private BrokerSession borrow() {
    BrokerSession session = idle.poll();
    while (session != null && session.isClosed()) {
      session.close();
      session = idle.poll();
    }
    return session == null ? broker.openSession() : session;
  }

  private void giveBack(BrokerSession session) {
    idle.add(session);
    if (closed.get()) {
      close();
    }
  }

  @Override
  public void close() {
    closed.set(true);
    for (BrokerSession session = idle.poll(); session != null; session = idle.poll()) {
      session.close();
    }
  }
}
