package io.kanhe.delivery;

import io.kanhe.intake.Submission;
import io.kanhe.participant.Participant;
import io.kanhe.platform.Door;
import java.util.Optional;

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

  /**
   * As {@link #handOver}, for a door whose other side answers at once.
   *
   * @return what the recipient answered, for the intake once the hand-over is recorded; empty where
   *     the acknowledgement comes later and on its own
   */
  default Optional<Submission> handOverForAnswer(Delivery delivery, Participant recipient) {
    handOver(delivery, recipient);
    return Optional.empty();
  }
}
