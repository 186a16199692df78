package io.kanhe.ledger;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The append-only evidence log. Thread-safe. */
public interface Ledger {

  /**
   * Queues a change for the next group commit.
   *
   * @return completes when the change is durable; fails with {@code KanheException} 5004
   *     STORE_UNAVAILABLE when it could not be stored, 5003 OVERLOADED when the queue is full, or
   *     with what {@link Change#plan} threw
   */
  <R> CompletableFuture<R> append(Change<R> change);

  /** Number of durable entries. */
  long size();

  /** Canonical bytes of an entry. */
  Optional<byte[]> entry(long index);

  /** The newest checkpoint, if anything was ever recorded. */
  Optional<String> checkpoint();

  /** Inclusion proof of an entry in the tree of {@code treeSize}, leaf to root. */
  List<byte[]> inclusionProof(long index, long treeSize);
}
