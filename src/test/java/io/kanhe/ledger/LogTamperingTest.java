package io.kanhe.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.ledger.LogFault.Part;
import io.kanhe.trust.NoteVerifier;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random edits of rows and files, each of which the verification has to find and name. {@code
 * -Dkanhe.fault.edits=10000} for many.
 */
class LogTamperingTest {

  private static final int EDITS = Integer.getInteger("kanhe.fault.edits", 400);
  private static final int SIZE = 900;
  private static final long SEED = 20261124;

  @TempDir private Path temporary;
  private final TestNotes notes = new TestNotes("kanhe.test/log");
  private final NoteVerifier key = Trust.noteVerifier(notes.verifierKey());
  private String url;

  @BeforeEach
  void record() throws IOException {
    try (TestLog log = new TestLog(temporary.resolve("one"), notes, 1).growTo(SIZE)) {
      new LogFolder(temporary.resolve("tiles"), notes).update(log.ledger.published());
      assertThat(new LogVerifier(key).verify(log.database, null).isSound()).isTrue();
    }
    try (TestLog other = new TestLog(temporary.resolve("two"), notes, 2).growTo(SIZE)) {
      new LogFolder(temporary.resolve("other"), notes).update(other.ledger.published());
    }
    url = "jdbc:sqlite:" + temporary.resolve("one").resolve("kanhe.db");
  }

  @Test
  void everyEditOfARowIsFoundAndItsPlaceNamed() throws Exception {
    assertThat(missedRows(new LogVerifier(key), EDITS)).isEmpty();
  }

  @Test
  void everyEditOfAFileIsFoundAndItsPlaceNamed() throws Exception {
    assertThat(missedFiles(new LogVerifier(key), EDITS)).isEmpty();
  }

  /** The negative control: without any one of its checks the verification misses edits. */
  @ParameterizedTest
  @EnumSource(Part.class)
  void aVerificationWithOneCheckLessMissesEdits(Part left) throws Exception {
    LogVerifier blind = new LogVerifier(key, EnumSet.complementOf(EnumSet.of(left)));
    assertThat(missedRows(blind, 90)).anyMatch(missed -> missed.endsWith("sound"));
  }

  @Test
  void aSoundLogIsSoundInBothForms() throws Exception {
    LogReport files = new LogVerifier(key).verify(new FolderLog(temporary.resolve("tiles")), null);
    assertThat(files).isEqualTo(new LogReport(SIZE, 5, 1, null));
    try (RowTampering rows = new RowTampering(url, notes.name(), SEED)) {
      LogReport report = new LogVerifier(key).verify(rows, null);
      assertThat(report.isSound()).isTrue();
      assertThat(report.tiles()).isEqualTo(3);
      assertThat(report.checkpoints()).isGreaterThan(10);
    }
  }

  /** Found by 10,000 edits: the newest was named, though all before it were forged, too. */
  @Test
  void whereNoCheckpointIsSignedTheFirstOfThemIsNamed() throws Exception {
    try (RowTampering rows = new RowTampering(url, notes.name(), SEED)) {
      LogTampering fork = rows.fork(0, true);
      assertThat(fork.isNamedBy(new LogVerifier(key).verify(rows, null))).isTrue();
    }
  }

  @Test
  void aRememberedCheckpointShowsARollbackAndASecondHistory() throws Exception {
    LogVerifier verifier = new LogVerifier(key);
    String other = new FolderLog(temporary.resolve("other")).checkpoint().orElseThrow();
    assertThat(verifier.verify(new FolderLog(temporary.resolve("tiles")), other).fault())
        .isNotNull()
        .extracting(LogFault::part)
        .isEqualTo(Part.ENTRY);
    String ahead = notes.sign(new Checkpoint(notes.name(), SIZE + 1, new byte[32]).text());
    assertThat(verifier.verify(new FolderLog(temporary.resolve("tiles")), ahead).fault())
        .isNotNull()
        .extracting(LogFault::part)
        .isEqualTo(Part.CHECKPOINT);
  }

  private List<String> missedRows(LogVerifier verifier, int edits)
      throws SQLException, IOException {
    List<String> missed = new ArrayList<>();
    try (RowTampering rows = new RowTampering(url, notes.name(), SEED)) {
      for (int i = 0; i < edits; i++) {
        LogTampering tampering = rows.edit(i % RowTampering.KINDS);
        note(missed, tampering, verifier.verify(rows, null));
        rows.undo();
      }
    }
    return missed;
  }

  private List<String> missedFiles(LogVerifier verifier, int edits) throws IOException {
    List<String> missed = new ArrayList<>();
    FileTampering files =
        new FileTampering(temporary.resolve("tiles"), temporary.resolve("other"), SIZE, SEED);
    for (int i = 0; i < edits; i++) {
      LogTampering tampering = files.edit(i % FileTampering.KINDS);
      note(missed, tampering, verifier.verify(files, null));
      files.undo();
    }
    return missed;
  }

  private static void note(List<String> missed, LogTampering tampering, LogReport report) {
    if (!tampering.isNamedBy(report)) {
      LogFault fault = report.fault();
      missed.add(
          tampering.what()
              + " -> "
              + (fault == null ? "sound" : fault.place() + " " + fault.reason()));
    }
  }
}
