package io.kanhe.intake;

import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Records what a door refused before it had all bytes. Thread-safe. */
public interface DoorRefusals {

  /**
   * For a limit passed while streaming, a wrong content type, an unknown peer. Such a refusal has
   * an entry but no receipt, because no digest of the bytes exists.
   *
   * @param detail what was found and expected; shown to the sender
   */
  Outcome.Refused refuse(
      Door door, @Nullable ParticipantId peer, Instant receivedAt, ErrorCode code, String detail);
}
