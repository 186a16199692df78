package io.kanhe.retention;

import io.kanhe.body.Bodies;
import io.kanhe.platform.FaultTrace;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks for bodies whose time has come, and for keys that an older master key wraps. Thread-safe.
 */
final class RetentionJob implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(RetentionJob.class);
  private static final int PAGE = 200;
  private static final int PAGES = 500;

  private final Erasures erasures;
  private final Bodies bodies;
  private final Database database;
  private final Duration interval;
  private @Nullable ScheduledExecutorService timer;

  /** Erased since the database's files were last cleaned of it. */
  private int notScrubbed;

  RetentionJob(Erasures erasures, Bodies bodies, Database database, Duration interval) {
    this.erasures = erasures;
    this.bodies = bodies;
    this.database = database;
    this.interval = interval;
  }

  @Override
  public synchronized void start() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "kanhe-retention");
              thread.setDaemon(true);
              return thread;
            });
    long millis = interval.toMillis();
    started.scheduleWithFixedDelay(this::run, millis, millis, TimeUnit.MILLISECONDS);
    timer = started;
  }

  @Override
  public synchronized void stop() {
    if (timer != null) {
      timer.shutdownNow();
      timer = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return timer != null;
  }

  /** One look. */
  void run() {
    try {
      int erased = 0;
      Erasures.Look look = erasures.eraseDue(PAGE);
      erased += look.erased();
      for (int i = 0; i < PAGES && look.looked() == PAGE; i++) {
        look = erasures.eraseDue(PAGE);
        erased += look.erased();
      }
      int rewrapped = bodies.rewrap(PAGE);
      for (int i = 0; i < PAGES && rewrapped == PAGE; i++) {
        rewrapped = bodies.rewrap(PAGE);
      }
      notScrubbed += erased + rewrapped;
      if (notScrubbed > 0 && database.scrub()) {
        notScrubbed = 0;
      }
      if (erased > 0) {
        LOG.info("{} messages were erased as their services' retention asks", erased);
      }
    } catch (KanheException e) {
      LOG.warn("retention did not finish its look: {}", e.code());
    } catch (RuntimeException e) {
      // The edge of the timer: a fault must not end it.
      LOG.error("retention failed: {}", FaultTrace.of(e));
    }
  }
}
