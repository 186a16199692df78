package io.kanhe.admin;

import io.kanhe.delivery.Deliveries;
import io.kanhe.intake.MessageSearch;
import io.kanhe.ledger.Ledger;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AdminConfiguration {

  @Bean
  Journeys journeys(MessageSearch search, Deliveries deliveries, Ledger ledger) {
    return new Journeys(search, deliveries, ledger);
  }
}
