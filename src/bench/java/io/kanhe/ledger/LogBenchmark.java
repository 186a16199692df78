package io.kanhe.ledger;

import java.nio.file.Files;
import java.nio.file.Path;

/** Prints what a log of {@code -Dbench.entries} entries costs. */
public final class LogBenchmark {

  private LogBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    Path parent =
        Files.createDirectories(Path.of(System.getProperty("bench.base", "."), "target/bench"));
    int entries = Integer.getInteger("bench.entries", 1_000_000);
    System.out.printf(
        "%d processors, heap %d MB%n",
        Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory() >> 20);
    new LogScale(Files.createTempDirectory(parent, "log-"), entries, System.out).run();
  }
}
