package io.kanhe.delivery;

import io.kanhe.message.Direction;
import io.kanhe.message.MessageId;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import java.time.Instant;

/**
 * A query (mode S) on its way to its answer.
 *
 * @param requestIndex ledger index of the accepted REQUEST: the identity of the query
 * @param askedAt the asker waits at the SOAP door; at any other the answer is a delivery like all
 * @param deadline after which no answer is taken
 */
record Query(
    long requestIndex, ParticipantId asker, MessageId requestId, Door askedAt, Instant deadline) {

  boolean isAskedAtSoapDoor() {
    return askedAt == Door.SOAP;
  }

  boolean isAnsweredBy(Consignment consignment) {
    return consignment.direction() == Direction.RESPONSE && consignment.recipient().equals(asker);
  }
}
