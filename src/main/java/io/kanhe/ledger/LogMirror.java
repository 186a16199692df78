package io.kanhe.ledger;

import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a folder of tiles up to date beside the database. */
final class LogMirror implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LogMirror.class);
  private static final long CLOSE_SECONDS = 30;

  private final LogSource source;
  private final LogFolder folder;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread daemon = new Thread(task, "ledger-mirror");
            daemon.setDaemon(true);
            return daemon;
          });

  private LogMirror(LogSource source, LogFolder folder) {
    this.source = source;
    this.folder = folder;
  }

  /**
   * @param interval between two updates; zero writes nothing
   */
  static LogMirror start(LogSource source, LogFolder folder, Duration interval) {
    LogMirror mirror = new LogMirror(source, folder);
    if (!interval.isZero()) {
      long millis = interval.toMillis();
      mirror.thread.scheduleWithFixedDelay(mirror::update, millis, millis, TimeUnit.MILLISECONDS);
    }
    return mirror;
  }

  private void update() {
    try {
      folder.update(source);
    } catch (KanheException e) {
      log.error("ledger: the folder of tiles is not updated: {}", e.getMessage());
    } catch (IOException | RuntimeException e) {
      // The database is the truth; a folder that cannot be written must not stop the next try.
      log.error("ledger: the folder of tiles is not updated: {}", e.getClass().getName());
    }
  }

  /** Waits for an update that is under way. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
