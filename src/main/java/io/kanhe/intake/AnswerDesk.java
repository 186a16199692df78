package io.kanhe.intake;

import io.kanhe.ledger.Receipt;
import io.kanhe.message.MessageId;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.ErrorCode;
import java.util.Optional;

/**
 * Where a door waits for the answer to a query (mode S) that it has just accepted. Implemented by
 * delivery: intake knows no delivery. Thread-safe.
 */
public interface AnswerDesk {

  /**
   * Waits until the answer is durable, or until the deadline of the operation.
   *
   * @param receipt of the accepted message
   * @return empty if the message is no query
   */
  Optional<Reply> await(Receipt receipt);

  /** Says that the door has written the answer to the asker's connection. */
  void sent(Reply.Signed reply);

  /**
   * Says that a provider's answer was refused: nobody has to wait for it any longer.
   *
   * @param answered the message id that the provider answered
   * @param provider proved to be the sender
   */
  void refused(MessageId answered, ParticipantId provider, ErrorCode code);

  /** What the asker gets. */
  sealed interface Reply {

    /**
     * @param id message id of the answer
     * @param envelope SOAP envelope signed by the gateway
     */
    record Signed(MessageId id, byte[] envelope) implements Reply {

      @Override
      public String toString() {
        return "Signed[" + id + "]";
      }
    }

    /**
     * There is no answer, or none yet. Repeating the same bytes asks for it again.
     *
     * @param detail shown to the asker
     */
    record None(ErrorCode code, String detail) implements Reply {}
  }
}
