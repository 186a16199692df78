package io.kanhe.delivery;

import io.kanhe.platform.FaultTrace;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads of the dispatcher between a start and a stop: one that coordinates and keeps time, and
 * workers that may wait for a recipient. There are as many workers as lanes need, so that
 * recipients that hang hold no other; idle ones end. Thread-safe.
 */
final class Crew {

  private static final Logger LOG = LoggerFactory.getLogger(Crew.class);
  private static final int MOST_WORKERS = 128;
  private static final long IDLE_SECONDS = 30;
  private static final long TICK_MILLIS = 200;

  private final ScheduledThreadPoolExecutor coordinator;
  private final ThreadPoolExecutor workers;

  private Crew() {
    coordinator =
        new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "delivery-coordinator"));
    coordinator.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    workers =
        new ThreadPoolExecutor(
            MOST_WORKERS,
            MOST_WORKERS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> new Thread(task, "delivery-worker"));
    workers.allowCoreThreadTimeOut(true);
  }

  /** A crew that does nothing. */
  static Crew none() {
    Crew crew = new Crew();
    crew.coordinator.shutdown();
    crew.workers.shutdown();
    return crew;
  }

  static Crew start(Runnable tick) {
    Crew crew = new Crew();
    crew.coordinator.scheduleWithFixedDelay(guarded(tick), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    return crew;
  }

  boolean isWorking() {
    return !coordinator.isShutdown();
  }

  /** Runs a short task on the coordinator; forgets it after a stop. */
  void soon(Runnable task) {
    later(Duration.ZERO, task);
  }

  void later(Duration delay, Runnable task) {
    try {
      coordinator.schedule(guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("stopped: what is left is found at the next start");
    }
  }

  /**
   * Runs a task that may wait for a recipient.
   *
   * @throws RejectedExecutionException after a stop
   */
  void work(Runnable task) {
    workers.execute(guarded(task));
  }

  /** Lets hand-overs under way end, for at most {@code patience}. */
  void stop(Duration patience) {
    workers.shutdown();
    try {
      if (!workers.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    } finally {
      coordinator.shutdown();
    }
  }

  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RejectedExecutionException e) {
        LOG.debug("stopped: what is left is found at the next start");
      } catch (RuntimeException e) {
        // The edge of the scheduler: an uncaught exception would silently end the ticks.
        LOG.error("a task of the dispatcher failed: {}", FaultTrace.of(e));
      }
    };
  }
}
