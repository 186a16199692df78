package io.kanhe.delivery;

import io.kanhe.message.Direction;
import io.kanhe.participant.ParticipantId;

/**
 * What a route decided for one recipient: not yet signed, not yet durable.
 *
 * @param label tells several consignments of one message to one recipient apart, for instance
 *     {@code AlertImpact}
 * @param payload XML in UTF-8, standalone
 * @param payloadChanged true if it is not the payload that came in
 * @param priority 0 to 9
 */
public record Consignment(
    ParticipantId recipient,
    String label,
    String serviceId,
    String operation,
    String version,
    Direction direction,
    byte[] payload,
    boolean payloadChanged,
    int priority) {

  @Override
  public String toString() {
    return "Consignment[" + label + " to " + recipient + ", " + payload.length + " bytes]";
  }
}
