package io.kanhe.bench;

import java.nio.file.Path;

/**
 * What {@code -Dbench.*} sets.
 *
 * @param messages of 2 KB in each round
 * @param largeMessages of 100 KB in each round; 0 leaves them out
 * @param rounds measured rounds of each side; one more before them warms up
 * @param heap of each side, as {@code -Xmx} takes it
 * @param profile whether the gateway records a flight recording
 */
record Options(
    Path base, int messages, int largeMessages, int rounds, String heap, boolean profile) {

  static Options read() {
    return new Options(
        Path.of(System.getProperty("bench.base", ".")).toAbsolutePath().normalize(),
        Integer.getInteger("bench.messages", 6_000),
        Integer.getInteger("bench.large-messages", 800),
        Integer.getInteger("bench.rounds", 3),
        System.getProperty("bench.heap", "1g"),
        Boolean.getBoolean("bench.profile"));
  }
}
