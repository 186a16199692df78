package io.kanhe.intake;

import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The durable store of accepted messages, and the list of those that no route has handled yet.
 * Thread-safe.
 */
public interface AcceptedMessages {

  /**
   * Loads a message and checks that its stored bytes still have the digest under which they were
   * accepted.
   *
   * @throws io.kanhe.platform.KanheException 5005 INTERNAL if the stored bytes were altered
   */
  Optional<AcceptedMessage> find(long ledgerIndex);

  /** The bytes as they came in, digest checked; for feeds the signed header. */
  Optional<byte[]> raw(long ledgerIndex);

  /**
   * Ledger indexes of accepted messages not yet routed, oldest first, greater than {@code after}.
   */
  List<Long> unrouted(long after, int limit);

  /**
   * Calls {@code listener} after each commit with every newly accepted, unrouted message; must not
   * block.
   */
  void onAccepted(LongConsumer listener);

  /**
   * SQL that a routing commit adds to its batch with the ledger index: the message is routed when
   * it commits.
   */
  String MARK_ROUTED = "DELETE FROM unrouted WHERE ledger_index = ?";
}
