package io.kanhe.ledger;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.FaultTrace;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import io.kanhe.trust.TimeStamp;
import io.kanhe.trust.TimeStamping;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the newest checkpoint stamped as often as the settings say, by the first authority that gives
 * a good stamp, and closes intake when entries wait for one for longer than the grace.
 *
 * <p>The grace begins when the oldest entry without a stamp was recorded. That moment stands in the
 * ledger's own tables, so a restart neither forgets nor renews it. Thread-safe.
 */
final class Stamper implements Stamps, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Stamper.class);

  /**
   * @param interval between two stamps of a growing ledger
   * @param grace how long an entry may wait for its stamp before intake closes
   * @param tolerance how far an authority's clock and the gateway's may be apart
   */
  record Settings(Duration interval, Duration grace, Duration tolerance) {}

  private final Ledger ledger;
  private final StampStore store;
  private final TimeStamping stamping;
  private final List<TimeStampAuthority> authorities;
  private final Settings settings;
  private final Clock clock;
  private final AtomicLong failures = new AtomicLong();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Stamper::daemon);

  private volatile @Nullable StampedCheckpoint newest;
  private volatile @Nullable String authority;
  private volatile Instant lookedAt;
  private volatile @Nullable Instant waitingSince;

  /** Reads where the stamps end; {@link #start} begins to make more. */
  Stamper(
      Ledger ledger,
      Database database,
      TimeStamping stamping,
      List<TimeStampAuthority> authorities,
      Settings settings,
      Clock clock) {
    this.ledger = ledger;
    this.store = new StampStore(database);
    this.stamping = stamping;
    this.authorities = List.copyOf(authorities);
    this.settings = settings;
    this.clock = clock;
    this.newest = store.newest().orElse(null);
    this.authority = store.newestAuthority().orElse(null);
    this.lookedAt = clock.instant();
    this.waitingSince = store.recordedAfter(covered()).orElse(null);
  }

  void start() {
    long millis = settings.interval().toMillis();
    thread.scheduleWithFixedDelay(this::tickQuietly, 0, millis, TimeUnit.MILLISECONDS);
  }

  /** One turn: stamps the newest checkpoint unless it is stamped already. */
  synchronized void tick() {
    Optional<String> checkpoint = ledger.checkpoint();
    if (checkpoint.isPresent()) {
      long size = Checkpoint.parse(checkpoint.get()).treeSize();
      if (size > covered()) {
        stamp(checkpoint.get(), size);
      }
    }
    waitingSince = store.recordedAfter(covered()).orElse(null);
    lookedAt = clock.instant();
  }

  @Override
  public void requireInTime() {
    if (isLapsed()) {
      throw new KanheException(
          ErrorCode.EVIDENCE_LAPSED,
          "entries have waited for a trusted time stamp since "
              + since()
              + " (expected: for at most "
              + settings.grace()
              + ")");
    }
  }

  @Override
  public Optional<StampedCheckpoint> covering(long index) {
    Optional<StampedCheckpoint> stored = store.covering(index);
    if (stored.isPresent() || index >= ledger.size()) {
      return stored;
    }
    tick();
    return store.covering(index);
  }

  @Override
  public Optional<byte[]> over(byte[] data) {
    return ask(data).map(answer -> answer.stamp().token());
  }

  @Override
  public Status status() {
    StampedCheckpoint last = newest;
    boolean waits = ledger.size() > covered();
    return new Status(
        covered(),
        Optional.ofNullable(last).map(StampedCheckpoint::time),
        Optional.ofNullable(authority),
        waits ? Optional.of(since()) : Optional.empty(),
        waits ? Optional.of(since().plus(settings.grace())) : Optional.empty(),
        isLapsed(),
        failures.get());
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void stamp(String note, long size) {
    Optional<Answer> answer = ask(note.getBytes(StandardCharsets.UTF_8));
    if (answer.isEmpty()) {
      failures.incrementAndGet();
      log.error(
          "no authority stamped the checkpoint of {} entries; intake closes at {}",
          size,
          since().plus(settings.grace()));
      return;
    }
    TimeStamp stamp = answer.get().stamp();
    StampedCheckpoint stamped = new StampedCheckpoint(size, note, stamp.token(), stamp.time());
    store.add(stamped, answer.get().authority());
    boolean lapsed = isLapsed();
    newest = stamped;
    authority = answer.get().authority();
    log.debug("checkpoint of {} entries stamped by {}", size, answer.get().authority());
    if (lapsed) {
      log.warn("the ledger is stamped again: intake is open");
    }
  }

  private Optional<Answer> ask(byte[] data) {
    for (TimeStampAuthority authority : authorities) {
      try {
        return Optional.of(new Answer(authority.name(), ask(authority, data)));
      } catch (KanheException e) {
        log.warn("time stamp authority {} failed: {}", authority.name(), e.getMessage());
      }
    }
    return Optional.empty();
  }

  private TimeStamp ask(TimeStampAuthority authority, byte[] data) {
    TimeStamping.Query query = stamping.query(data);
    Instant before = clock.instant();
    TimeStamp stamp = query.accept(authority.ask(query.request()));
    Instant after = clock.instant();
    // One of two clocks is wrong, and nobody can tell which: such a stamp would prove a wrong time,
    // or every entry holds one.
    if (stamp.time().isBefore(before.minus(settings.tolerance()))
        || stamp.time().isAfter(after.plus(settings.tolerance()))
        || stamp.accuracy().compareTo(settings.tolerance()) > 0) {
      throw new KanheException(
          ErrorCode.CLOCK_SKEW,
          "it says "
              + stamp.time()
              + " with an accuracy of "
              + stamp.accuracy()
              + ", the gateway's clock "
              + after
              + " (expected: at most "
              + settings.tolerance()
              + " apart)");
    }
    return stamp;
  }

  private boolean isLapsed() {
    return ledger.size() > covered() && clock.instant().isAfter(since().plus(settings.grace()));
  }

  /**
   * The oldest entry without a stamp as of the last turn. If all were covered then, or no turn
   * comes any more, entries have waited since that turn at most.
   */
  private Instant since() {
    Instant known = waitingSince;
    return known == null ? lookedAt : known;
  }

  private long covered() {
    StampedCheckpoint last = newest;
    return last == null ? 0 : last.treeSize();
  }

  private void tickQuietly() {
    try {
      tick();
    } catch (RuntimeException e) {
      // The edge of a thread of our own: the next turn has to come. The grace runs meanwhile.
      log.error("time stamps: a turn failed and comes again: {}", FaultTrace.of(e));
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "ledger-stamps");
    thread.setDaemon(true);
    return thread;
  }

  private record Answer(String authority, TimeStamp stamp) {}
}
