package io.kanhe.routing;

import io.kanhe.delivery.Consignor;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.intake.AcceptedMessages;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.Disposition;
import io.kanhe.platform.FaultTrace;
import io.kanhe.platform.KanheException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every accepted message that no route has handled through the routes that match it, and
 * commits what they decided.
 *
 * <p>The store's list of unrouted messages is the truth; the queue here is only a shortcut. A scan
 * at start and on a slow timer finds what the shortcut missed: messages accepted before a crash or
 * while the queue was full. Guarantees: every accepted message is routed at least once, and a
 * message that fails stops no other. No order between messages is promised.
 *
 * <p>Thread-safe.
 */
public final class RoutingWork implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RoutingWork.class);
  private static final int QUEUE_LENGTH = 1_000;
  private static final int PAGE = 500;
  private static final int COMMITS_AT_ONCE = 512;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final AcceptedMessages messages;
  private final Consignor consignor;
  private final ParticipantRegistry registry;
  private final RouteTable table;
  private final Clock clock;
  private final Pace pace;

  private final BlockingQueue<Long> queue = new ArrayBlockingQueue<>(QUEUE_LENGTH);
  private final Set<Long> underway = ConcurrentHashMap.newKeySet();
  private final Map<Long, StuckMessage> failures = new ConcurrentHashMap<>();
  private final Semaphore commits = new Semaphore(COMMITS_AT_ONCE);
  private final AtomicBoolean missed = new AtomicBoolean();
  private final List<Thread> threads = new ArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "kanhe-routing-timer"));
  private volatile boolean running;

  /**
   * @param workers threads that run routes
   * @param scan time between two scans of the store
   * @param firstRetry pause before the second attempt; doubles up to a minute
   */
  record Pace(int workers, Duration scan, Duration firstRetry) {}

  RoutingWork(
      AcceptedMessages messages,
      Consignor consignor,
      ParticipantRegistry registry,
      RouteTable table,
      Clock clock,
      Pace pace) {
    this.messages = messages;
    this.consignor = consignor;
    this.registry = registry;
    this.table = table;
    this.clock = clock;
    this.pace = pace;
  }

  /** Messages that failed and are not routed yet, oldest first. */
  public List<StuckMessage> stuck() {
    return failures.values().stream()
        .sorted(Comparator.comparingLong(StuckMessage::ledgerIndex))
        .toList();
  }

  /** Tries a stuck message again, now; does nothing for any other. */
  public void retry(long ledgerIndex) {
    StuckMessage stuck = failures.get(ledgerIndex);
    if (stuck != null && !stuck.retrying()) {
      offer(ledgerIndex);
    }
  }

  void start() {
    running = true;
    for (int i = 1; i <= pace.workers(); i++) {
      Thread worker = new Thread(this::work, "kanhe-routing-" + i);
      threads.add(worker);
      worker.start();
    }
    messages.onAccepted(this::offer);
    long pause = pace.scan().toMillis();
    timer.scheduleWithFixedDelay(this::scan, 0, pause, TimeUnit.MILLISECONDS);
  }

  /** Lets the routes that run come to their end; what is only queued is found at the next start. */
  @Override
  public void close() {
    running = false;
    timer.shutdownNow();
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads) {
        thread.join(TimeUnit.SECONDS.toMillis(10));
      }
      timer.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Never blocks: it runs on the ledger's writer thread. */
  private void offer(long index) {
    if (running && underway.add(index) && !queue.offer(index)) {
      underway.remove(index);
      missed.set(true);
    }
  }

  private void scan() {
    try {
      long after = -1;
      List<Long> page;
      do {
        page = messages.unrouted(after, PAGE);
        for (Long index : page) {
          if (!failures.containsKey(index) && underway.add(index)) {
            queue.put(index);
          }
          after = index;
        }
      } while (page.size() == PAGE && running);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // An edge (scheduler): an exception would end the timer for ever. The next scan tries again.
      LOG.warn("The scan for unrouted messages failed: {}", FaultTrace.of(e));
    }
  }

  private void work() {
    while (running) {
      try {
        Long index = queue.poll(1, TimeUnit.SECONDS);
        if (index != null) {
          commits.acquire();
          route(index);
        }
        if (queue.isEmpty() && missed.compareAndSet(true, false)) {
          timer.execute(this::scan);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RejectedExecutionException e) {
        return;
      }
    }
  }

  private void route(long index) {
    try {
      // A page of the scan may be older than the commit that routed one of its messages.
      boolean isUnrouted = messages.unrouted(index - 1, 1).equals(List.of(index));
      Optional<AcceptedMessage> message = isUnrouted ? messages.find(index) : Optional.empty();
      if (message.isEmpty()) {
        settle(index);
        return;
      }
      run(index, message.get());
    } catch (Exception | LinkageError | StackOverflowError e) {
      // An edge: one message that fails must not stop the worker.
      fail(index, e);
    }
  }

  private void run(long index, AcceptedMessage message) {
    Attempt attempt = new Attempt(message);
    List<String> routeIds = new ArrayList<>();
    Map<String, Object> headers = RouteHeaders.of(message, registry);
    for (AcceptedConsumer route : table.matching(message)) {
      route.run(attempt, headers);
      routeIds.add(table.versioned(route.getRouteId()));
    }
    if (routeIds.isEmpty()) {
      LOG.info(
          "No route takes message {} of service {}",
          message.header().messageId(),
          message.header().serviceId());
    }
    consignor
        .commit(message, routeIds, attempt.consignments())
        .whenComplete(
            (done, thrown) -> {
              if (thrown == null) {
                settle(index);
              } else {
                fail(index, thrown);
              }
            });
  }

  private void settle(long index) {
    failures.remove(index);
    underway.remove(index);
    commits.release();
  }

  private void fail(long index, Throwable thrown) {
    KanheException fault = Fault.of(thrown);
    boolean again = fault.code().disposition() == Disposition.RETRY;
    StuckMessage now =
        failures.compute(
            index,
            (key, before) ->
                new StuckMessage(
                    index,
                    fault.code(),
                    fault.getMessage(),
                    before == null ? 1 : before.attempts() + 1,
                    again,
                    before == null ? clock.instant() : before.since()));
    underway.remove(index);
    commits.release();
    LOG.warn(
        "Message at ledger index {} is not routed (attempt {}, {}): {} {}",
        index,
        now.attempts(),
        again ? "will be tried again" : "stays for a person",
        fault.code(),
        fault.getMessage());
    if (again && running) {
      later(index, now.attempts());
    }
  }

  private void later(long index, int attempts) {
    long doubled = pace.firstRetry().toMillis() << Math.min(attempts - 1, 16);
    long pause = Math.min(doubled, LONGEST_PAUSE.toMillis());
    try {
      timer.schedule(() -> again(index, attempts), pause, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("Stopped before the next attempt of ledger index {}", index);
    }
  }

  private void again(long index, int attempts) {
    if (underway.add(index) && !queue.offer(index)) {
      underway.remove(index);
      later(index, attempts);
    }
  }
}
