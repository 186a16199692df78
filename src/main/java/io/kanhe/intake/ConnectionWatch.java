package io.kanhe.intake;

import io.kanhe.platform.FaultTrace;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the open connections of a door again and again, so that one whose certificate is revoked
 * or has expired does not stay open until its peer happens to do something.
 */
public final class ConnectionWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatch.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final String door;
  private final IntSupplier closing;
  private final ScheduledExecutorService thread;

  /**
   * @param door for log lines
   * @param closing closes what must not stay open and says how many that were
   */
  public ConnectionWatch(String door, IntSupplier closing) {
    this.door = door;
    this.closing = closing;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, "connection-watch-" + door);
              made.setDaemon(true);
              return made;
            });
    thread.scheduleWithFixedDelay(
        this::look, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      int closed = closing.getAsInt();
      if (closed > 0) {
        LOG.warn(
            "{}: {} connections closed, their certificates are not good any more", door, closed);
      }
    } catch (RuntimeException e) {
      // The edge of a thread of its own: the next look comes in any case.
      LOG.warn("{}: the open connections were not looked at: {}", door, FaultTrace.of(e));
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
