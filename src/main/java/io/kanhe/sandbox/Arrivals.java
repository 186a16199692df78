package io.kanhe.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What all partner simulators have received so far. Thread-safe. */
class Arrivals {

  private final List<ReceivedMessage> messages = new ArrayList<>();
  private final Consumer<ReceivedMessage> observer;

  Arrivals() {
    this(message -> {});
  }

  /**
   * @param observer is told of each, before anybody who waits
   */
  Arrivals(Consumer<ReceivedMessage> observer) {
    this.observer = observer;
  }

  synchronized void add(ReceivedMessage message) {
    observer.accept(message);
    messages.add(message);
    notifyAll();
  }

  synchronized List<ReceivedMessage> matching(Predicate<ReceivedMessage> filter) {
    return messages.stream().filter(filter).toList();
  }

  /** Waits until {@code count} messages match, or the time is over; returns what matched. */
  synchronized List<ReceivedMessage> await(
      Predicate<ReceivedMessage> filter, int count, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    List<ReceivedMessage> found = matching(filter);
    while (found.size() < count) {
      long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0) {
        return found;
      }
      wait(leftMillis);
      found = matching(filter);
    }
    return found;
  }
}
