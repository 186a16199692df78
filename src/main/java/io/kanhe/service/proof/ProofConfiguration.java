package io.kanhe.service.proof;

import io.kanhe.intake.DomainState;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.yaml.YamlNode;
import io.kanhe.routing.RecipientPayload;
import io.kanhe.service.notice.Terms;
import io.kanhe.service.regulation.WorkingCalendar;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProofConfiguration {

  @Bean
  DomainState proofRegister(
      KanheProperties properties,
      WorkingCalendar calendar,
      Terms terms,
      ParticipantRegistry registry) {
    Path file = properties.resolve(properties.config()).resolve("rules").resolve("met-proof.yaml");
    YamlNode rules = YamlNode.read(file, properties.resolve(Path.of("")));
    return new ProofRegister(ProofTerms.read(rules, calendar, terms), registry);
  }

  @Bean
  RecipientPayload proofCopy(Database database) {
    return new ProofCopy(database);
  }
}
