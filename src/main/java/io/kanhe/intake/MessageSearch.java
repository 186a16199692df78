package io.kanhe.intake;

import io.kanhe.ledger.Receipt;
import io.kanhe.message.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * Finds recorded messages and refusals, newest first, for people. Thread-safe.
 *
 * <p>Pages go by {@code before}: the ledger index of the last line seen, {@link #NEWEST} for the
 * first page.
 */
public interface MessageSearch {

  long NEWEST = Long.MAX_VALUE;

  List<MessageView> newest(long before, int limit);

  List<MessageView> byBusinessKey(String businessKey, long before, int limit);

  /** Several if different senders used the same id. */
  List<MessageView> byMessageId(MessageId id);

  Optional<MessageView> byLedgerIndex(long ledgerIndex);

  /** The receipt that the sender got. */
  Optional<Receipt> receipt(long ledgerIndex);

  List<RefusalView> refusals(long before, int limit);

  List<RefusalView> refusalsOf(MessageId id);
}
