package io.kanhe.delivery;

import io.kanhe.intake.Submission;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.FaultTrace;
import io.kanhe.platform.KanheException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt to hand a delivery over, by the door of its recipient. Thread-safe. */
final class Attempts {

  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

  private final ParticipantRegistry registry;
  private final Renewals renewals;
  private final Map<Door, DeliveryDoor> doors = new EnumMap<>(Door.class);

  Attempts(ParticipantRegistry registry, List<DeliveryDoor> doors, Renewals renewals) {
    this.registry = registry;
    this.renewals = renewals;
    for (DeliveryDoor door : doors) {
      if (this.doors.put(door.door(), door) != null) {
        throw new IllegalArgumentException("two delivery doors " + door.door().label());
      }
    }
  }

  sealed interface Result {

    /**
     * @param answer what the recipient answered at once
     */
    record HandedOver(Optional<Submission> answer) implements Result {}

    record Failed(ErrorCode code) implements Result {}

    /** Nothing was handed over: the delivery has to be signed anew before. */
    record Outdated(DeliveryChange renewal) implements Result {}
  }

  Result attempt(Delivery delivery) {
    try {
      Optional<DeliveryChange> renewal = renewal(delivery);
      return renewal.isPresent()
          ? new Result.Outdated(renewal.get())
          : new Result.HandedOver(handOver(delivery));
    } catch (KanheException e) {
      LOG.warn("{} was not handed over: {} {}", delivery, e.code(), e.getMessage());
      return new Result.Failed(e.code());
    } catch (RuntimeException e) {
      // The edge of the dispatcher: a fault in one door must not end the lane's worker.
      LOG.error("{} was not handed over: {}", delivery, FaultTrace.of(e));
      return new Result.Failed(ErrorCode.INTERNAL);
    }
  }

  /** A delivery that cannot be signed anew goes out as it is: its recipient may be lenient. */
  private Optional<DeliveryChange> renewal(Delivery delivery) {
    try {
      return renewals.due(delivery);
    } catch (RuntimeException e) {
      LOG.error("{} was not signed anew: {}", delivery, FaultTrace.of(e));
      return Optional.empty();
    }
  }

  private Optional<Submission> handOver(Delivery delivery) {
    Participant recipient =
        registry
            .byId(delivery.recipient())
            .filter(Participant::active)
            .orElseThrow(
                () ->
                    new KanheException(
                        ErrorCode.SENDER_UNKNOWN,
                        delivery.recipient() + " is not an active participant"));
    DeliveryDoor door = doors.get(delivery.door());
    if (door == null) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "no delivery door " + delivery.door().label() + " (expected: " + doors.keySet() + ")");
    }
    return door.handOverForAnswer(delivery, recipient);
  }
}
