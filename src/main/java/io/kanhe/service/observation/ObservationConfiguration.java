package io.kanhe.service.observation;

import io.kanhe.intake.DomainState;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.yaml.YamlNode;
import io.kanhe.routing.PayloadTransform;
import io.kanhe.routing.RecipientPayload;
import io.kanhe.routing.StateKeeper;
import io.kanhe.service.station.Readings;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ObservationConfiguration {

  @Bean
  WeatherGrades weatherGrades(KanheProperties properties) {
    Path file =
        properties.resolve(properties.config()).resolve("rules").resolve("met-observation.yaml");
    return WeatherGrades.read(YamlNode.read(file, properties.resolve(Path.of(""))));
  }

  @Bean
  DomainState observationAnswers(WeatherGrades grades) {
    return new ObservationAnswers(grades);
  }

  @Bean
  PayloadTransform observationGrades(WeatherGrades grades) {
    return new ObservationGrades(new ObservationAnswers(grades));
  }

  @Bean
  StateKeeper observationKeeper(Readings readings, WeatherGrades grades) {
    return new ObservationKeeper(readings, grades);
  }

  @Bean
  RecipientPayload observationReport(Readings readings, WeatherGrades grades) {
    return new ObservationReport(readings, grades);
  }
}
