package io.kanhe.service.regulation;

import io.kanhe.intake.DomainState;
import io.kanhe.intake.OwnMessages;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.yaml.YamlNode;
import io.kanhe.routing.RecipientPayload;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FraudLeadConfiguration {

  @Bean
  WorkingCalendar workingCalendar(KanheProperties properties) {
    return WorkingCalendar.read(file(properties, "calendars/working-days.yaml"));
  }

  @Bean
  DomainState fraudLeads(
      ParticipantRegistry registry, WorkingCalendar calendar, KanheProperties properties) {
    LeadTerms terms = LeadTerms.read(file(properties, "rules/fraud.lead.yaml"), calendar);
    return new FraudLeads(registry, terms);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  LeadClock leadClock(
      Database database,
      OwnMessages own,
      ParticipantRegistry registry,
      Clock clock,
      MeterRegistry meters) {
    return new LeadClock(database, own, registry, clock, meters);
  }

  @Bean
  RecipientPayload fraudLeadForPolice() {
    return LeadCopies.named("fraud-lead");
  }

  @Bean
  RecipientPayload fraudLeadSummary() {
    return LeadCopies.named("fraud-lead-summary");
  }

  @Bean
  RecipientPayload fraudLeadProgress() {
    return LeadCopies.named("fraud-lead-progress");
  }

  @Bean
  RecipientPayload fraudLeadOverdue() {
    return LeadCopies.named("fraud-lead-overdue");
  }

  private static YamlNode file(KanheProperties properties, String name) {
    Path file = properties.resolve(properties.config()).resolve(name);
    return YamlNode.read(file, properties.resolve(Path.of("")));
  }
}
