package io.kanhe.intake.mq;

import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.broker.BrokerIdentities;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MqDoorConfiguration {

  @Bean
  BrokerIdentities brokerIdentities(ParticipantRegistry registry) {
    return new RegistryIdentities(registry);
  }
}
