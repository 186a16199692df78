package io.kanhe.service.insurance;

import io.kanhe.intake.DomainState;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.yaml.YamlNode;
import io.kanhe.routing.RecipientPayload;
import io.kanhe.routing.StateKeeper;
import io.kanhe.service.notice.DatedNumber;
import io.kanhe.service.notice.Terms;
import io.kanhe.service.regulation.WorkingCalendar;
import java.nio.file.Path;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class InsuranceConfiguration {

  @Bean
  JdbcExposures exposures(Database database) {
    return new JdbcExposures(database);
  }

  @Bean
  StateKeeper exposureKeeper(JdbcExposures exposures) {
    return new ExposureKeeper(exposures);
  }

  @Bean
  DomainState coverageRules() {
    return new CoverageRules();
  }

  @Bean
  RecipientPayload coverageAggregate() {
    return new CoverageAggregate();
  }

  @Bean
  DomainState claimRegister() {
    return new ClaimRegister();
  }

  @Bean
  DomainState burglaryTerms(
      ParticipantRegistry registry,
      WorkingCalendar calendar,
      Terms terms,
      KanheProperties properties) {
    YamlNode rules = rules(properties, "ins-claim.yaml");
    rules.keys(Set.of("burglary"), Set.of());
    YamlNode burglary = rules.get("burglary");
    burglary.keys(Set.of("payWithinWorkingDays", "limitYuan"), Set.of());
    return new BurglaryTerms(
        registry,
        calendar,
        terms,
        DatedNumber.read(burglary.get("payWithinWorkingDays")),
        DatedNumber.read(burglary.get("limitYuan")));
  }

  @Bean
  RecipientPayload claimCopy(ParticipantRegistry registry) {
    return new ClaimCopy(registry);
  }

  @Bean
  DomainState emergencyPlans(KanheProperties properties) {
    YamlNode rules = rules(properties, "ins-emergency.yaml");
    rules.keys(Set.of("firstReportWithinMinutes"), Set.of());
    return new EmergencyPlans(DatedNumber.read(rules.get("firstReportWithinMinutes")));
  }

  private static YamlNode rules(KanheProperties properties, String name) {
    Path file = properties.resolve(properties.config()).resolve("rules").resolve(name);
    return YamlNode.read(file, properties.resolve(Path.of("")));
  }
}
