package io.kanhe.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.platform.CapturedLog;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Databases;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fault of the gateway's own quotes the message that it failed on: nobody may read it. */
class QuietFaultsTest {

  private static final String PERSON = "331081190001010178";

  @TempDir Path data;

  @Test
  void aFaultOfOurOwnIsLoggedByKindAndPlaceOnly() {
    RuntimeException cause = new IllegalStateException(PERSON, new NumberFormatException(PERSON));
    cause.addSuppressed(new IllegalArgumentException(PERSON));
    assertThat(loggedOf(cause))
        .doesNotContain(PERSON)
        .contains(
            "failure at mq door, trace ",
            "KanheException 5005 INTERNAL at PipelineIntake.decide:",
            "caused by java.lang.IllegalStateException at QuietFaultsTest.",
            "caused by java.lang.NumberFormatException");
  }

  @Test
  void theCauseOfARefusalIsNotLogged() {
    assertThat(
            loggedOf(
                new KanheException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "found no rule",
                    new RuntimeException(PERSON))))
        .doesNotContain(PERSON)
        .contains("found no rule", "caused by java.lang.RuntimeException");
  }

  /** The log, after the answer was looked at too. */
  private String loggedOf(RuntimeException failure) {
    try (var database = Databases.open(new DatabaseSettings("", "", "", 2), data);
        CapturedLog log = new CapturedLog()) {
      PipelineFixture kanhe = new PipelineFixture(data, database);
      kanhe.contractFailure = failure;
      Outcome.Refused refused = (Outcome.Refused) kanhe.mq(kanhe.alert().build(), "met-taizhou");
      assertThat(refused.detail()).doesNotContain(PERSON);
      assertThat(kanhe.ledger.entries.toString()).doesNotContain(PERSON);
      return log.text();
    }
  }
}
