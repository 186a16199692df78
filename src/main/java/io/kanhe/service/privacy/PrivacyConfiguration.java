package io.kanhe.service.privacy;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.delivery.OutgoingView;
import io.kanhe.intake.DomainState;
import io.kanhe.ledger.Ledger;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.database.Database;
import io.kanhe.routing.RecipientPayload;
import io.kanhe.service.Disclosures;
import io.kanhe.trust.Trust;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PrivacyConfiguration {

  @Bean
  Subjects subjects(KanheProperties properties) {
    return new Subjects(Trust.keyedHash(properties.resolve(properties.keys().subjects())));
  }

  @Bean
  DomainState consentRegister(Subjects subjects) {
    return new ConsentRegister(subjects);
  }

  @Bean
  DomainState queryPrivacy(Catalogue catalogue, Subjects subjects) {
    return new QueryPrivacy(catalogue, subjects);
  }

  @Bean
  RecipientPayload consentStop(Database database) {
    return new ConsentStop(database);
  }

  @Bean
  OutgoingView outgoingView(Catalogue catalogue) {
    return new EgressMask(catalogue);
  }

  @Bean
  DomainState toldSubjects(Catalogue catalogue, Subjects subjects) {
    return new ToldSubjects(catalogue, subjects);
  }

  @Bean
  Disclosures disclosures(
      Database database, Ledger ledger, Catalogue catalogue, Subjects subjects, Clock clock) {
    return new JdbcDisclosures(database, ledger, catalogue, subjects, clock);
  }
}
