package io.kanhe.delivery;

import io.kanhe.message.HeaderBuilder;
import io.kanhe.platform.Door;
import java.time.Instant;
import java.util.Optional;

/** Makes the signed bytes of an outgoing message in the form of one door. Thread-safe. */
interface OutgoingSeal {

  Door door();

  /**
   * @param header complete but for the payload digest, which is computed as the door's form asks
   *     for
   * @param payload one XML document in UTF-8, without declaration
   */
  byte[] seal(HeaderBuilder header, byte[] payload);

  /**
   * The same message in a new seal, if that of {@code sealed} would be too old for its recipient by
   * now.
   */
  default Optional<byte[]> renewed(byte[] sealed, Instant now) {
    return Optional.empty();
  }
}
