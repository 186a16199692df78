package io.kanhe.delivery;

import io.kanhe.participant.ParticipantId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Meters of the outbox: attempts by outcome, open deliveries and the age of the oldest, per
 * recipient. Thread-safe.
 */
final class DeliveryMetrics {

  private static final String PARTICIPANT = "participant";

  private final MeterRegistry registry;
  private final MultiGauge open;
  private final MultiGauge oldest;

  DeliveryMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.open =
        MultiGauge.builder("kanhe.delivery.open")
            .description("Deliveries not yet acknowledged, declined or expired")
            .register(registry);
    this.oldest =
        MultiGauge.builder("kanhe.delivery.oldest")
            .description("Age of the oldest open delivery")
            .baseUnit("seconds")
            .register(registry);
  }

  /**
   * @param outcome HANDED_OVER, EXPIRED or the name of an error code
   */
  void attempted(Delivery delivery, String outcome) {
    registry
        .counter(
            "kanhe.delivery.attempted",
            PARTICIPANT,
            delivery.recipient().value(),
            "outcome",
            outcome)
        .increment();
  }

  void backlog(Map<ParticipantId, Deliveries.Backlog> backlog, Instant now) {
    open.register(
        backlog.entrySet().stream()
            .map(entry -> Row.of(tags(entry.getKey()), entry.getValue().open()))
            .toList(),
        true);
    oldest.register(
        backlog.entrySet().stream()
            .map(
                entry ->
                    Row.of(
                        tags(entry.getKey()),
                        Duration.between(entry.getValue().oldest(), now).toSeconds()))
            .toList(),
        true);
  }

  private static Tags tags(ParticipantId participant) {
    return Tags.of(PARTICIPANT, participant.value());
  }
}
