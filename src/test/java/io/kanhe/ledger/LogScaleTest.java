package io.kanhe.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of the benchmark of the log; {@code ./mvnw -Pbench} has the long one. */
class LogScaleTest {

  @Test
  void aLogOfSomeTenThousandEntriesIsSoundInBothForms(@TempDir Path folder) throws Exception {
    assertThat(new LogScale(folder, 20_000, System.out).run())
        .allMatch(LogReport::isSound)
        .allMatch(report -> report.entries() == 20_000);
  }
}
