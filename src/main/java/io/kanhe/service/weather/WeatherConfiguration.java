package io.kanhe.service.weather;

import io.kanhe.catalogue.CodeLists;
import io.kanhe.catalogue.Regions;
import io.kanhe.intake.DomainState;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.database.Database;
import io.kanhe.routing.PayloadTransform;
import io.kanhe.routing.RecipientPayload;
import io.kanhe.service.insurance.Exposures;
import io.kanhe.service.water.StageRules;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WeatherConfiguration {

  @Bean
  AlertRegister alertRegister(Database database) {
    return AlertRegister.of(database);
  }

  @Bean
  PayloadTransform nativeAlertToCap(
      AlertRegister register, CodeLists codeLists, KanheProperties properties) {
    Gazetteer gazetteer =
        Gazetteer.read(
            properties.resolve(properties.config()).resolve("transforms").resolve("regions.csv"));
    return new NativeAlertToCap(
        register,
        code -> codeLists.label("CL-03", code).map(CodeLists.Label::zh).orElse(code),
        gazetteer);
  }

  @Bean
  RecipientPayload alertImpact(
      AlertRegister register, Exposures exposures, Regions regions, Clock clock) {
    return new AlertImpact(register, exposures, regions, clock);
  }

  @Bean
  RecipientPayload alertCopy(AlertRegister register) {
    return new AlertCopy(register);
  }

  @Bean
  DomainState alertChain(StageRules rules, ParticipantRegistry registry) {
    return new AlertChain(new FloodComparison(rules, registry));
  }
}
