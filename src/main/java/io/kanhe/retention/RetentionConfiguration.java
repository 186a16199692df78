package io.kanhe.retention;

import io.kanhe.body.Bodies;
import io.kanhe.catalogue.Catalogue;
import io.kanhe.ledger.Ledger;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.database.Database;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RetentionConfiguration {

  @Bean
  Erasures erasures(
      Database database,
      Ledger ledger,
      Catalogue catalogue,
      KanheProperties properties,
      Clock clock) {
    return new Erasures(
        database,
        ledger,
        new RetentionRules(catalogue, properties.retention()),
        properties.dataFolder().resolve("feeds"),
        clock);
  }

  @Bean
  RetentionJob retentionJob(
      Erasures erasures, Bodies bodies, Database database, KanheProperties properties) {
    return new RetentionJob(erasures, bodies, database, properties.retention().interval());
  }

  @Bean
  ReadLog readLog(Database database, Ledger ledger, Clock clock) {
    return new ReadLog(database, ledger, clock);
  }
}
