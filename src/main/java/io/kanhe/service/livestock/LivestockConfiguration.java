package io.kanhe.service.livestock;

import io.kanhe.intake.DomainState;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.database.Database;
import io.kanhe.routing.RecipientPayload;
import io.kanhe.service.insurance.Exposures;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LivestockConfiguration {

  @Bean
  DomainState disposalRegister(KanheProperties properties, ParticipantRegistry registry) {
    DisposalRules rules =
        DisposalRules.read(
            rules(properties).resolve("disposal.yaml"), properties.resolve(Path.of("")));
    return new DisposalRegister(rules, registry);
  }

  @Bean
  DomainState disposalClaims() {
    return new DisposalClaims();
  }

  @Bean
  RecipientPayload disposalClaimAnswer(Database database) {
    return new DisposalClaimAnswer(database);
  }

  @Bean
  RecipientPayload disposalCopy() {
    return new DisposalCopy();
  }

  @Bean
  RecipientPayload epidemicNotice(Exposures exposures, KanheProperties properties) {
    return new EpidemicNotice(
        exposures, Neighbours.read(rules(properties).resolve("neighbours.csv")));
  }

  private static Path rules(KanheProperties properties) {
    return properties.resolve(properties.config()).resolve("rules");
  }
}
