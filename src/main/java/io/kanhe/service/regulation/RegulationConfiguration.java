package io.kanhe.service.regulation;

import io.kanhe.intake.DomainState;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.yaml.YamlNode;
import io.kanhe.routing.RecipientPayload;
import io.kanhe.service.notice.DatedNumber;
import io.kanhe.service.notice.Terms;
import java.nio.file.Path;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RegulationConfiguration {

  @Bean
  DomainState caseRegister(ParticipantRegistry registry, KanheProperties properties, Terms terms) {
    CaseRules rules = CaseRules.read(rules(properties, "reg-case.yaml"));
    return new CaseRegister(registry, new CaseNotices(registry), rules, terms);
  }

  @Bean
  DomainState reportRegister(KanheProperties properties) {
    YamlNode rules = rules(properties, "reg-stat.yaml");
    rules.keys(Set.of("reportWithinDays", "prefectures"), Set.of());
    return new ReportRegister(
        DatedNumber.read(rules.get("reportWithinDays")),
        RegionalSums.read(rules.get("prefectures")));
  }

  @Bean
  RecipientPayload caseRecord(Database database) {
    return CaseCopy.ofRecord(database);
  }

  @Bean
  RecipientPayload caseEvent(Database database) {
    return CaseCopy.ofEvent(database);
  }

  private static YamlNode rules(KanheProperties properties, String name) {
    Path file = properties.resolve(properties.config()).resolve("rules").resolve(name);
    return YamlNode.read(file, properties.resolve(Path.of("")));
  }
}
