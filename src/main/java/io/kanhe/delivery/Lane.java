package io.kanhe.delivery;

import io.kanhe.delivery.JdbcOutbox.Overdue;
import io.kanhe.message.MessageId;
import io.kanhe.participant.ParticipantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way to one recipient: which of its deliveries go next, how many at a time, and whether it
 * rests because the recipient failed. Recipients share nothing here, so one that is down holds no
 * other. Holds a page of ids at most; the outbox holds everything else. Thread-safe.
 */
final class Lane {

  static final int PAGE = 64;

  /**
   * Handed over but not yet recorded: beyond this the ledger is behind and the lane waits for it.
   */
  private static final int MOST_BUSY = 256;

  private static final int NO_SIGNAL = -1;

  private final ParticipantId recipient;
  private final JdbcOutbox outbox;
  private final int width;
  private final AtomicInteger signal = new AtomicInteger(NO_SIGNAL);
  private final Deque<Due> page = new ArrayDeque<>();
  private final Set<MessageId> busy = new HashSet<>();
  private boolean moreReady = true;
  private Instant nextTimed = Instant.MIN;
  private Instant restsUntil = Instant.MIN;
  private int failures;
  private int active;

  /**
   * @param width hand-overs at the same time while the recipient is well; one while it is not
   */
  Lane(ParticipantId recipient, JdbcOutbox outbox, int width) {
    this.recipient = recipient;
    this.outbox = outbox;
    this.width = width;
  }

  ParticipantId recipient() {
    return recipient;
  }

  /**
   * Says that a delivery became ready. Never blocks: it is called by the ledger's writer.
   *
   * @return true if nobody was told yet; the caller then sends somebody to look
   */
  boolean signal(int priority) {
    return signal.getAndAccumulate(priority, Math::max) == NO_SIGNAL;
  }

  /** Lets one more worker in, if there may be something for it to do. */
  synchronized boolean admit(Instant now) {
    if (active >= allowed() || now.isBefore(restsUntil) || busy.size() >= MOST_BUSY) {
      return false;
    }
    boolean work =
        !page.isEmpty() || moreReady || signal.get() != NO_SIGNAL || !now.isBefore(nextTimed);
    if (work) {
      active++;
    }
    return work;
  }

  /** The next delivery for a worker that was let in; with none, the worker has left. */
  synchronized Optional<Due> next(Instant now) {
    boolean stays = false;
    try {
      takeSignal();
      if (active > allowed() || now.isBefore(restsUntil) || busy.size() >= MOST_BUSY) {
        return Optional.empty();
      }
      if (page.isEmpty()) {
        fill(now);
      }
      Due due = page.poll();
      if (due == null) {
        return Optional.empty();
      }
      busy.add(due.id());
      stays = true;
      return Optional.of(due);
    } finally {
      if (!stays) {
        active--;
      }
    }
  }

  /** A worker leaves without asking for the next delivery. */
  synchronized void leave() {
    active--;
  }

  /** What became of a delivery is recorded. */
  synchronized void release(MessageId id, Instant again) {
    busy.remove(id);
    if (again.isBefore(nextTimed)) {
      nextTimed = again;
    }
  }

  /**
   * Takes a delivery aside that is about to expire; false if it is being handed over at this
   * moment.
   */
  synchronized boolean claim(Overdue overdue) {
    page.removeIf(due -> due.id().equals(overdue.id()));
    return busy.add(overdue.id());
  }

  synchronized void succeeded() {
    failures = 0;
    restsUntil = Instant.MIN;
  }

  /**
   * The recipient failed: the lane rests, for {@code longest} at most, then tries with one
   * delivery.
   */
  synchronized void failed(Instant now, Backoff backoff, Duration longest) {
    failures++;
    Duration rest = backoff.after(failures);
    restsUntil = now.plus(rest.compareTo(longest) > 0 ? longest : rest);
  }

  /** Something of the gateway's own failed; the lane looks again after {@code pause}. */
  synchronized void interrupted(Instant now, Duration pause) {
    moreReady = true;
    Instant until = now.plus(pause);
    if (restsUntil.isBefore(until)) {
      restsUntil = until;
    }
  }

  private int allowed() {
    return failures > 0 ? 1 : width;
  }

  private void takeSignal() {
    int priority = signal.getAndSet(NO_SIGNAL);
    if (priority == NO_SIGNAL) {
      return;
    }
    moreReady = true;
    Due first = page.peek();
    if (first != null && first.priority() < priority) {
      // Something more urgent arrived: look again rather than finish the page first.
      page.clear();
      nextTimed = Instant.MIN;
    }
  }

  private void fill(Instant now) {
    // Busy ones are still in the outbox's indexes: read that many more, or they could fill the
    // whole page.
    int limit = PAGE + busy.size();
    List<Due> found = new ArrayList<>();
    if (moreReady) {
      List<Due> ready = outbox.ready(recipient, limit);
      moreReady = ready.size() == limit;
      found.addAll(ready);
    }
    if (!now.isBefore(nextTimed)) {
      List<Due> timed = outbox.timed(recipient, now, limit);
      nextTimed =
          timed.size() == limit ? now : outbox.nextTimed(recipient, now).orElse(Instant.MAX);
      found.addAll(timed);
    }
    found.removeIf(due -> busy.contains(due.id()));
    found.sort(Due.ORDER);
    page.addAll(found);
  }
}
