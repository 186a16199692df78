package io.kanhe.body;

import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.database.Database;
import io.kanhe.trust.Trust;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
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

  @Bean
  MeterBinder bodyMeters(Bodies bodies) {
    return registry ->
        FunctionCounter.builder("kanhe.bodies.damaged", bodies, Bodies::damaged)
            .description("Stored bytes or keys of messages that were altered and did not open")
            .register(registry);
  }
}
