package io.kanhe.platform.broker;

import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.TokenStore;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BrokerConfiguration {

  @Bean(initMethod = "start", destroyMethod = "close")
  EmbeddedBroker embeddedBroker(
      KanheProperties properties, BrokerIdentities identities, Clock clock) {
    KanheProperties.Keys keys = properties.keys();
    return new EmbeddedBroker(
        properties.broker(),
        properties.dataFolder().resolve("broker"),
        new TransportKeys(
            properties.resolve(keys.tls()),
            properties.resolve(keys.anchors()),
            properties.resolve(keys.passwordFile()),
            keys.token().holdsTls()
                ? new TransportKeys.InToken(TokenStore.of(properties), keys.token().tls())
                : null,
            national(properties)),
        BrokerLimits.forMessagesOf(properties.broker().maxMessage().toBytes()),
        identities,
        clock);
  }

  private static TransportKeys.@Nullable National national(KanheProperties properties) {
    KanheProperties.CryptoTls tls = properties.crypto().tls();
    return tls.mqPort() == 0
        ? null
        : new TransportKeys.National(tls.mqPort(), properties.resolve(tls.key()));
  }

  /** Part of the readiness group: a gateway without its broker takes no messages. */
  @Bean
  HealthIndicator brokerHealthIndicator(EmbeddedBroker broker) {
    return () ->
        broker.isRunning() && !broker.isDiskFull()
            ? Health.up().build()
            : Health.down()
                .withDetail("reason", broker.isRunning() ? "disk full" : "stopped")
                .build();
  }
}
