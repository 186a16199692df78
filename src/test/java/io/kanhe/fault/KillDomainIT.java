package io.kanhe.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills the gateway with SIGKILL while accidents of two insurers and chains of warnings come in,
 * out of order and each message twice, and looks at what it knows afterwards. {@code
 * -Dkanhe.fault.seed} repeats a run.
 */
class KillDomainIT {

  private static final Logger LOG = LoggerFactory.getLogger(KillDomainIT.class);
  private static final int CASES = 12;

  /** Each loses or repeats one thing that a careless gateway would. */
  private static final List<String> SPOILT =
      List.of(
          "UPDATE collision SET state = 'OPEN' WHERE rowid = (SELECT MIN(rowid) FROM collision)",
          "UPDATE collision_vehicle SET paid_by = NULL WHERE rowid = (SELECT MIN(rowid) FROM collision_vehicle)",
          "UPDATE liability_document SET revision = 1 WHERE rowid = (SELECT MIN(rowid) FROM liability_document)",
          "UPDATE alert_chain SET state = 'ACTIVE' WHERE msg_type = 'Update'",
          "UPDATE alert_chain SET state = 'ACTIVE' WHERE msg_type = 'Alert'",
          "DELETE FROM message WHERE operation = 'notice'");

  @BeforeAll
  static void needsThePackage() {
    assumeTrue(Files.exists(FaultGateway.JAR), "target/app/kanhe.jar is there after package");
  }

  @Test
  void knowsWhatBelongsTogetherAfterEveryKill() throws Exception {
    long seed = Long.getLong("kanhe.fault.seed", System.nanoTime());
    LOG.info("seed {}", seed);
    try (FaultGateway gateway = new FaultGateway("domain", List.of(), List.of())) {
      Path database = gateway.home().resolve("data").resolve("kanhe.db");
      try (DomainRun run = new DomainRun(gateway, seed, CASES)) {
        run.play();
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(200))
            .until(() -> DomainVerdict.said(database) >= CASES);
        assertThat(run.refusals()).as("refusals, seed %d", seed).isEmpty();
      }
      gateway.close();
      assertThat(DomainVerdict.faults(database, CASES)).as("seed %d", seed).isEmpty();
      theVerdictFindsWhatIsSpoilt(database);
    }
  }

  /** The negative control: a verdict that never finds anything would look the same. */
  private static void theVerdictFindsWhatIsSpoilt(Path database) throws Exception {
    for (String change : SPOILT) {
      Path copy = database.resolveSibling("spoilt.db");
      Files.deleteIfExists(copy);
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
          Statement statement = connection.createStatement()) {
        statement.executeUpdate("VACUUM INTO '" + copy + "'");
      }
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
          Statement statement = connection.createStatement()) {
        assertThat(statement.executeUpdate(change)).as(change).isPositive();
      }
      assertThat(DomainVerdict.faults(copy, CASES)).as(change).isNotEmpty();
    }
  }
}
