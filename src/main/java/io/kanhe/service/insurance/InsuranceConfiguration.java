package io.kanhe.service.insurance;

import io.kanhe.platform.database.Database;
import io.kanhe.routing.StateKeeper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class InsuranceConfiguration {

  @Bean
  JdbcExposures exposures(Database database) {
    return new JdbcExposures(database);
  }

  @Bean
  StateKeeper exposureKeeper(JdbcExposures exposures) {
    return new ExposureKeeper(exposures);
  }
}
