package io.kanhe.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waiting times between attempts: exponential with full jitter, so that many deliveries that failed
 * together do not come back together. Thread-safe if {@code random} is.
 *
 * @param first shortest wait
 * @param longest longest wait
 */
record Backoff(Duration first, Duration longest, RandomGenerator random) {

  /** Doublings beyond this would overflow and exceed every sensible {@code longest}. */
  private static final int MOST_DOUBLINGS = 30;

  Backoff {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "waits from "
              + first
              + " to "
              + longest
              + " (expected: more than nothing, longest not shorter than first)");
    }
  }

  /**
   * Evenly distributed between {@code first} and {@code first * 2^failures}, at most {@code
   * longest}.
   *
   * @param failures how often it has failed so far, at least 1
   */
  Duration after(int failures) {
    long low = first.toMillis();
    long high = Math.min(longest.toMillis(), low << Math.min(failures, MOST_DOUBLINGS));
    if (high < low) {
      high = longest.toMillis();
    }
    return Duration.ofMillis(low + random.nextLong(high - low + 1));
  }
}
