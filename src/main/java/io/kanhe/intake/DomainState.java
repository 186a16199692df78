package io.kanhe.intake;

import io.kanhe.ledger.Change.Batch;
import io.kanhe.ledger.Recorded;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.participant.ParticipantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * State of the domain that a message changes in the very commit that accepts it: the case of an
 * accident, the steps of a lead, the progress of claims. A message that does not fit the state is
 * refused and changes nothing; one that fits is never accepted without its change. Implemented by
 * services. Thread-safe.
 */
public interface DomainState {

  /**
   * Reads the message on the door's thread; all parsing belongs here.
   *
   * @return empty if the message does not concern this state
   * @throws io.kanhe.platform.KanheException 4002 RULE_FAILED and others that need no state
   */
  Optional<Step> step(Incoming message);

  /** A message that kept its contract and is about to be recorded. */
  record Incoming(
      ParticipantId sender, Header header, String format, Payload payload, Instant receivedAt) {

    @Override
    public String toString() {
      return "Incoming[" + header.messageId() + " from " + sender + "]";
    }
  }

  /** What the message wants to do. */
  interface Step {

    /** Steps with equal keys never share a commit: each sees what the earlier ones wrote. */
    Object key();

    /**
     * Decides on the ledger's writer thread, inside the transaction: be quick, write nothing.
     *
     * @throws io.kanhe.platform.KanheException 4001 NOT_FOUND, 4003 STATE_CONFLICT and others of
     *     the 4xxx family: the message is refused
     */
    Decision decide(Connection transaction) throws SQLException;
  }

  /**
   * @param facts added to the ACCEPTED entry; never a personal value
   * @param writes rows of the same commit
   */
  record Decision(Map<String, String> facts, Writes writes) {

    public Decision {
      facts = Map.copyOf(facts);
    }

    /** The message changes nothing, for instance an older revision; the facts say why. */
    public static Decision unchanged(Map<String, String> facts) {
      return new Decision(facts, (accepted, batch) -> {});
    }
  }

  /** Rows that go with the ACCEPTED entry. */
  @FunctionalInterface
  interface Writes {
    void add(Recorded accepted, Batch batch);
  }
}
