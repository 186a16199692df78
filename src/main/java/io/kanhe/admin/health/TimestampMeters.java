package io.kanhe.admin.health;

import io.kanhe.ledger.Ledger;
import io.kanhe.ledger.Stamps;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** {@code kanhe.timestamp.*}: what an alarm on missing time stamps is set on. */
final class TimestampMeters implements MeterBinder {

  private final Stamps stamps;
  private final Ledger ledger;

  TimestampMeters(Stamps stamps, Ledger ledger) {
    this.stamps = stamps;
    this.ledger = ledger;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionCounter.builder("kanhe.timestamp.failures", stamps, each -> each.status().failures())
        .description("turns in which no authority gave a good stamp")
        .register(registry);
    Gauge.builder(
            "kanhe.timestamp.waiting",
            stamps,
            each -> ledger.size() - each.status().coveredEntries())
        .description("entries that no time stamp covers yet")
        .register(registry);
    Gauge.builder("kanhe.timestamp.lapsed", stamps, each -> each.status().lapsed() ? 1 : 0)
        .description("1 while intake is closed for want of a time stamp")
        .register(registry);
  }
}
