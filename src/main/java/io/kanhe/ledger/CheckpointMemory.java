package io.kanhe.ledger;

import io.kanhe.ledger.CheckpointMemory.Seen.Verdict;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.NoteVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a partner remembers of a log: the last checkpoint it saw. Every partner that keeps one is a
 * witness: a log that forgets, or shows two partners different histories, is found out as soon as
 * one of them looks again. A checkpoint takes the place of the remembered one only when a
 * consistency proof leads from the one to the other.
 *
 * <p>Standard: C2SP tlog-checkpoint, RFC 6962 section 2.1.4. Thread-safe; one per folder.
 */
public final class CheckpointMemory {

  private static final String REMEMBERED = "checkpoint";
  private static final String CONFLICT = "conflict";

  private final Path folder;
  private final NoteVerifier log;
  private @Nullable String note;

  private CheckpointMemory(Path folder, NoteVerifier log, @Nullable String note) {
    this.folder = folder;
    this.log = log;
    this.note = note;
  }

  /**
   * @param folder of this memory alone; made if absent
   * @throws KanheException 2001 SIGNATURE_INVALID if what is remembered is not of this log
   */
  public static CheckpointMemory open(Path folder, NoteVerifier log) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(REMEMBERED);
    String note = Files.exists(file) ? Files.readString(file) : null;
    if (note != null) {
      log.verify(note);
    }
    return new CheckpointMemory(folder, log, note);
  }

  public synchronized Optional<String> remembered() {
    return Optional.ofNullable(note);
  }

  /**
   * Asks the log for its newest checkpoint and holds it to the remembered one: the newest one may
   * not be older.
   *
   * @throws IOException if the log does not answer; then nothing was learned
   * @throws KanheException 2001 SIGNATURE_INVALID or 1001 MALFORMED for what this log did not sign
   */
  public synchronized Seen newest(LogSource source) throws IOException {
    String seen = source.checkpoint().orElse(null);
    Checkpoint old = note == null ? null : parse(note);
    if (seen == null) {
      return old == null
          ? new Seen(Verdict.FIRST, 0, 0)
          : conflict(Verdict.ROLLED_BACK, old.treeSize(), 0, "no checkpoint\n");
    }
    Checkpoint now = parse(seen);
    if (old != null && now.treeSize() < old.treeSize()) {
      return conflict(Verdict.ROLLED_BACK, old.treeSize(), now.treeSize(), seen);
    }
    return compare(old, now, seen, source);
  }

  /**
   * Holds a checkpoint that came with a receipt to the remembered one. It may be older: receipts
   * pass each other on their way.
   *
   * @throws IOException if the memory cannot be written
   * @throws KanheException as {@link #newest}
   */
  public synchronized Seen received(String seen, LogSource source) throws IOException {
    return compare(note == null ? null : parse(note), parse(seen), seen, source);
  }

  private Seen compare(@Nullable Checkpoint old, Checkpoint now, String seen, LogSource source)
      throws IOException {
    if (old == null) {
      remember(seen);
      return new Seen(Verdict.FIRST, 0, now.treeSize());
    }
    if (old.treeSize() == now.treeSize()) {
      return MessageDigest.isEqual(old.root(), now.root())
          ? new Seen(Verdict.SAME, old.treeSize(), now.treeSize())
          : conflict(Verdict.FORKED, old.treeSize(), now.treeSize(), seen);
    }
    boolean newer = now.treeSize() > old.treeSize();
    Boolean proven = newer ? isProven(old, now, source) : isProven(now, old, source);
    if (proven == null) {
      return new Seen(Verdict.UNPROVEN, old.treeSize(), now.treeSize());
    }
    if (!proven) {
      return conflict(Verdict.FORKED, old.treeSize(), now.treeSize(), seen);
    }
    if (newer) {
      remember(seen);
    }
    return new Seen(Verdict.CONSISTENT, old.treeSize(), now.treeSize());
  }

  /** {@code null} if the log does not give the tiles that a proof needs. */
  private static @Nullable Boolean isProven(Checkpoint older, Checkpoint newer, LogSource source) {
    try {
      var proof = new TiledTree(source, newer.treeSize()).consistency(older.treeSize());
      return MerkleProofs.verifyConsistency(
          older.treeSize(), newer.treeSize(), proof, older.root(), newer.root());
    } catch (IOException e) {
      return null;
    }
  }

  private Checkpoint parse(String seen) {
    return Checkpoint.parse(log.verify(seen));
  }

  private void remember(String seen) throws IOException {
    DurableFile.write(folder.resolve(REMEMBERED), seen.getBytes(StandardCharsets.UTF_8));
    DurableFile.sync(folder);
    note = seen;
  }

  /** Both notes are signed: together they prove what the log did, to anybody. */
  private Seen conflict(Verdict verdict, long remembered, long seenSize, String seen)
      throws IOException {
    String both = verdict + "\n\nremembered:\n" + note + "\nseen:\n" + seen;
    Path file = folder.resolve(CONFLICT + "-" + remembered + "-" + seenSize + ".txt");
    DurableFile.write(file, both.getBytes(StandardCharsets.UTF_8));
    DurableFile.sync(folder);
    return new Seen(verdict, remembered, seenSize);
  }

  /**
   * What came out of looking at a checkpoint.
   *
   * @param remembered entries that the remembered checkpoint signs; 0 if there was none
   * @param seen entries that the other one signs
   */
  public record Seen(Verdict verdict, long remembered, long seen) {

    public enum Verdict {
      /** Nothing was remembered yet. */
      FIRST,
      SAME,
      /** A proof leads from the older one to the newer one. */
      CONSISTENT,
      /** The log answers, but not with what a proof needs. Ask again; nothing was remembered. */
      UNPROVEN,
      /** The newest checkpoint is older than the remembered one: the log forgot entries. */
      ROLLED_BACK,
      /** Two signed checkpoints that no one history has. */
      FORKED
    }

    /** True while the log may be trusted; an unproven checkpoint is not to be relied on. */
    public boolean isTrusted() {
      return switch (verdict) {
        case FIRST, SAME, CONSISTENT -> true;
        case UNPROVEN, ROLLED_BACK, FORKED -> false;
      };
    }
  }
}
