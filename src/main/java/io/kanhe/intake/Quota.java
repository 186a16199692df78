package io.kanhe.intake;

import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Messages per participant and day. Counted in memory, starting from the database at the first
 * message of a participant on a day. Thread-safe.
 */
final class Quota implements Stage {

  private final MessageStore store;
  private final Map<ParticipantId, DayCount> counts = new ConcurrentHashMap<>();

  Quota(MessageStore store) {
    this.store = store;
  }

  @Override
  public void check(Dossier dossier) {
    if (dossier.isAcknowledgement()) {
      return;
    }
    Participant sender = dossier.sender();
    AtomicLong count = today(dossier);
    if (count.incrementAndGet() > sender.messagesPerDay()) {
      count.decrementAndGet();
      throw new KanheException(
          ErrorCode.QUOTA_EXCEEDED,
          "the quota of " + sender.messagesPerDay() + " messages a day is used up");
    }
    dossier.quota(count);
  }

  /** Gives back what a message took that was then refused or only repeated. */
  void release(Dossier dossier) {
    dossier.quota().ifPresent(AtomicLong::decrementAndGet);
    dossier.quota(null);
  }

  private AtomicLong today(Dossier dossier) {
    ParticipantId sender = dossier.sender().id();
    LocalDate day = ChinaTime.dayOf(dossier.receivedAt());
    DayCount known = counts.get(sender);
    if (known != null && known.day.equals(day)) {
      return known.count;
    }
    return counts.compute(
            sender,
            (id, present) ->
                present != null && present.day.equals(day)
                    ? present
                    : new DayCount(
                        day, new AtomicLong(store.countSince(id, ChinaTime.startOf(day)))))
        .count;
  }

  private record DayCount(LocalDate day, AtomicLong count) {}
}
