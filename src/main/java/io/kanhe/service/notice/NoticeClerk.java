package io.kanhe.service.notice;

import io.kanhe.intake.OwnMessages;
import io.kanhe.message.Environment;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.FaultTrace;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Says what is due, and strikes it off once the ledger has it. A kill between the two repeats it;
 * the gateway's own message id makes the second one harmless. What is refused is tried again later
 * and later, and keeps no other waiting. Thread-safe.
 */
final class NoticeClerk implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(NoticeClerk.class);
  private static final int PAGE = 100;
  private static final String VERSION = "1.0";
  private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(10);
  private static final String PUT_OFF =
      "UPDATE notice SET due_at = ? WHERE occasion = ? AND due_at = ?";
  private static final String DUE =
      """
      SELECT occasion, due_at, service, operation, business_key, environment, purpose, legal_basis, receivers, payload
      FROM notice WHERE due_at <= ? ORDER BY due_at LIMIT ?""";

  private final Database database;
  private final OwnMessages own;
  private final ParticipantRegistry registry;
  private final Clock clock;
  private final Duration pause;

  /** How long those that were refused wait; every try is an entry of the ledger. */
  private final Map<String, Duration> delays = new ConcurrentHashMap<>();

  private volatile ScheduledExecutorService timer;

  NoticeClerk(
      Database database,
      OwnMessages own,
      ParticipantRegistry registry,
      Clock clock,
      Duration pause) {
    this.database = database;
    this.own = own;
    this.registry = registry;
    this.clock = clock;
    this.pause = pause;
    this.timer = ended();
  }

  private static ScheduledExecutorService ended() {
    ScheduledExecutorService none = Executors.newSingleThreadScheduledExecutor();
    none.shutdown();
    return none;
  }

  @Override
  public void start() {
    timer = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "kanhe-notices"));
    timer.scheduleWithFixedDelay(
        this::sayWhatIsDue, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    timer.shutdown();
    try {
      if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
        timer.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return !timer.isShutdown();
  }

  void sayWhatIsDue() {
    try {
      for (Notice notice : due(clock.instant())) {
        say(notice);
      }
    } catch (KanheException e) {
      LOG.warn("due notices were not looked for: {}", e.code());
    } catch (RuntimeException e) {
      // The edge of the timer: an exception would end it for ever.
      LOG.error("due notices were not said: {}", FaultTrace.of(e));
    }
  }

  private void say(Notice notice) {
    try {
      own.say(
          new OwnMessages.Said(
              notice.serviceId(),
              notice.operation(),
              VERSION,
              notice.businessKey(),
              notice.occasion(),
              notice.environment(),
              notice.purposeCode(),
              notice.legalBasis(),
              null,
              receivers(notice),
              notice.payload()));
    } catch (KanheException e) {
      Duration delay = delays.merge(notice.occasion(), FIRST_DELAY, NoticeClerk::longer);
      LOG.warn(
          "{} was not said, tried again in {}: {} {}", notice, delay, e.code(), e.getMessage());
      putOff(notice, clock.instant().plus(delay));
      return;
    }
    strikeOff(notice);
    delays.remove(notice.occasion());
  }

  private static Duration longer(Duration before, Duration first) {
    Duration twice = before.multipliedBy(2);
    return twice.compareTo(LONGEST_DELAY) < 0 ? twice : LONGEST_DELAY;
  }

  private void putOff(Notice notice, Instant until) {
    int found =
        database.write(
            connection -> {
              try (PreparedStatement update = connection.prepareStatement(PUT_OFF)) {
                update.setLong(1, until.toEpochMilli());
                update.setString(2, notice.occasion());
                update.setLong(3, notice.dueAt().toEpochMilli());
                return update.executeUpdate();
              }
            });
    if (found == 0) {
      // Cancelled meanwhile, or asked for again with another term.
      delays.remove(notice.occasion());
    }
  }

  private List<Participant> receivers(Notice notice) {
    return notice.receivers().stream()
        .map(registry::byId)
        .flatMap(Optional::stream)
        .filter(Participant::active)
        .toList();
  }

  private void strikeOff(Notice notice) {
    database.write(
        connection -> {
          try (PreparedStatement delete = connection.prepareStatement(Notice.DELETE)) {
            delete.setString(1, notice.occasion());
            return delete.executeUpdate();
          }
        });
  }

  private List<Notice> due(Instant now) {
    return database.read(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(DUE)) {
            query.setLong(1, now.toEpochMilli());
            query.setInt(2, PAGE);
            try (ResultSet row = query.executeQuery()) {
              List<Notice> found = new ArrayList<>();
              while (row.next()) {
                found.add(notice(row));
              }
              return found;
            }
          }
        });
  }

  private static Notice notice(ResultSet row) throws SQLException {
    String receivers = row.getString(9);
    return new Notice(
        row.getString(1),
        Instant.ofEpochMilli(row.getLong(2)),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        Environment.valueOf(row.getString(6)),
        row.getString(7),
        row.getString(8),
        receivers.isEmpty()
            ? List.of()
            : Arrays.stream(receivers.split(" ")).map(ParticipantId::new).toList(),
        row.getString(10).getBytes(StandardCharsets.UTF_8));
  }
}
