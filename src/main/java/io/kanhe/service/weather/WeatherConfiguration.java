package io.kanhe.service.weather;

import io.kanhe.catalogue.CodeLists;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.database.Database;
import io.kanhe.routing.PayloadTransform;
import io.kanhe.routing.RecipientPayload;
import io.kanhe.service.insurance.Exposures;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WeatherConfiguration {

  @Bean
  AlertRegister alertRegister(Database database) {
    return new AlertRegister(database);
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
  RecipientPayload alertImpact(Exposures exposures, Clock clock) {
    return new AlertImpact(exposures, clock);
  }
}
