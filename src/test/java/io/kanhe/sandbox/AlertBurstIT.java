package io.kanhe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A short burst: that everything arrives once. How long it takes is told by the benchmark. */
class AlertBurstIT {

  @Test
  void everyWarningReachesEveryInsurerOnceWhileQueriesAreAnswered() throws Exception {
    DemoPlan plan = DemoPlan.once(Path.of("").toAbsolutePath(), SandboxCrypto.STANDARD);
    SandboxKeys.ensure(plan.certs(), plan.crypto(), plan.statusPort());
    Path output = plan.home().resolve("data").resolve("gateway.out");
    try (GatewayProcess gateway =
        GatewayProcess.start(plan.gatewayArguments(), plan.gateway(), output)) {
      gateway.awaitReady();
      try (AlertBurst burst = new AlertBurst(plan)) {
        AlertBurst.Result result =
            burst.run(new AlertBurst.Load(20, 89 * 1024, 900_000, Duration.ofSeconds(5), 2));

        assertThat(result.toInsurers()).hasSize(21);
        assertThat(result.lost()).isZero();
        assertThat(result.repeated()).isZero();
        assertThat(result.otherPriority()).isZero();
        assertThat(result.large()).isNotNegative();
        assertThat(result.queries()).isNotEmpty();
        assertThat(result.unanswered()).isZero();
      }
    }
  }
}
