package io.kanhe.ledger;

import java.util.concurrent.CompletableFuture;

/** A change that waits for its commit, and the future that its submitter holds. */
record Pending<R>(Change<R> change, Object key, CompletableFuture<R> future) {

  static <R> Pending<R> of(Change<R> change) {
    return new Pending<>(change, change.key(), new CompletableFuture<>());
  }

  void fail(Throwable cause) {
    future.completeExceptionally(cause);
  }
}
