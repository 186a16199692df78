package io.kanhe.delivery;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Direction;
import io.kanhe.participant.Agreements;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.participant.Role;
import io.kanhe.platform.ErrorCode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Default deny for outgoing messages: a route decides who should get a message, the roles of the
 * service and an agreement decide who may. A mistake in a route therefore discloses nothing.
 * Thread-safe.
 */
final class DeliveryPermission {

  /** Days of agreements are days in China, wherever the machine stands. */
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private final ParticipantRegistry registry;
  private final Catalogue catalogue;
  private final Agreements agreements;

  DeliveryPermission(ParticipantRegistry registry, Catalogue catalogue, Agreements agreements) {
    this.registry = registry;
    this.catalogue = catalogue;
    this.agreements = agreements;
  }

  /** Why {@code consignment} may not go; empty if it may. */
  Optional<ErrorCode> refusal(
      AcceptedMessage message, Consignment consignment, Optional<Query> query, Instant now) {
    Optional<Participant> recipient =
        registry.byId(consignment.recipient()).filter(Participant::active);
    if (recipient.isEmpty()) {
      return Optional.of(ErrorCode.SENDER_UNKNOWN);
    }
    // An exercise that reaches a production system causes real action.
    if (!recipient.get().environments().contains(message.header().environment())) {
      return Optional.of(ErrorCode.ENVIRONMENT_NOT_ALLOWED);
    }
    if (!isFor(recipient.get().role(), consignment)) {
      return Optional.of(ErrorCode.ROLE_NOT_ALLOWED);
    }
    if (query.filter(asked -> asked.isAnsweredBy(consignment)).isPresent()) {
      return Optional.empty(); // the agreement under which it was asked allows the answer
    }
    LocalDate day = LocalDate.ofInstant(now, CHINA);
    return agreements.allows(
            provider(message, consignment), consignment.serviceId(), recipient.get().id(), day)
        ? Optional.empty()
        : Optional.of(ErrorCode.NO_AGREEMENT);
  }

  private boolean isFor(Role role, Consignment consignment) {
    return catalogue
        .find(consignment.serviceId(), consignment.version())
        .filter(
            service -> service.mayReceive(role, consignment.operation(), consignment.direction()))
        .isPresent();
  }

  /**
   * Who provides the content: the gateway where it made an answer of its own, else the original
   * sender.
   */
  private ParticipantId provider(AcceptedMessage message, Consignment consignment) {
    boolean answer =
        consignment.direction() == Direction.RESPONSE
            || !consignment.serviceId().equals(message.header().serviceId())
            || !consignment.operation().equals(message.header().operation());
    return answer ? registry.gateway().id() : message.sender();
  }
}
