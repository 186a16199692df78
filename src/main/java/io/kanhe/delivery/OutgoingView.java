package io.kanhe.delivery;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.participant.Participant;

/**
 * What a recipient may see of a payload. Asked for every consignment, whatever a route says: a
 * route decides who gets a message, not how much of it. Thread-safe.
 */
@FunctionalInterface
public interface OutgoingView {

  /** The payload as {@code recipient} may have it; the same array where it may have all. */
  byte[] of(AcceptedMessage message, Consignment consignment, Participant recipient);
}
