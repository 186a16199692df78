package io.kanhe.service.insurance;

import io.kanhe.intake.DomainState;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.yaml.YamlNode;
import io.kanhe.routing.RecipientPayload;
import io.kanhe.routing.StateKeeper;
import io.kanhe.service.notice.DatedNumber;
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
  DomainState claimRegister() {
    return new ClaimRegister();
  }

  @Bean
  RecipientPayload claimCopy(ParticipantRegistry registry) {
    return new ClaimCopy(registry);
  }

  @Bean
  DomainState emergencyPlans(KanheProperties properties) {
    Path file =
        properties.resolve(properties.config()).resolve("rules").resolve("ins-emergency.yaml");
    YamlNode rules = YamlNode.read(file, properties.resolve(Path.of("")));
    rules.keys(Set.of("firstReportWithinMinutes"), Set.of());
    return new EmergencyPlans(DatedNumber.read(rules.get("firstReportWithinMinutes")));
  }
}
