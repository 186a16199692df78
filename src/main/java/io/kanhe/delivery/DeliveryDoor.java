package io.kanhe.delivery;

import io.kanhe.participant.Participant;
import io.kanhe.platform.Door;

/** An outbound adapter. Thread-safe. */
public interface DeliveryDoor {

  Door door();

  /**
   * Hands a delivery over and returns when the other side (endpoint or broker) has it durably.
   * Checks the bytes against their digest first. Sends the duplicate mark where {@link
   * Delivery#possibleDuplicate} is set.
   *
   * @throws io.kanhe.platform.KanheException with a disposition: RETRY tries again later, others
   *     park the delivery
   */
  void handOver(Delivery delivery, Participant recipient);
}
