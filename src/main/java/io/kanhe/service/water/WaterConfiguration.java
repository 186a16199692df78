package io.kanhe.service.water;

import io.kanhe.intake.DomainState;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.yaml.YamlNode;
import io.kanhe.routing.PayloadTransform;
import io.kanhe.routing.RecipientPayload;
import io.kanhe.routing.StateKeeper;
import io.kanhe.service.station.Readings;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WaterConfiguration {

  @Bean
  Readings readings(Database database) {
    return new Readings(database);
  }

  @Bean
  StageRules stageRules(KanheProperties properties) {
    Path file = properties.resolve(properties.config()).resolve("rules").resolve("wat-stage.yaml");
    return StageRules.read(YamlNode.read(file, properties.resolve(Path.of(""))));
  }

  @Bean
  DomainState stageRegister(StageRules rules) {
    return new StageRegister(rules);
  }

  @Bean
  StateKeeper stageKeeper(Readings readings, StageRules rules) {
    return new StageKeeper(readings, rules);
  }

  @Bean
  PayloadTransform stageLevels(StageRules rules) {
    return new StageLevels(rules);
  }

  @Bean
  RecipientPayload stageReport(Readings readings, StageRules rules) {
    return new StageReport(readings, rules);
  }
}
