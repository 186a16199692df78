package io.kanhe.ledger;

import io.kanhe.platform.KanheException;
import io.kanhe.trust.NoteVerifier;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of a log in order of size, their signatures verified some hundreds at a time on
 * all processors: the signatures are what costs most in a verification. For one thread.
 */
final class SignedRoots {

  private static final int PAGE = 512;

  private final LogContents contents;
  private final NoteVerifier log;
  private final Deque<Read> read = new ArrayDeque<>();
  private long after = -1;
  private boolean ended;

  SignedRoots(LogContents contents, NoteVerifier log) {
    this.contents = contents;
    this.log = log;
  }

  /** The next checkpoint of at most {@code size} entries, {@code null} if there is none. */
  @Nullable Read next(long size) throws IOException {
    if (read.isEmpty() && !ended) {
      List<LogContents.Note> page = contents.checkpoints(after, PAGE);
      ended = page.isEmpty();
      if (!ended) {
        after = page.get(page.size() - 1).size();
        read.addAll(page.parallelStream().map(note -> read(note, log)).toList());
      }
    }
    Read first = read.peek();
    return first == null || first.size() > size ? null : read.poll();
  }

  static Read read(LogContents.Note note, NoteVerifier log) {
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.parse(log.verify(note.text()));
    } catch (KanheException e) {
      return bad(note, "not signed by " + log.name());
    }
    if (!checkpoint.origin().equals(log.name())) {
      return bad(note, "of another log than " + log.name());
    }
    if (checkpoint.treeSize() != note.size()) {
      return bad(note, "signs " + checkpoint.treeSize() + " entries");
    }
    return new Read(note.size(), checkpoint.root(), null);
  }

  private static Read bad(LogContents.Note note, String reason) {
    return new Read(note.size(), new byte[0], LogFault.checkpoint(note.size(), reason));
  }

  /**
   * @param fault why the root counts for nothing; {@code null} if it is validly signed
   */
  record Read(long size, byte[] root, @Nullable LogFault fault) {}
}
