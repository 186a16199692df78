package io.kanhe.ledger;

import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import io.kanhe.trust.NoteVerifier;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a whole log: recomputes every leaf, tile and root from the entries, checks the signature
 * of every checkpoint, and names the first place that is not as it was signed. Thread-safe.
 *
 * <p>A log cannot show by itself that it was rolled back as a whole, or that its operator signed
 * two histories: give the checkpoint that somebody else remembers.
 */
public final class LogVerifier {

  private static final int NEWEST = 64;

  private final NoteVerifier log;
  private final Set<LogFault.Part> checked;

  public LogVerifier(NoteVerifier log) {
    this(log, EnumSet.allOf(LogFault.Part.class));
  }

  /**
   * @param checked parts that are looked at; a test leaves one out to see that it is needed
   */
  LogVerifier(NoteVerifier log, Set<LogFault.Part> checked) {
    this.log = log;
    this.checked = checked;
  }

  /** The rows of a gateway's database, also while the gateway runs. */
  public LogReport verify(Database database, @Nullable String remembered) throws IOException {
    return verify(new DatabaseContents(database), remembered);
  }

  /**
   * A published log.
   *
   * @param remembered a checkpoint that this log is held to, or {@code null}
   * @throws IOException if it cannot be read
   * @throws KanheException 2001 SIGNATURE_INVALID if {@code remembered} is none of this log's
   */
  public LogReport verify(LogSource source, @Nullable String remembered) throws IOException {
    return verify(new PublishedContents(source), remembered);
  }

  private LogReport verify(LogContents contents, @Nullable String remembered) throws IOException {
    Checkpoint held = remembered == null ? null : Checkpoint.parse(log.verify(remembered));
    long size = signedSize(contents);
    LogWalk walk = new LogWalk(contents, checked, new SignedRoots(contents, log), held);
    LogReport report = walk.run(size);
    if (report.fault() != null) {
      return report;
    }
    LogFault left = size == 0 ? unsigned(contents) : null;
    if (left == null) {
      left = contents.stray(size).orElse(rolledBack(held, size));
    }
    return new LogReport(report.entries(), report.tiles(), report.checkpoints(), left);
  }

  /** Entries that the newest valid checkpoint signs; 0 if there is none. */
  private long signedSize(LogContents contents) throws IOException {
    long before = Long.MAX_VALUE;
    while (true) {
      List<LogContents.Note> notes = contents.newestCheckpoints(before, NEWEST);
      if (notes.isEmpty()) {
        return 0;
      }
      for (LogContents.Note note : notes) {
        if (SignedRoots.read(note, log).fault() == null
            || !checked.contains(LogFault.Part.CHECKPOINT)) {
          return note.size();
        }
        before = note.size();
      }
    }
  }

  /** What is wrong with the first of checkpoints of which none is valid. */
  private @Nullable LogFault unsigned(LogContents contents) throws IOException {
    LogFault first = null;
    long before = Long.MAX_VALUE;
    while (true) {
      List<LogContents.Note> notes = contents.newestCheckpoints(before, NEWEST);
      if (notes.isEmpty()) {
        return first;
      }
      LogContents.Note oldest = notes.get(notes.size() - 1);
      first = SignedRoots.read(oldest, log).fault();
      before = oldest.size();
    }
  }

  private static @Nullable LogFault rolledBack(@Nullable Checkpoint held, long size) {
    return held == null || held.treeSize() <= size
        ? null
        : LogFault.checkpoint(
            size, "the newest; one of " + held.treeSize() + " entries is remembered: rolled back");
  }
}
