package io.kanhe.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills the gateway with SIGKILL in the middle of its work and holds it to its promise: what it
 * acknowledged is delivered, unchanged, marked where it comes twice, and provable.
 *
 * <p>{@code -Dkanhe.fault.cycles}, {@code -Dkanhe.fault.messages} and {@code -Dkanhe.fault.seed}
 * change the run.
 */
class KillGatewayIT {

  private static final Logger LOG = LoggerFactory.getLogger(KillGatewayIT.class);
  private static final List<String> QUICK_REPETITION =
      List.of("--kanhe.delivery.acknowledgement-timeout=15s");

  @BeforeAll
  static void needsThePackage() {
    assumeTrue(Files.exists(FaultGateway.JAR), "target/app/kanhe.jar is there after package");
  }

  @Test
  void losesAndChangesNothingThatItAcknowledged() throws Exception {
    int cycles = Integer.getInteger("kanhe.fault.cycles", 3);
    int messages = Integer.getInteger("kanhe.fault.messages", 1000);
    long seed = Long.getLong("kanhe.fault.seed", System.nanoTime());
    LOG.info("seed {}, {} cycles, {} messages", seed, cycles, messages);
    long start = System.nanoTime();
    try (FaultGateway gateway = new FaultGateway("kill", QUICK_REPETITION, List.of());
        KillRun run = new KillRun(gateway, seed)) {
      run.play(messages, cycles);
      run.heal(Duration.ofSeconds(60));
      Verdict verdict = run.verdict();
      LOG.info("seed {}: {}; {}; {} s", seed, run.figures(), verdict.figures(), seconds(start));

      assertThat(run.refusals()).as("refusals, seed %d", seed).isEmpty();
      assertThat(verdict).as("seed %d", seed).matches(Verdict::isClean, verdict.toString());
      run.close();
      gateway.close();
      Proofs proofs = Proofs.check(gateway, run);
      LOG.info("seed {}: {}", seed, proofs.figures());

      assertThat(proofs.unproven()).as("receipts that do not verify, seed %d", seed).isEmpty();
      assertThat(proofs.forked()).as("receipts of another history, seed %d", seed).isEmpty();
    }
  }

  /**
   * Without this, a checker that never finds anything would look the same as a gateway that never
   * loses anything.
   */
  @Test
  void theCheckerFindsALossWhereTheGatewayAnswersBeforeItRecords() throws Exception {
    long seed = Long.getLong("kanhe.fault.seed", System.nanoTime());
    long start = System.nanoTime();
    List<String> arguments = new ArrayList<>(QUICK_REPETITION);
    arguments.add("--spring.main.sources=" + AcknowledgeFirst.class.getName());
    try (FaultGateway gateway =
            new FaultGateway("control", arguments, List.of(AcknowledgeFirst.classes()));
        KillRun run = new KillRun(gateway, seed)) {
      run.play(200, 1);
      run.heal(Duration.ofSeconds(8));
      Verdict verdict = run.verdict();
      LOG.info(
          "control, seed {}: {}; {}; {} s", seed, run.figures(), verdict.figures(), seconds(start));

      assertThat(verdict.lost()).as("seed %d", seed).isNotEmpty();
    }
  }

  private static long seconds(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos).toSeconds();
  }
}
