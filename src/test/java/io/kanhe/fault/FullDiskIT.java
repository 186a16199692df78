package io.kanhe.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kanhe.ledger.Receipt;
import io.kanhe.platform.DataDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's data lie on a file system of their own that really fills up. Filled slowly, the
 * doors close with 5004 while there is a reserve, and open again by themselves. Filled at once,
 * whatever was going on fails in the middle, also the broker's journal; then the gateway ends or is
 * killed. Either way readiness says so, and when there is space again everything that was
 * acknowledged is there.
 *
 * <p>{@code -Dkanhe.fault.fillings} changes the run.
 */
class FullDiskIT {

  private static final Logger LOG = LoggerFactory.getLogger(FullDiskIT.class);
  private static final int SHORT_RUN = 2;
  private static final List<String> QUICK_REPETITION =
      List.of("--kanhe.delivery.acknowledgement-timeout=15s", "--kanhe.delivery.max-retry=2s");

  /** More than the 128 MB that the broker wants to see free before it takes a message. */
  private static final int DISK_MEGABYTES = 256;

  private static final int PART = 40;
  private static final long MEGABYTE = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @BeforeAll
  static void needsThePackage() {
    assumeTrue(Files.exists(FaultGateway.JAR), "target/app/kanhe.jar is there after package");
  }

  @Test
  void losesNothingThatItAcknowledgedBeforeAndWhileTheDiskIsFull() throws Exception {
    int fillings = Integer.getInteger("kanhe.fault.fillings", SHORT_RUN);
    try (FaultGateway gateway = new FaultGateway("disk", QUICK_REPETITION, List.of());
        SmallDisk disk = SmallDisk.mount(gateway.home().resolve("data"), DISK_MEGABYTES);
        KillRun run = new KillRun(gateway, 1)) {
      for (int filling = 0; filling < fillings; filling++) {
        run.submit(PART);
        run.awaitAnswers();
        if (filling % 2 == 0) {
          fillSlowly(gateway, disk, run);
        } else {
          fillAtOnce(gateway, disk, run);
        }
        run.awaitAnswers();
      }
      run.heal(Duration.ofSeconds(60));
      Verdict verdict = run.verdict();
      LOG.info(
          "{} fillings: {}; {}; turned away {}",
          fillings,
          run.figures(),
          verdict.figures(),
          run.turnedAway());

      assertThat(run.refusals()).isEmpty();
      assertThat(run.turnedAway().keySet()).containsOnly("5004");
      assertThat(verdict).matches(Verdict::isClean, verdict.toString());
      run.close();
      gateway.close();
      Proofs proofs = Proofs.check(gateway, run);
      LOG.info("{}", proofs.figures());
      assertThat(proofs.unproven()).isEmpty();
      assertThat(proofs.forked()).isEmpty();
      findsWhatIsNotThere(gateway, run);
    }
  }

  /** The checkers at work: one receipt more than the gateway gave is not proved and not there. */
  private static void findsWhatIsNotThere(FaultGateway gateway, KillRun run) throws Exception {
    Receipt real = run.receipts().get(0).receipt();
    Receipt invented = beyondTheLedger(real);
    Proofs proofs = Proofs.check(gateway, run, List.of(real, invented));

    assertThat(proofs.unproven()).hasSize(1);
    assertThat(proofs.forked()).containsExactly("entry " + invented.index());
  }

  private static Receipt beyondTheLedger(Receipt real) {
    return new Receipt(
        real.outcome(),
        real.messageId(),
        real.rawDigest(),
        real.code(),
        real.senderSequence(),
        real.entry(),
        Integer.MAX_VALUE,
        real.treeSize(),
        real.proof(),
        real.checkpoint());
  }

  /** The same run over a gateway that answers before it records: the check must find the loss. */
  @Test
  void findsTheLossOfAGatewayThatAnswersBeforeItRecords() throws Exception {
    assumeTrue(
        Integer.getInteger("kanhe.fault.fillings", SHORT_RUN) > SHORT_RUN, "in the long run only");
    List<String> arguments = new ArrayList<>(QUICK_REPETITION);
    arguments.add("--spring.main.sources=" + AcknowledgeFirst.class.getName());
    try (FaultGateway gateway =
            new FaultGateway("disk-control", arguments, List.of(AcknowledgeFirst.classes()));
        SmallDisk disk = SmallDisk.mount(gateway.home().resolve("data"), DISK_MEGABYTES);
        KillRun run = new KillRun(gateway, 1)) {
      fillAtOnce(gateway, disk, run);
      run.heal(Duration.ofSeconds(8));
      Verdict verdict = run.verdict();
      LOG.info("control: {}; {}", run.figures(), verdict.figures());

      assertThat(verdict.lost()).isNotEmpty();
    }
  }

  /** The gateway closes its doors, waits on a disk without a byte, and goes on by itself. */
  private static void fillSlowly(FaultGateway gateway, SmallDisk disk, KillRun run)
      throws Exception {
    disk.fillUpTo(DataDisk.RESERVE_BYTES / MEGABYTE - 1);
    await().atMost(PATIENCE).until(() -> !gateway.isReady());
    run.submit(PART);
    awaitTurnedAway(run, turnedAway(run) + PART);
    if (Integer.getInteger("kanhe.fault.fillings", SHORT_RUN) > SHORT_RUN) {
      // In the long run only: the broker may end the gateway (70) if it has something to write now.
      disk.fill();
      run.submit(PART);
      awaitTurnedAway(run, turnedAway(run) + PART);
    }
    report("slowly", gateway, disk, run);

    assertThat(gateway.isAlive()).as("alive").isTrue();
    assertThat(gateway.isReady()).as("ready on a full disk").isFalse();
    disk.free();
    gateway.awaitReady();
  }

  /** In the middle of messages and deliveries not a byte is left from one moment to the next. */
  private static void fillAtOnce(FaultGateway gateway, SmallDisk disk, KillRun run)
      throws Exception {
    int before = run.answered();
    run.submit(4 * PART);
    await().atMost(PATIENCE).until(() -> run.answered() > before + PART / 2);
    disk.fill();
    await().atMost(PATIENCE).until(() -> !gateway.isReady());
    report("at once", gateway, disk, run);

    assertThat(run.answered()).as("answered").isLessThan(run.submitted());
    gateway.kill();
    disk.free();
    gateway.start();
  }

  private static void awaitTurnedAway(KillRun run, int times) {
    await().atMost(PATIENCE).until(() -> turnedAway(run) >= times);
  }

  private static int turnedAway(KillRun run) {
    return run.turnedAway().getOrDefault("5004", new AtomicInteger()).get();
  }

  private static void report(String how, FaultGateway gateway, SmallDisk disk, KillRun run)
      throws IOException {
    LOG.info(
        "filled {}: {} of {} answered, turned away {}, the gateway is {}, {} bytes free",
        how,
        run.answered(),
        run.submitted(),
        run.turnedAway(),
        gateway.isAlive() ? "alive" : "gone",
        disk.freeBytes());
  }
}
