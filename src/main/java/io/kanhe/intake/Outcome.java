package io.kanhe.intake;

import io.kanhe.ledger.Receipt;
import io.kanhe.platform.ErrorCode;
import org.jspecify.annotations.Nullable;

/** What the pipeline made of a submission. */
public sealed interface Outcome {

  /**
   * Recorded and durable.
   *
   * @param repeated true if the same bytes had been accepted before; the receipt is the same one
   */
  record Accepted(Receipt receipt, boolean repeated) implements Outcome {}

  /**
   * @param detail what was found and expected; shown to the sender
   * @param receipt proof of the refusal; {@code null} if even the refusal could not be recorded
   * @param traceId under which the log holds more
   */
  record Refused(ErrorCode code, String detail, @Nullable Receipt receipt, String traceId)
      implements Outcome {}
}
