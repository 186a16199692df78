package io.kanhe.admin.health;

import io.kanhe.ledger.Ledger;
import io.kanhe.ledger.Stamps;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.DataDisk;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.broker.EmbeddedBroker;
import io.kanhe.platform.database.Database;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

  @Bean
  HealthIndicator ledgerHealthIndicator(Ledger ledger, Database database) {
    return new LedgerHealth(ledger, database);
  }

  @Bean
  HealthIndicator timestampsHealthIndicator(Stamps stamps) {
    return new TimestampsHealth(stamps);
  }

  @Bean
  MeterBinder timestampMeters(Stamps stamps, Ledger ledger) {
    return new TimestampMeters(stamps, ledger);
  }

  @Bean
  BrokerWatch brokerWatch(EmbeddedBroker broker) {
    return new BrokerWatch(broker);
  }

  @Bean
  HealthIndicator diskHealthIndicator(DataDisk disk) {
    return new DiskHealth(disk);
  }

  @Bean
  CertificateWatch certificateWatch(
      ParticipantRegistry registry, KanheProperties properties, Ledger ledger, Clock clock) {
    return new CertificateWatch(registry, properties.trust().warningDays(), ledger, clock);
  }

  @Bean
  MeterBinder gatewayMeters(Ledger ledger) {
    return new GatewayMeters(ledger);
  }
}
