package io.kanhe.delivery.mq;

import io.kanhe.message.MessageId;
import io.kanhe.platform.broker.EmbeddedBroker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which deliveries still wait in an out queue. A reader that stays away for days is not sent the
 * same message again and again: its queue would grow with every repetition. One look over a queue
 * serves all questions for a while, so that a long queue costs one pass and not one pass for each
 * delivery. Thread-safe.
 */
final class WaitingDeliveries {

  private final EmbeddedBroker broker;
  private final Duration freshness;
  private final Clock clock;
  private final Map<String, Look> looks = new ConcurrentHashMap<>();

  WaitingDeliveries(EmbeddedBroker broker, Duration freshness, Clock clock) {
    this.broker = broker;
    this.freshness = freshness;
    this.clock = clock;
  }

  private record Look(Instant at, Set<String> ids) {}

  boolean contains(String queue, MessageId id) {
    if (broker.messageCount(queue) == 0) {
      return false;
    }
    return looks
        .compute(queue, (name, last) -> last == null || isOld(last) ? look(name) : last)
        .ids()
        .contains(id.toString());
  }

  private boolean isOld(Look look) {
    return look.at().plus(freshness).isBefore(clock.instant());
  }

  private Look look(String queue) {
    Instant now = clock.instant();
    return new Look(now, broker.valuesWaiting(queue, ArtemisDeliveryDoor.MESSAGE_ID));
  }
}
