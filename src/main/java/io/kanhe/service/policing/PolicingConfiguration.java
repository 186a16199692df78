package io.kanhe.service.policing;

import io.kanhe.intake.DomainState;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.yaml.YamlNode;
import io.kanhe.routing.PayloadTransform;
import io.kanhe.routing.RecipientPayload;
import io.kanhe.service.notice.DatedNumber;
import io.kanhe.service.notice.Terms;
import io.kanhe.trust.KeyedHash;
import io.kanhe.trust.Trust;
import java.nio.file.Path;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PolicingConfiguration {

  @Bean
  CollisionRules collisionRules(KanheProperties properties) {
    return CollisionRules.read(file(properties, "hpz-2009.yaml"), properties.resolve(Path.of("")));
  }

  @Bean
  CollisionNotices collisionNotices(ParticipantRegistry registry) {
    return new CollisionNotices(registry);
  }

  @Bean
  DomainState collisionRegister(
      CollisionRules rules, CollisionNotices notices, KanheProperties properties, Terms terms) {
    return new CollisionRegister(rules, notices, hash(properties), terms);
  }

  @Bean
  DomainState liabilityRegister(CollisionNotices notices) {
    return new LiabilityRegister(notices);
  }

  @Bean
  DomainState claimedVehicles(ParticipantRegistry registry, KanheProperties properties) {
    YamlNode rules = rules(properties, "fraud.lead.yaml");
    rules.keys(Set.of("sameVehicle"), Set.of("acceptWithin"));
    return new ClaimedVehicles(
        hash(properties),
        new FraudIndicators(registry),
        SameVehicle.read(rules.get("sameVehicle")));
  }

  @Bean
  DomainState burglaryMatches(KanheProperties properties) {
    return new BurglaryMatches(hash(properties));
  }

  @Bean
  RecipientPayload collisionEvaluation(CollisionRules rules) {
    return new CollisionEvaluation(rules);
  }

  @Bean
  RecipientPayload liabilityNotice() {
    return new LiabilityNotice();
  }

  @Bean
  RecipientPayload burglaryStatus(Database database, KanheProperties properties) {
    YamlNode rules = rules(properties, "ps-burglary.yaml");
    rules.keys(Set.of("tellWithinMonths"), Set.of());
    return new BurglaryStatus(
        database, hash(properties), DatedNumber.read(rules.get("tellWithinMonths")));
  }

  @Bean
  PayloadTransform burglaryBlind() {
    return new BurglaryBlind();
  }

  private static Path file(KanheProperties properties, String name) {
    return properties.resolve(properties.config()).resolve("rules").resolve(name);
  }

  private static YamlNode rules(KanheProperties properties, String name) {
    return YamlNode.read(file(properties, name), properties.resolve(Path.of("")));
  }

  private static KeyedHash hash(KanheProperties properties) {
    return Trust.keyedHash(properties.resolve(properties.keys().subjects()));
  }
}
