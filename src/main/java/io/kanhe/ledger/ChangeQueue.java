package io.kanhe.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Changes that wait for a commit, in order of arrival; those whose key is already in a batch wait
 * for a later one. Offering is thread-safe; batches are taken by one thread.
 */
final class ChangeQueue {

  private final int maxBatch;
  private final BlockingQueue<Pending<?>> arrived;
  private final Deque<Pending<?>> deferred = new ArrayDeque<>();
  private volatile int deferredCount;

  ChangeQueue(int maxBatch, int length) {
    this.maxBatch = maxBatch;
    this.arrived = new ArrayBlockingQueue<>(length);
  }

  /** False if the queue is full. */
  boolean offer(Pending<?> pending) {
    return arrived.offer(pending);
  }

  boolean remove(Pending<?> pending) {
    return arrived.remove(pending);
  }

  int size() {
    return arrived.size() + deferredCount;
  }

  boolean isEmpty() {
    return size() == 0;
  }

  /**
   * What waits now, at most one change per key, in the order of arrival for each; waits for a first
   * one up to {@code waitMillis}.
   */
  List<Pending<?>> nextBatch(long waitMillis) throws InterruptedException {
    List<Pending<?>> batch = new ArrayList<>();
    Set<Object> keys = new HashSet<>();
    List<Pending<?>> held = new ArrayList<>(deferred);
    deferred.clear();
    held.forEach(pending -> place(pending, batch, keys));
    Pending<?> next =
        batch.isEmpty() ? arrived.poll(waitMillis, TimeUnit.MILLISECONDS) : arrived.poll();
    while (next != null) {
      place(next, batch, keys);
      // Bounded look-ahead: a flood of equal keys must fill the queue, not the memory.
      next = batch.size() < maxBatch && deferred.size() < maxBatch ? arrived.poll() : null;
    }
    deferredCount = deferred.size();
    return batch;
  }

  List<Pending<?>> drainAll() {
    List<Pending<?>> all = new ArrayList<>(deferred);
    deferred.clear();
    deferredCount = 0;
    arrived.drainTo(all);
    return all;
  }

  private void place(Pending<?> pending, List<Pending<?>> batch, Set<Object> keys) {
    boolean free = pending.keys().stream().noneMatch(keys::contains);
    // A deferred change holds its keys, too: nobody with one of them overtakes it.
    keys.addAll(pending.keys());
    if (free && batch.size() < maxBatch) {
      batch.add(pending);
    } else {
      deferred.add(pending);
    }
  }
}
