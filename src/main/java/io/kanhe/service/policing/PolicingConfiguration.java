package io.kanhe.service.policing;

import io.kanhe.intake.DomainState;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.KanheProperties;
import io.kanhe.routing.RecipientPayload;
import io.kanhe.service.notice.Terms;
import io.kanhe.trust.Trust;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PolicingConfiguration {

  @Bean
  CollisionRules collisionRules(KanheProperties properties) {
    return CollisionRules.read(
        properties.resolve(properties.config()).resolve("rules").resolve("hpz-2009.yaml"),
        properties.resolve(Path.of("")));
  }

  @Bean
  CollisionNotices collisionNotices(ParticipantRegistry registry) {
    return new CollisionNotices(registry);
  }

  @Bean
  DomainState collisionRegister(
      CollisionRules rules, CollisionNotices notices, KanheProperties properties, Terms terms) {
    return new CollisionRegister(
        rules, notices, Trust.keyedHash(properties.resolve(properties.keys().subjects())), terms);
  }

  @Bean
  DomainState liabilityRegister(CollisionNotices notices) {
    return new LiabilityRegister(notices);
  }

  @Bean
  RecipientPayload collisionEvaluation(CollisionRules rules) {
    return new CollisionEvaluation(rules);
  }
}
