package io.kanhe.intake;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Lets one thread at a time record a key. Change keys alone do not separate an acknowledgement from
 * an ordinary message with the same id, and the unique key of the table would fail the commit of
 * everybody in it. Thread-safe.
 */
final class InFlight {

  private final Map<Object, CompletableFuture<Void>> running = new ConcurrentHashMap<>();

  <T> T alone(Object key, Supplier<T> work) {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    for (CompletableFuture<Void> other = running.putIfAbsent(key, mine);
        other != null;
        other = running.putIfAbsent(key, mine)) {
      other.join();
    }
    try {
      return work.get();
    } finally {
      running.remove(key, mine);
      mine.complete(null);
    }
  }
}
