package io.kanhe.intake;

import io.kanhe.message.MessageId;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a list shows of a recorded message: no payload, no person's reference. */
public record MessageView(
    long ledgerIndex,
    ParticipantId sender,
    MessageId messageId,
    String service,
    String version,
    String operation,
    String direction,
    String environment,
    String businessKey,
    @Nullable MessageId correlationId,
    Door door,
    String format,
    String rawDigest,
    long senderSequence,
    Instant receivedAt) {

  /** Safe for logs: no business key. */
  @Override
  public String toString() {
    return "MessageView[" + ledgerIndex + " " + messageId + " " + service + "/" + operation + "]";
  }
}
