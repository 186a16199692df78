package io.kanhe.platform.database;

import io.kanhe.platform.KanheProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  @Bean(destroyMethod = "close")
  Database database(KanheProperties properties) {
    return Databases.open(properties.database(), properties.dataFolder());
  }
}
