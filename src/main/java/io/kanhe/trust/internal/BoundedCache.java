package io.kanhe.trust.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps the entries used last, up to a number that a stranger cannot exceed. Thread-safe. */
final class BoundedCache<K, V> {

  private final Map<K, V> entries;

  BoundedCache(int maximumEntries) {
    this.entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > maximumEntries;
          }
        };
  }

  synchronized @Nullable V find(K key) {
    return entries.get(key);
  }

  synchronized void put(K key, V value) {
    entries.put(key, value);
  }

  /** A copy of what is held now. */
  synchronized List<V> values() {
    return List.copyOf(entries.values());
  }

  /** Computes outside the lock: two threads may compute the same value, none waits for it. */
  V get(K key, Function<K, V> compute) {
    V present = find(key);
    if (present != null) {
      return present;
    }
    V computed = compute.apply(key);
    put(key, computed);
    return computed;
  }
}
