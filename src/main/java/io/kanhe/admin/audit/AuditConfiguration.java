package io.kanhe.admin.audit;

import io.kanhe.delivery.Deliveries;
import io.kanhe.intake.AcceptedMessages;
import io.kanhe.intake.MessageSearch;
import io.kanhe.ledger.Ledger;
import io.kanhe.ledger.LogVerifier;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.broker.EmbeddedBroker;
import io.kanhe.platform.database.Database;
import io.kanhe.retention.Erasures;
import io.kanhe.trust.NoteVerifier;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

  @Bean
  LogAudit logAudit(
      KanheProperties properties,
      Ledger ledger,
      Database database,
      NoteVerifier verifier,
      EntryAudit entries,
      QueueAudit queues,
      Clock clock) {
    return new LogAudit(
        ledger,
        database,
        new LogVerifier(verifier),
        properties.dataFolder().resolve("log"),
        entries,
        queues,
        properties.ledger().audit().sample(),
        clock);
  }

  @Bean
  EntryAudit entryAudit(
      Ledger ledger,
      MessageSearch messages,
      AcceptedMessages bodies,
      Deliveries deliveries,
      Erasures erasures) {
    return new EntryAudit(ledger, messages, bodies, deliveries, erasures::of);
  }

  @Bean
  QueueAudit queueAudit(
      Database database,
      Deliveries deliveries,
      ParticipantRegistry registry,
      EmbeddedBroker broker) {
    return new QueueAudit(database, deliveries, registry, broker);
  }

  @Bean
  AuditSchedule auditSchedule(LogAudit audit, KanheProperties properties, Clock clock) {
    return new AuditSchedule(audit, properties.ledger().audit(), clock);
  }

  @Bean
  HealthIndicator auditHealthIndicator(LogAudit audit) {
    return new AuditHealth(audit);
  }

  @Bean
  MeterBinder auditMeters(LogAudit audit) {
    return registry ->
        Gauge.builder("kanhe.audit.differences", audit, each -> each.last().isSound() ? 0 : 1)
            .description("1 while the last audit found stores that do not say the same")
            .register(registry);
  }
}
