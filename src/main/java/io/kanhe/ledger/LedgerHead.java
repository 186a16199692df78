package io.kanhe.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The durable end of the log: the tree and the newest checkpoint, which is absent while there is no
 * entry.
 */
record LedgerHead(TreeState tree, @Nullable String checkpoint) {

  static final LedgerHead EMPTY = new LedgerHead(TreeState.EMPTY, null);

  long size() {
    return tree.size();
  }

  String requireCheckpoint() {
    if (checkpoint == null) {
      throw new IllegalStateException("entries without a checkpoint");
    }
    return checkpoint;
  }
}
