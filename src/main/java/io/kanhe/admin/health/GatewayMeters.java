package io.kanhe.admin.health;

import io.kanhe.ledger.Ledger;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Meters of the ledger; messages are counted in intake, deliveries in delivery. */
final class GatewayMeters implements MeterBinder {

  private final Ledger ledger;

  GatewayMeters(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionCounter.builder("kanhe.ledger.entries", ledger, Ledger::size)
        .description("Durable entries of the ledger")
        .register(registry);
    FunctionCounter.builder("kanhe.ledger.commits", ledger, each -> each.statistics().commits())
        .description("Group commits since start")
        .register(registry);
    Gauge.builder("kanhe.ledger.waiting", ledger, each -> each.statistics().waiting())
        .description("Changes that wait for a commit")
        .register(registry);
  }
}
