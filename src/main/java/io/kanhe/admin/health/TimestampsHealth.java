package io.kanhe.admin.health;

import io.kanhe.ledger.Stamps;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down while intake is closed for want of a time stamp: it then refuses with 5007. */
final class TimestampsHealth implements HealthIndicator {

  private final Stamps stamps;

  TimestampsHealth(Stamps stamps) {
    this.stamps = stamps;
  }

  @Override
  public Health health() {
    Stamps.Status status = stamps.status();
    Health.Builder health = status.lapsed() ? Health.down() : Health.up();
    health.withDetail("coveredEntries", status.coveredEntries());
    status.newest().ifPresent(time -> health.withDetail("newest", time.toString()));
    status.lapsesAt().ifPresent(time -> health.withDetail("intakeClosesAt", time.toString()));
    return health.build();
  }
}
