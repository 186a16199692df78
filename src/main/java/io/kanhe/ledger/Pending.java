package io.kanhe.ledger;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A change that waits for its commit, and the future that its submitter holds. */
record Pending<R>(Change<R> change, Set<Object> keys, CompletableFuture<R> future) {

  static <R> Pending<R> of(Change<R> change) {
    return new Pending<>(change, Set.copyOf(change.keys()), new CompletableFuture<>());
  }

  void fail(Throwable cause) {
    future.completeExceptionally(cause);
  }
}
