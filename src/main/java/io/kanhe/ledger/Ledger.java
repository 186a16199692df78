package io.kanhe.ledger;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The append-only evidence log. Thread-safe.
 *
 * <p>Futures complete on one thread of the ledger: wait on them, or use the {@code Async} methods
 * for anything slow.
 */
public interface Ledger {

  /** How long {@link #appendAndWait} waits. */
  long PATIENCE_SECONDS = 30;

  /**
   * Queues a change for the next group commit.
   *
   * @return completes when the change is durable; fails with {@code KanheException} 5004
   *     STORE_UNAVAILABLE when the store failed, 5003 OVERLOADED when the queue is full, 5005
   *     INTERNAL when the database takes other changes but refuses the rows of this one, or with
   *     what the change itself threw. After 5004 the change may still turn out to be durable (the
   *     answer to the commit was lost): submit it again, its plan has to recognise itself.
   */
  <R> CompletableFuture<R> append(Change<R> change);

  /**
   * Appends a change and returns once it is durable.
   *
   * @param failure the text of the error, as "that it is read could not be recorded"
   * @throws KanheException 5004 STORE_UNAVAILABLE if it failed or took too long
   */
  default <R> R appendAndWait(Change<R> change, String failure) {
    try {
      return append(change).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new KanheException(ErrorCode.STORE_UNAVAILABLE, failure, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KanheException(ErrorCode.STORE_UNAVAILABLE, "the gateway is stopping", e);
    }
  }

  /** Number of durable entries. */
  long size();

  /** Canonical bytes of an entry. */
  Optional<byte[]> entry(long index);

  /** The newest checkpoint, if anything was ever recorded. */
  Optional<String> checkpoint();

  /** Inclusion proof of an entry in the tree of {@code treeSize}, leaf to root. */
  List<byte[]> inclusionProof(long index, long treeSize);

  /**
   * Proof that the tree of {@code newSize} continues that of {@code oldSize}: RFC 6962 section
   * 2.1.2.
   */
  List<byte[]> consistencyProof(long oldSize, long newSize);

  /** False while the store does not take commits, and for ever once the writer has died. */
  boolean isHealthy();

  LedgerStatistics statistics();
}
