package io.kanhe.delivery.mq;

import io.kanhe.platform.broker.EmbeddedBroker;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MqDeliveryConfiguration {

  private static final Duration LOOK_FRESHNESS = Duration.ofSeconds(30);

  @Bean(destroyMethod = "close")
  ArtemisDeliveryDoor mqDeliveryDoor(EmbeddedBroker broker, Clock clock) {
    return new ArtemisDeliveryDoor(broker, new WaitingDeliveries(broker, LOOK_FRESHNESS, clock));
  }
}
