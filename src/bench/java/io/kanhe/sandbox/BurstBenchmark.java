package io.kanhe.sandbox;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * {@code ./mvnw -B -Pbench verify -Dbench.main=io.kanhe.sandbox.BurstBenchmark}: 500 warnings of 89
 * KiB within a minute, and one of 900 KB, while an insurer asks the police twice a second. Prints
 * what it measured and asserts nothing on times.
 */
public final class BurstBenchmark {

  private static final AlertBurst.Load WARM_UP =
      new AlertBurst.Load(60, 89 * 1024, 0, Duration.ofSeconds(20), 2);
  private static final AlertBurst.Load BURST =
      new AlertBurst.Load(500, 89 * 1024, 900_000, Duration.ofSeconds(60), 2);

  private BurstBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    Path base = Path.of(System.getProperty("bench.base", ".")).toAbsolutePath().normalize();
    DemoPlan plan = DemoPlan.once(base, SandboxCrypto.STANDARD);
    SandboxKeys.ensure(plan.certs(), plan.crypto(), plan.statusPort());
    Path output = plan.home().resolve("data").resolve("gateway.out");
    // The gateway as it is shipped.
    System.setProperty("java.class.path", base.resolve("target/app/kanhe.jar").toString());
    try (GatewayProcess gateway =
        GatewayProcess.start(plan.gatewayArguments(), plan.gateway(), output)) {
      gateway.awaitReady();
      try (AlertBurst burst = new AlertBurst(plan)) {
        print("warm-up", burst.run(WARM_UP));
        print("burst", burst.run(BURST));
      }
    }
  }

  private static void print(String name, AlertBurst.Result result) {
    System.out.printf(
        Locale.ROOT,
        "%s: load average %.1f, lost %d, repeated %d, marked %d, unanswered %d%n",
        name,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        result.lost(),
        result.repeated(),
        result.marked(),
        result.unanswered());
    row("sent to receipt", result.toReceipt());
    row("receipt to all insurers", result.toInsurers());
    row("query to answer", result.queries());
    System.out.printf(Locale.ROOT, "  %-26s %d ms%n", "the one of 900 KB", result.large());
  }

  private static void row(String name, List<Long> sorted) {
    System.out.printf(
        Locale.ROOT,
        "  %-26s n %4d  p50 %6d  p95 %6d  max %6d ms%n",
        name,
        sorted.size(),
        at(sorted, 0.5),
        at(sorted, 0.95),
        at(sorted, 1));
  }

  private static long at(List<Long> sorted, double share) {
    return sorted.isEmpty()
        ? -1
        : sorted.get(Math.min(sorted.size() - 1, (int) Math.ceil(share * sorted.size()) - 1));
  }
}
