package io.kanhe.delivery;

import io.kanhe.message.MessageId;
import java.util.Comparator;

/**
 * A delivery that may be handed over now, without its bytes: they are loaded when its turn comes.
 */
record Due(MessageId id, int priority, long ledgerIndex) {

  /** Urgent ones first, then in the order of acceptance. */
  static final Comparator<Due> ORDER =
      Comparator.comparingInt(Due::priority).reversed().thenComparingLong(Due::ledgerIndex);
}
