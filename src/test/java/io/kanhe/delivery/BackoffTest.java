package io.kanhe.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Backoff backoff = new Backoff(FIRST, LONGEST, new Random(7));

  @Test
  void waitsWithinBoundsThatDoubleUpToTheLongest() {
    for (int failures = 1; failures < 100; failures++) {
      long high = Math.min(300_000L, failures > 20 ? 300_000L : 1000L << failures);
      for (int i = 0; i < 50; i++) {
        assertThat(backoff.after(failures)).isBetween(FIRST, Duration.ofMillis(high));
      }
    }
  }

  @Test
  void spreadsOverTheWholeRange() {
    List<Long> waits =
        IntStream.range(0, 1000).mapToObj(i -> backoff.after(10).toMillis()).toList();

    assertThat(waits).anyMatch(wait -> wait < 60_000).anyMatch(wait -> wait > 240_000);
  }

  @Test
  void refusesWaitsThatMakeNoSense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Backoff(Duration.ZERO, LONGEST, new Random(7)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Backoff(LONGEST, FIRST, new Random(7)));
  }
}
