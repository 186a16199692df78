package io.kanhe.intake;

import io.kanhe.ledger.Change.Batch;
import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.Recorded;
import io.kanhe.message.Header;
import io.kanhe.participant.ParticipantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * Takes signed acknowledgements that came in through a door. Implemented by delivery: intake knows
 * no delivery.
 */
public interface AcknowledgementSink {

  /**
   * Finds the delivery that an ACK or NACK names by correlationId. Runs inside the transaction of
   * the group commit.
   *
   * @param payload the {@code k:Acknowledgement} document
   * @throws io.kanhe.platform.KanheException 4001 NOT_FOUND if no delivery to {@code recipient} has
   *     that message id, 1010 CONTENT_MISMATCH if the acknowledged digest is another than that of
   *     the bytes handed over, 4003 STATE_CONFLICT if the delivery is already settled otherwise
   */
  Settlement settle(
      Connection transaction, ParticipantId recipient, Header acknowledgement, byte[] payload)
      throws SQLException;

  /**
   * Finds the query that a provider's RESPONSE answers by correlationId, and settles its delivery.
   * Runs inside the transaction of the group commit.
   *
   * @throws io.kanhe.platform.KanheException 4001 NOT_FOUND if no query to {@code provider} has
   *     that message id, 4003 STATE_CONFLICT if it is answered or declined already, 4005
   *     ANSWER_LATE after its deadline
   */
  Settlement settleByAnswer(Connection transaction, ParticipantId provider, Header answer)
      throws SQLException;

  /**
   * @param type ACKNOWLEDGED or DECLINED; ACCEPTED for an answer
   * @param facts added to the entry
   * @param writes rows to write in the same commit
   */
  record Settlement(EntryType type, Map<String, String> facts, Writes writes) {}

  /** Rows that go with the acknowledgement's entry. */
  @FunctionalInterface
  interface Writes {
    void add(Recorded acknowledgement, Batch batch);
  }
}
