package io.kanhe.admin.audit;

import io.kanhe.admin.audit.AuditResult.Scope;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties.AuditSettings;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs audits: all after the start, a sample every hour, all every night. */
final class AuditSchedule implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(AuditSchedule.class);
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
  private static final long START_DELAY_SECONDS = 15;

  private final LogAudit audit;
  private final AuditSettings settings;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread daemon = new Thread(task, "kanhe-audit");
            daemon.setDaemon(true);
            daemon.setPriority(Thread.MIN_PRIORITY);
            return daemon;
          });
  private volatile boolean running;

  AuditSchedule(LogAudit audit, AuditSettings settings, Clock clock) {
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void start() {
    running = true;
    if (settings.atStart()) {
      thread.schedule(() -> run(Scope.ALL, false), START_DELAY_SECONDS, TimeUnit.SECONDS);
    }
    Duration every = settings.every();
    if (!every.isZero()) {
      thread.scheduleWithFixedDelay(
          () -> run(Scope.SAMPLE, false),
          every.toMillis(),
          every.toMillis(),
          TimeUnit.MILLISECONDS);
    }
    if (!settings.fullAt().isEmpty()) {
      scheduleNight(time(settings.fullAt()));
    }
  }

  private void scheduleNight(LocalTime time) {
    ZonedDateTime now = clock.instant().atZone(CHINA);
    ZonedDateTime next = now.with(time);
    if (!next.isAfter(now)) {
      next = next.plusDays(1);
    }
    thread.schedule(
        () -> {
          run(Scope.ALL, true);
          scheduleNight(time);
        },
        Duration.between(now, next).toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private void run(Scope scope, boolean recorded) {
    try {
      audit.run(scope, recorded);
    } catch (RuntimeException e) {
      // The store or the broker is away: they have alarms of their own; the next audit comes.
      log.warn("audit: not finished: {}", e.getClass().getName());
    }
  }

  private static LocalTime time(String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "kanhe.ledger.audit.full-at is " + text + " (expected: hh:mm, or nothing)",
          e);
    }
  }

  @Override
  public void stop() {
    running = false;
    thread.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
