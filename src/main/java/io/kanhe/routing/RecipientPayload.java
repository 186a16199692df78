package io.kanhe.routing;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.participant.Participant;
import java.util.Optional;

/**
 * A named payload made for each recipient from what the gateway knows, usable in routes as {@code
 * kanhe:answer?with=<name>&to=…}. Thread-safe, reads only.
 */
public interface RecipientPayload {

  String name();

  /** Operation of the service under which it is sent, for instance {@code impact}. */
  String operation();

  /**
   * @param payload the payload at this step of the route, XML in UTF-8
   * @return empty if there is nothing to tell this recipient
   */
  Optional<byte[]> make(AcceptedMessage message, byte[] payload, Participant recipient);
}
