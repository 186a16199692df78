package io.kanhe.body;

import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.database.Database;
import io.kanhe.trust.Trust;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BodyConfiguration {

  @Bean
  Bodies bodies(Database database, KanheProperties properties) {
    KanheProperties.BodySettings settings = properties.bodies();
    Bodies bodies =
        new Bodies(
            database,
            MasterKeys.read(properties.resolve(settings.masterKey())),
            Trust.bodyCipher(settings.cipher()));
    bodies.requireMasters();
    return bodies;
  }
}
