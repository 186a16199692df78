package io.kanhe.intake;

import io.kanhe.message.Digest;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import java.time.Instant;

/**
 * A message that the ledger holds as accepted.
 *
 * @param ledgerIndex index of its ACCEPTED entry: its identity inside the gateway
 * @param format name of the catalogue format that its payload was checked as
 * @param rawDigest SHA-256 over the bytes as they came in
 */
public record AcceptedMessage(
    long ledgerIndex,
    ParticipantId sender,
    Header header,
    Payload payload,
    String format,
    Digest rawDigest,
    Door door,
    Instant receivedAt) {

  @Override
  public String toString() {
    return "AcceptedMessage[" + ledgerIndex + " " + header + "]";
  }
}
