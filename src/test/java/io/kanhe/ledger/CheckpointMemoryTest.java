package io.kanhe.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.ledger.CheckpointMemory.Seen;
import io.kanhe.ledger.CheckpointMemory.Seen.Verdict;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointMemoryTest {

  @TempDir private Path temporary;
  private final TestNotes notes = new TestNotes("kanhe.test/log");

  @Test
  void takesOverANewerCheckpointThatIsProvenAndKeepsItOverARestart() throws Exception {
    try (TestLog log = log("one", 1).growTo(300)) {
      assertThat(memory("a").newest(log.ledger.published()))
          .isEqualTo(new Seen(Verdict.FIRST, 0, 300));
      assertThat(memory("a").newest(log.ledger.published()))
          .isEqualTo(new Seen(Verdict.SAME, 300, 300));
      log.growTo(1_000);
      assertThat(memory("a").newest(log.ledger.published()))
          .isEqualTo(new Seen(Verdict.CONSISTENT, 300, 1_000));
      assertThat(memory("a").remembered()).isEqualTo(log.ledger.checkpoint());
    }
  }

  @Test
  void asksForItsProofOverHttpFromPlainFiles() throws Exception {
    Path folder = temporary.resolve("tiles");
    LogFolder writer = new LogFolder(folder, notes);
    try (TestLog log = log("one", 1);
        FolderServer server = new FolderServer(folder)) {
      HttpLog served = new HttpLog(HttpClient.newHttpClient(), server.prefix());
      writer.update(log.growTo(700).ledger.published());
      assertThat(memory("a").newest(served).verdict()).isEqualTo(Verdict.FIRST);
      writer.update(log.growTo(1_500).ledger.published());
      assertThat(memory("a").newest(served)).isEqualTo(new Seen(Verdict.CONSISTENT, 700, 1_500));
    }
  }

  @Test
  void twoPartnersWhoWereShownDifferentHistoriesFindOutWhenEitherLooksAtTheOther()
      throws Exception {
    try (TestLog one = log("one", 1).growTo(400);
        TestLog two = log("two", 2).growTo(420)) {
      assertThat(memory("a").newest(one.ledger.published()).isTrusted()).isTrue();
      assertThat(memory("b").newest(two.ledger.published()).isTrusted()).isTrue();
      Seen seen = memory("a").newest(two.ledger.published());
      assertThat(seen).isEqualTo(new Seen(Verdict.FORKED, 400, 420));
      assertThat(memory("a").remembered()).isEqualTo(one.ledger.checkpoint());
      String toA = one.ledger.checkpoint().orElseThrow();
      assertThat(memory("b").received(toA, two.ledger.published()).verdict())
          .isEqualTo(Verdict.FORKED);
      assertThat(Files.readString(temporary.resolve("b/conflict-420-400.txt")))
          .contains(toA)
          .contains(two.ledger.checkpoint().orElseThrow());
    }
  }

  @Test
  void aHistoryOfTheSameLengthIsAForkToo() throws Exception {
    try (TestLog one = log("one", 1).growTo(256);
        TestLog two = log("two", 2).growTo(256)) {
      memory("a").newest(one.ledger.published());
      assertThat(memory("a").newest(two.ledger.published()).verdict()).isEqualTo(Verdict.FORKED);
    }
  }

  @Test
  void aLogRestoredFromAnOldBackupIsARollbackAndLaterAFork() throws Exception {
    try (TestLog log = log("one", 1).growTo(500)) {
      log.database.read(c -> c.createStatement().execute("VACUUM INTO '" + backup() + "'"));
      memory("a").newest(log.growTo(900).ledger.published());
    }
    try (TestLog restored = log("restored", 77)) {
      assertThat(restored.ledger.size()).isEqualTo(500);
      assertThat(memory("a").newest(restored.ledger.published()))
          .isEqualTo(new Seen(Verdict.ROLLED_BACK, 900, 500));
      restored.growTo(1_200);
      assertThat(memory("a").newest(restored.ledger.published()))
          .isEqualTo(new Seen(Verdict.FORKED, 900, 1_200));
    }
    assertThat(memory("a").remembered()).hasValueSatisfying(n -> assertThat(n).contains("\n900\n"));
  }

  @Test
  void anOlderCheckpointOfALateReceiptIsProvenAndDoesNotReplaceTheNewerOne() throws Exception {
    try (TestLog log = log("one", 1).growTo(300)) {
      String late = log.ledger.checkpoint().orElseThrow();
      memory("a").newest(log.growTo(900).ledger.published());
      assertThat(memory("a").received(late, log.ledger.published()))
          .isEqualTo(new Seen(Verdict.CONSISTENT, 900, 300));
      assertThat(memory("a").remembered()).isEqualTo(log.ledger.checkpoint());
    }
  }

  @Test
  void remembersNothingThatTheLogDoesNotProve() throws Exception {
    try (TestLog log = log("one", 1).growTo(300)) {
      memory("a").newest(log.ledger.published());
      log.growTo(600);
      LogSource silent =
          new LogSource() {
            @Override
            public Optional<String> checkpoint() {
              return log.ledger.checkpoint();
            }

            @Override
            public Optional<byte[]> read(LogPath path) {
              return Optional.empty();
            }
          };
      assertThat(memory("a").newest(silent)).isEqualTo(new Seen(Verdict.UNPROVEN, 300, 600));
      assertThat(memory("a").newest(log.ledger.published()).remembered()).isEqualTo(300);
    }
  }

  @Test
  void refusesACheckpointThatTheLogDidNotSign() throws Exception {
    try (TestLog log = log("one", 1).growTo(10)) {
      TestNotes other = new TestNotes("kanhe.test/log");
      String forged = other.sign(new Checkpoint("kanhe.test/log", 10, new byte[32]).text());
      assertThatThrownBy(() -> memory("a").received(forged, log.ledger.published()))
          .isInstanceOf(KanheException.class);
      assertThat(memory("a").remembered()).isEmpty();
    }
  }

  private Path backup() {
    try {
      return Files.createDirectories(temporary.resolve("restored")).resolve("kanhe.db");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private TestLog log(String name, long seed) {
    return new TestLog(temporary.resolve(name), notes, seed);
  }

  /** As after a restart: from what is on disk alone. */
  private CheckpointMemory memory(String partner) throws IOException {
    return CheckpointMemory.open(temporary.resolve(partner), notes);
  }
}
