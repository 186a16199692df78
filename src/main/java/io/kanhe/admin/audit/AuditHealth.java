package io.kanhe.admin.audit;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down while the last audit found a difference. Not part of readiness: intake goes on. */
final class AuditHealth implements HealthIndicator {

  private final LogAudit audit;

  AuditHealth(LogAudit audit) {
    this.audit = audit;
  }

  @Override
  public Health health() {
    AuditResult last = audit.last();
    Health.Builder health = last.isSound() ? Health.up() : Health.down();
    health
        .withDetail("scope", last.scope().name())
        .withDetail("at", last.at().toString())
        .withDetail("entries", last.entries());
    if (!last.isSound()) {
      health
          .withDetail("place", String.valueOf(last.place()))
          .withDetail("reason", String.valueOf(last.reason()));
    }
    return health.build();
  }
}
