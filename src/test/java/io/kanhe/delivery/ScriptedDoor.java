package io.kanhe.delivery;

import io.kanhe.intake.Submission;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A door that takes everything, until it is told to fail or to hang for a recipient. */
final class ScriptedDoor implements DeliveryDoor {

  private final Door door;
  private final List<Delivery> seen = new CopyOnWriteArrayList<>();
  private final Map<ParticipantId, ErrorCode> failing = new ConcurrentHashMap<>();
  private final Map<ParticipantId, CountDownLatch> hanging = new ConcurrentHashMap<>();
  private final Map<ParticipantId, AtomicInteger> inside = new ConcurrentHashMap<>();
  private final AtomicInteger mostInside = new AtomicInteger();
  private volatile Optional<Submission> answer = Optional.empty();

  ScriptedDoor(Door door) {
    this.door = door;
  }

  void fail(ParticipantId recipient, ErrorCode code) {
    failing.put(recipient, code);
  }

  void hang(ParticipantId recipient) {
    hanging.put(recipient, new CountDownLatch(1));
  }

  void recover(ParticipantId recipient) {
    failing.remove(recipient);
    CountDownLatch latch = hanging.remove(recipient);
    if (latch != null) {
      latch.countDown();
    }
  }

  void answerWith(Submission submission) {
    answer = Optional.of(submission);
  }

  List<Delivery> seen() {
    return seen;
  }

  List<Delivery> seen(ParticipantId recipient) {
    return seen.stream().filter(delivery -> delivery.recipient().equals(recipient)).toList();
  }

  int mostAtTheSameTime() {
    return mostInside.get();
  }

  @Override
  public Door door() {
    return door;
  }

  @Override
  public void handOver(Delivery delivery, Participant recipient) {
    handOverForAnswer(delivery, recipient);
  }

  @Override
  public Optional<Submission> handOverForAnswer(Delivery delivery, Participant recipient) {
    AtomicInteger here = inside.computeIfAbsent(recipient.id(), id -> new AtomicInteger());
    mostInside.accumulateAndGet(here.incrementAndGet(), Math::max);
    try {
      seen.add(delivery);
      CountDownLatch latch = hanging.get(recipient.id());
      if (latch != null) {
        latch.await();
      }
      ErrorCode code = failing.get(recipient.id());
      if (code != null) {
        throw new KanheException(code, "scripted");
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KanheException(ErrorCode.PARTNER_TIMEOUT, "interrupted");
    } finally {
      here.decrementAndGet();
    }
  }
}
