package io.kanhe.delivery;

import io.kanhe.delivery.JdbcOutbox.Overdue;
import io.kanhe.intake.Intake;
import io.kanhe.intake.Outcome;
import io.kanhe.intake.Submission;
import io.kanhe.ledger.Ledger;
import io.kanhe.message.MessageId;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Disposition;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.FaultTrace;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties.DeliverySettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Hands deliveries over as they become due, recipient by recipient, until each is acknowledged,
 * declined or expired.
 *
 * <p>All state is in the database: a kill at any moment loses nothing. What was under way then is
 * handed over again with the duplicate mark. Delivery is at least once. Thread-safe.
 */
final class Dispatcher implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);
  private static final Duration MEASURE_EVERY = Duration.ofSeconds(10);
  private static final Duration QUERY_AT_MOST = Duration.ofMinutes(1);
  private static final Duration LONGEST_REST_FOR_QUERIES = Duration.ofMillis(500);
  private static final int OVERDUE_PAGE = 100;

  /**
   * A worker gives its thread back after so many, so that many busy lanes share few threads fairly.
   */
  private static final int TURN = 32;

  private final JdbcOutbox outbox;
  private final Ledger ledger;
  private final Supplier<Attempts> attempts;
  private final Supplier<Intake> intake;
  private final DeliverySettings settings;
  private final Backoff backoff;
  private final Clock clock;
  private final DeliveryMetrics metrics;
  private final QueryDesk queries;
  private final UnansweredQueries unanswered;
  private final Map<ParticipantId, Lane> lanes = new ConcurrentHashMap<>();
  private volatile Crew crew = Crew.none();

  /** Used by the coordinator alone. */
  private Instant measureAt = Instant.MIN;

  /**
   * {@code attempts} and {@code intake} are asked for at start: doors and intake may themselves
   * need deliveries.
   */
  Dispatcher(
      JdbcOutbox outbox,
      Ledger ledger,
      Supplier<Attempts> attempts,
      Supplier<Intake> intake,
      DeliverySettings settings,
      Backoff backoff,
      Clock clock,
      DeliveryMetrics metrics,
      QueryDesk queries,
      UnansweredQueries unanswered) {
    this.outbox = outbox;
    this.ledger = ledger;
    this.attempts = attempts;
    this.intake = intake;
    this.settings = settings;
    this.backoff = backoff;
    this.clock = clock;
    this.metrics = metrics;
    this.queries = queries;
    this.unanswered = unanswered;
  }

  /** Says that a delivery was committed. Never blocks. */
  void wake(ParticipantId recipient, int priority) {
    Lane lane = lane(recipient);
    if (lane.signal(priority)) {
      crew.soon(() -> pump(lane));
    }
  }

  @Override
  public void start() {
    int marked = outbox.markOpenAsPossibleDuplicates();
    if (marked > 0) {
      LOG.info("{} deliveries were open at the last stop and carry the duplicate mark now", marked);
    }
    outbox.recipientsWithOpenDeliveries().forEach(this::lane);
    crew = Crew.start(this::tick);
  }

  @Override
  public void stop() {
    Crew leaving = crew;
    crew = Crew.none();
    leaving.stop(settings.pushTimeout().plus(PAUSE_AFTER_FAULT));
  }

  @Override
  public boolean isRunning() {
    return crew.isWorking();
  }

  /** Looks for what became due by the clock alone. */
  private void tick() {
    try {
      expire();
      measure();
    } catch (KanheException e) {
      LOG.warn("deliveries past their deadline were not looked for: {}", e.code());
    }
    lanes.values().forEach(this::pump);
  }

  private void measure() {
    Instant now = clock.instant();
    if (!now.isBefore(measureAt)) {
      measureAt = now.plus(MEASURE_EVERY);
      metrics.backlog(outbox.backlog(), now);
    }
  }

  private Lane lane(ParticipantId recipient) {
    return lanes.computeIfAbsent(recipient, id -> new Lane(id, outbox, settings.workers()));
  }

  private void pump(Lane lane) {
    if (!isRunning() || !lane.admit(clock.instant())) {
      return;
    }
    try {
      crew.work(() -> takeTurn(lane));
    } catch (RejectedExecutionException e) {
      lane.leave();
    }
  }

  private void takeTurn(Lane lane) {
    for (int i = 0; i < TURN; i++) {
      if (!isRunning()) {
        lane.leave();
        return;
      }
      Optional<Due> due;
      try {
        due = lane.next(clock.instant());
      } catch (KanheException e) {
        LOG.warn("deliveries to {} were not looked for: {}", lane.recipient(), e.code());
        lane.interrupted(clock.instant(), PAUSE_AFTER_FAULT);
        return;
      }
      if (due.isEmpty()) {
        return;
      }
      pump(lane);
      handle(lane, due.get().id());
    }
    lane.leave();
    crew.soon(() -> pump(lane));
  }

  private void handle(Lane lane, MessageId id) {
    Instant now = clock.instant();
    Optional<Delivery> loaded;
    try {
      loaded = outbox.loadOpen(id);
    } catch (KanheException e) {
      LOG.warn("delivery {} was not loaded: {}", id, e.code());
      lane.interrupted(now, PAUSE_AFTER_FAULT);
      lane.release(id, now);
      return;
    }
    if (loaded.isEmpty()) {
      lane.release(id, Instant.MAX);
      return;
    }
    Delivery delivery = loaded.get();
    if (!now.isBefore(delivery.deadline())) {
      expire(lane, delivery);
      return;
    }
    Attempts.Result result = attempts.get().attempt(delivery);
    if (result instanceof Attempts.Result.HandedOver handedOver) {
      handedOver(lane, delivery, handedOver.answer());
    } else if (result instanceof Attempts.Result.Failed failed) {
      failed(lane, delivery, failed.code());
    } else if (result instanceof Attempts.Result.Outdated outdated) {
      // Once that is recorded, the delivery is due as it was before.
      record(lane, outdated.renewal(), () -> {});
    }
  }

  private void handedOver(Lane lane, Delivery delivery, Optional<Submission> answer) {
    Instant now = clock.instant();
    lane.succeeded();
    metrics.attempted(delivery, "HANDED_OVER");
    Instant again = now.plus(settings.acknowledgementTimeout());
    record(
        lane,
        new DeliveryChange.HandedOver(delivery, now, again),
        () -> answer.ifPresent(submission -> crew.work(() -> takeAnswer(delivery, submission))));
  }

  private void failed(Lane lane, Delivery delivery, ErrorCode code) {
    Instant now = clock.instant();
    metrics.attempted(delivery, code.name());
    queries.failed(delivery.ledgerIndex(), code);
    Duration wait = settings.maxRetry();
    if (code.disposition() == Disposition.RETRY) {
      lane.failed(now, backoff, isQuery(delivery) ? LONGEST_REST_FOR_QUERIES : settings.maxRetry());
      wait = backoff.after(delivery.attempts() + 1);
    }
    record(
        lane,
        new DeliveryChange.Failed(delivery.id(), delivery.attempts(), code, now.plus(wait)),
        () -> {});
  }

  /** Askers wait for it: a provider that is back must not be left alone for the usual time. */
  private static boolean isQuery(Delivery delivery) {
    return Duration.between(delivery.createdAt(), delivery.deadline()).compareTo(QUERY_AT_MOST) < 0;
  }

  private void expire() {
    for (Overdue overdue : outbox.overdue(clock.instant(), OVERDUE_PAGE)) {
      Lane lane = lane(overdue.recipient());
      if (lane.claim(overdue)) {
        expire(lane, overdue.id());
      }
    }
  }

  /** Loads a delivery that was claimed: only now can nobody else change it any more. */
  private void expire(Lane lane, MessageId id) {
    Optional<Delivery> delivery;
    try {
      delivery = outbox.loadOpen(id);
    } catch (KanheException e) {
      lane.release(id, clock.instant());
      throw e;
    }
    if (delivery.isPresent()) {
      expire(lane, delivery.get());
    } else {
      lane.release(id, Instant.MAX);
    }
  }

  private void expire(Lane lane, Delivery delivery) {
    LOG.warn("{} expired after {} attempts", delivery, delivery.attempts());
    metrics.attempted(delivery, "EXPIRED");
    Instant now = clock.instant();
    Optional<SealedDelivery> notice =
        isQuery(delivery) ? unanswered.notice(delivery, now) : Optional.empty();
    record(
        lane,
        new DeliveryChange.Expired(delivery, now, notice),
        () ->
            notice
                .map(SealedDelivery::delivery)
                .ifPresent(each -> wake(each.recipient(), each.priority())));
  }

  /**
   * Records what happened, and does not give up while the gateway runs: a delivery that was handed
   * over but not recorded would otherwise go out again. Until then it stays busy and is not looked
   * at.
   */
  private void record(Lane lane, DeliveryChange change, Runnable then) {
    ledger
        .append(change)
        .whenComplete(
            (again, failure) -> {
              if (failure == null) {
                crew.soon(() -> recorded(lane, change.id(), again, then));
              } else {
                LOG.warn(
                    "delivery {} was not recorded, tried again: {}",
                    change.id(),
                    FaultTrace.of(failure));
                crew.later(PAUSE_AFTER_FAULT, () -> record(lane, change.repeated(), then));
              }
            });
  }

  private void recorded(Lane lane, MessageId id, Instant again, Runnable then) {
    lane.release(id, again);
    then.run();
    pump(lane);
  }

  private void takeAnswer(Delivery delivery, Submission answer) {
    if (intake.get().submit(answer) instanceof Outcome.Refused refused) {
      LOG.warn(
          "the answer to {} was refused: {} (trace {})",
          delivery,
          refused.code(),
          refused.traceId());
      queries.refused(delivery.ledgerIndex(), refused.code());
    }
  }
}
