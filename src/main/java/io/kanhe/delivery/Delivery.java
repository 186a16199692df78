package io.kanhe.delivery;

import io.kanhe.message.Digest;
import io.kanhe.message.MessageId;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import java.time.Instant;

/**
 * One accepted message on its way to one recipient.
 *
 * @param id also the broker's duplicate id; the message id of the outgoing message
 * @param ledgerIndex of the accepted message
 * @param bytes signed outgoing message: a SOAP envelope or CMS SignedData
 * @param possibleDuplicate true if an earlier attempt may have reached the recipient: the duplicate
 *     mark is set
 * @param deadline after which it expires
 */
public record Delivery(
    MessageId id,
    long ledgerIndex,
    ParticipantId recipient,
    Door door,
    String label,
    DeliveryState state,
    byte[] bytes,
    Digest bytesDigest,
    int attempts,
    boolean possibleDuplicate,
    int priority,
    Instant createdAt,
    Instant deadline) {

  /** The same message in another signed form. */
  Delivery signedAnew(byte[] bytes, Digest bytesDigest) {
    return new Delivery(
        id,
        ledgerIndex,
        recipient,
        door,
        label,
        state,
        bytes,
        bytesDigest,
        attempts,
        possibleDuplicate,
        priority,
        createdAt,
        deadline);
  }

  @Override
  public String toString() {
    return "Delivery[" + id + " " + label + " to " + recipient + " " + state + "]";
  }
}
