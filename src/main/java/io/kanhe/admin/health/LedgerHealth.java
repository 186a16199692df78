package io.kanhe.admin.health;

import io.kanhe.ledger.Ledger;
import io.kanhe.platform.database.Database;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down when nothing can be recorded: intake then refuses with 5004, and readiness says so. */
final class LedgerHealth implements HealthIndicator {

  private final Ledger ledger;
  private final Database database;

  LedgerHealth(Ledger ledger, Database database) {
    this.ledger = ledger;
    this.database = database;
  }

  @Override
  public Health health() {
    boolean up = ledger.isHealthy() && database.isWritable();
    return (up ? Health.up() : Health.down())
        .withDetail("database", database.dialect().name())
        .withDetail("entries", ledger.size())
        .build();
  }
}
