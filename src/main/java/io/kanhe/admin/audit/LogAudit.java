package io.kanhe.admin.audit;

import io.kanhe.admin.audit.AuditResult.Scope;
import io.kanhe.ledger.FolderLog;
import io.kanhe.ledger.Ledger;
import io.kanhe.ledger.LogFault;
import io.kanhe.ledger.LogSource;
import io.kanhe.ledger.LogVerifier;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares ledger, tiles, stored bytes, deliveries and queues. A difference is an alarm: an entry,
 * an ERROR line, health DOWN and a metric, all with the first bad place. One audit at a time;
 * thread-safe.
 */
public final class LogAudit {

  private static final Logger log = LoggerFactory.getLogger(LogAudit.class);

  private final Ledger ledger;
  private final Database database;
  private final LogVerifier verifier;
  private final Path mirror;
  private final EntryAudit entries;
  private final QueueAudit queues;
  private final int sample;
  private final Clock clock;
  private final SplittableRandom random = new SplittableRandom();

  private volatile AuditResult last;

  LogAudit(
      Ledger ledger,
      Database database,
      LogVerifier verifier,
      Path mirror,
      EntryAudit entries,
      QueueAudit queues,
      int sample,
      Clock clock) {
    this.ledger = ledger;
    this.database = database;
    this.verifier = verifier;
    this.mirror = mirror;
    this.entries = entries;
    this.queues = queues;
    this.sample = sample;
    this.clock = clock;
    this.last = new AuditResult(Scope.SAMPLE, clock.instant(), 0, null, null);
  }

  /** The newest result; one without entries before the first audit. */
  public AuditResult last() {
    return last;
  }

  /**
   * Runs an audit on the caller's thread.
   *
   * @param recorded true if the entry is to be written also when nothing differs
   */
  public synchronized AuditResult run(Scope scope, boolean recorded) {
    Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    long size = ledger.size();
    long checked = scope == Scope.ALL ? size : Math.min(size, sample);
    AuditResult result;
    try {
      check(scope, size);
      result = new AuditResult(scope, at, checked, null, null);
    } catch (Difference e) {
      result = new AuditResult(scope, at, checked, e.place(), e.reason());
      log.error("audit: {} differs: {}", e.place(), e.reason());
    }
    boolean repeated = !result.isSound() && String.valueOf(result.place()).equals(last.place());
    // A standing difference is found again every hour; one entry and the health say so already.
    last = result;
    if (!repeated && (recorded || !result.isSound())) {
      ledger.append(new AuditChange(result)).whenComplete(LogAudit::recorded);
    }
    return result;
  }

  private void check(Scope scope, long size) throws Difference {
    if (scope == Scope.ALL) {
      checkLog();
    }
    queues.checkTables();
    LongStream indexes = scope == Scope.ALL ? LongStream.range(0, size) : chosen(size);
    var each = indexes.iterator();
    while (each.hasNext()) {
      entries.check(each.nextLong());
    }
    queues.checkQueues();
  }

  /** The newest quarter of the sample, where repairs still help, the rest by chance. */
  private LongStream chosen(long size) {
    if (size <= sample) {
      return LongStream.range(0, size);
    }
    long newest = size - sample / 4;
    return LongStream.concat(
        LongStream.generate(() -> random.nextLong(newest)).limit(sample - sample / 4),
        LongStream.range(newest, size));
  }

  private void checkLog() throws Difference {
    try {
      String remembered = null;
      if (Files.exists(mirror.resolve(LogSource.CHECKPOINT))) {
        FolderLog folder = new FolderLog(mirror);
        // Read before it is verified: the folder may grow meanwhile, never shrink.
        remembered = folder.checkpoint().orElse(null);
        throwIfBad("folder of tiles: ", verifier.verify(folder, remembered).fault());
      }
      throwIfBad("", verifier.verify(database, remembered).fault());
    } catch (IOException e) {
      throw new Difference("folder of tiles", "cannot be read");
    } catch (KanheException e) {
      if (e.code() == ErrorCode.STORE_UNAVAILABLE) {
        throw e;
      }
      throw new Difference("folder of tiles: checkpoint", "not signed by this log");
    }
  }

  private static void throwIfBad(String where, @Nullable LogFault fault) throws Difference {
    if (fault != null) {
      throw new Difference(where + fault.place(), fault.reason());
    }
  }

  private static void recorded(Long index, Throwable failure) {
    if (failure != null) {
      log.error("audit: its entry could not be recorded: {}", failure.getClass().getName());
    }
  }
}
