package io.kanhe.delivery;

import io.kanhe.intake.AnswerDesk;
import io.kanhe.intake.AnswerDesk.Reply;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.Ledger;
import io.kanhe.ledger.Receipt;
import io.kanhe.message.Direction;
import io.kanhe.message.MessageId;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.FaultTrace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings answers of queries to the askers that wait for them. What it holds in memory is only who
 * waits: an answer is durable before anybody gets it, so an asker whose connection broke, or that
 * meets a gateway after a restart, repeats its bytes and gets the same answer.
 *
 * <p>At most so many askers of one service wait at a time: a provider that hangs takes the threads
 * of nobody else. Thread-safe.
 */
final class QueryDesk implements AnswerDesk {

  private static final Logger LOG = LoggerFactory.getLogger(QueryDesk.class);

  private static final int SECURITY_FAMILY = 2;

  private final JdbcQueries queries;
  private final JdbcOutbox outbox;
  private final Ledger ledger;
  private final int waitingPerService;
  private final Clock clock;
  private final Map<Long, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();
  private final Map<String, Semaphore> seats = new ConcurrentHashMap<>();

  /**
   * @param waitingPerService askers of one service that wait at the same time
   */
  QueryDesk(
      JdbcQueries queries, JdbcOutbox outbox, Ledger ledger, int waitingPerService, Clock clock) {
    this.queries = queries;
    this.outbox = outbox;
    this.ledger = ledger;
    this.waitingPerService = waitingPerService;
    this.clock = clock;
  }

  @Override
  public Optional<Reply> await(Receipt receipt) {
    Entry entry = Entry.parse(receipt.entry());
    Map<String, String> facts = entry.facts();
    if (!Direction.REQUEST.name().equals(facts.get("direction"))) {
      return Optional.empty();
    }
    String service = facts.getOrDefault("service", "");
    return queries
        .deadline(service, facts.getOrDefault("version", ""), facts.getOrDefault("operation", ""))
        .map(time -> await(receipt.index(), service, entry.time().plus(time)));
  }

  private Reply await(long request, String service, Instant deadline) {
    CompletableFuture<Reply> reply =
        waiting.computeIfAbsent(request, index -> new CompletableFuture<>());
    try {
      Optional<Reply> there = stored(request);
      if (there.isPresent()) {
        return there.get();
      }
      Duration left = Duration.between(clock.instant(), deadline);
      return left.isNegative() || left.isZero()
          ? late(request)
          : await(reply, request, service, left);
    } finally {
      waiting.remove(request, reply);
    }
  }

  private Reply await(CompletableFuture<Reply> reply, long request, String service, Duration time) {
    Semaphore seat = seats.computeIfAbsent(service, name -> new Semaphore(waitingPerService));
    if (!seat.tryAcquire()) {
      return new Reply.None(
          ErrorCode.OVERLOADED, "too many askers of " + service + " wait for an answer");
    }
    try {
      return reply.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return stored(request).orElseGet(() -> late(request));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.None(ErrorCode.PARTNER_TIMEOUT, "the gateway is stopping");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a reply is never completed with a fault", e);
    } finally {
      seat.release();
    }
  }

  private Optional<Reply> stored(long request) {
    return queries
        .answer(request)
        .flatMap(id -> outbox.bytes(id).map(bytes -> new Reply.Signed(id, bytes)));
  }

  private Reply late(long request) {
    boolean down =
        queries.lastCode(request).filter(ErrorCode.PARTNER_DOWN.toString()::equals).isPresent();
    return down
        ? none(ErrorCode.PARTNER_DOWN)
        : new Reply.None(
            ErrorCode.PARTNER_TIMEOUT,
            "the provider did not answer within the deadline; ask again with a new message");
  }

  @Override
  public void sent(Reply.Signed reply) {
    outbox
        .load(reply.id())
        .ifPresent(
            delivery -> {
              Instant now = clock.instant();
              ledger
                  .append(new DeliveryChange.HandedOver(delivery, now, delivery.deadline()))
                  .whenComplete((again, failure) -> report(reply, failure));
            });
  }

  private static void report(Reply.Signed reply, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.warn(
          "the hand-over of answer {} was not recorded: {}", reply.id(), FaultTrace.of(failure));
    }
  }

  @Override
  public void refused(MessageId answered, ParticipantId provider, ErrorCode code) {
    queries.answeredBy(answered, provider).ifPresent(query -> refused(query.requestIndex(), code));
  }

  /** A provider's answer to the query was refused with that code. */
  void refused(long requestIndex, ErrorCode code) {
    boolean unverified = code.number() / 1000 == SECURITY_FAMILY;
    failed(requestIndex, unverified ? ErrorCode.ANSWER_UNVERIFIED : ErrorCode.ANSWER_INVALID);
  }

  /** The query has no provider that could be reached. Does nothing if nobody waits for it. */
  void failed(long requestIndex, ErrorCode code) {
    CompletableFuture<Reply> asker = waiting.get(requestIndex);
    if (asker != null) {
      asker.complete(none(code));
    }
  }

  /** The answer is durable. Never blocks. */
  void answered(long requestIndex, Delivery answer) {
    CompletableFuture<Reply> asker = waiting.get(requestIndex);
    if (asker != null) {
      asker.complete(new Reply.Signed(answer.id(), answer.bytes()));
    }
  }

  private static Reply none(ErrorCode code) {
    return new Reply.None(code, code.title());
  }
}
