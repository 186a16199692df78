package io.kanhe.admin.health;

import io.kanhe.platform.broker.EmbeddedBroker;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down when the broker has stopped, for instance because its disk is full. */
final class BrokerHealth implements HealthIndicator {

  private final EmbeddedBroker broker;

  BrokerHealth(EmbeddedBroker broker) {
    this.broker = broker;
  }

  @Override
  public Health health() {
    return (broker.isRunning() ? Health.up() : Health.down()).build();
  }
}
