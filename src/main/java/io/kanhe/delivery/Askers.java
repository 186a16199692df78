package io.kanhe.delivery;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.participant.ParticipantId;
import java.util.Optional;

/** Finds out who asked the query that a message is, or answers. Thread-safe. */
@FunctionalInterface
public interface Askers {

  /** Empty if the message has to do with no query. */
  Optional<ParticipantId> of(AcceptedMessage message);
}
