package io.kanhe.delivery;

import io.kanhe.body.Bodies;
import io.kanhe.message.Digest;
import io.kanhe.platform.Door;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signs a delivery anew that waited so long that its recipient would refuse it for its age: the
 * Timestamp of WS-Security is good for five minutes, an outage lasts longer. Message id, header and
 * payload stay. Thread-safe.
 */
final class Renewals {

  /** Spares the usual delivery a look at its seal. */
  private static final Duration SURELY_FRESH = Duration.ofMinutes(3);

  private final Map<Door, OutgoingSeal> seals = new EnumMap<>(Door.class);
  private final Bodies bodies;
  private final Clock clock;

  Renewals(List<OutgoingSeal> seals, Bodies bodies, Clock clock) {
    seals.forEach(seal -> this.seals.put(seal.door(), seal));
    this.bodies = bodies;
    this.clock = clock;
  }

  /** The change that has to be recorded before the delivery is handed over, if there is one. */
  Optional<DeliveryChange> due(Delivery delivery) {
    OutgoingSeal seal = seals.get(delivery.door());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    if (seal == null || now.isBefore(delivery.createdAt().plus(SURELY_FRESH))) {
      return Optional.empty();
    }
    // Attack: stored bytes are altered, and the gateway signs them. The door refuses them.
    if (!delivery.bytesDigest().matches(delivery.bytes())) {
      return Optional.empty();
    }
    return seal.renewed(delivery.bytes(), now).map(bytes -> renewed(delivery, bytes, now));
  }

  private DeliveryChange renewed(Delivery delivery, byte[] bytes, Instant now) {
    Delivery signed = delivery.signedAnew(bytes, Digest.sha256(bytes));
    return new Renewed(delivery, SealedDelivery.of(signed, bodies.of(delivery.ledgerIndex())), now);
  }
}
