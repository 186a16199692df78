package io.kanhe.intake.mq;

import io.kanhe.intake.ConnectionWatch;
import io.kanhe.intake.DoorRefusals;
import io.kanhe.intake.Intake;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.broker.BrokerIdentities;
import io.kanhe.platform.broker.EmbeddedBroker;
import io.kanhe.trust.CertificateTrust;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MqDoorConfiguration {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LOGIN = Duration.ofSeconds(30);

  @Bean
  BrokerIdentities brokerIdentities(
      ParticipantRegistry registry, CertificateTrust trust, Clock clock) {
    return new RegistryIdentities(registry, trust, clock);
  }

  @Bean
  ConnectionWatch mqConnectionWatch(EmbeddedBroker broker) {
    return new ConnectionWatch(
        "mq",
        () -> {
          // First: a fault in the other must not keep a fallen certificate connected.
          int fallen = broker.endFallenConnections();
          broker.endIdleLogins(LOGIN);
          return fallen;
        });
  }

  @Bean
  MqDoor mqDoor(
      EmbeddedBroker broker,
      Intake intake,
      DoorRefusals refusals,
      ParticipantRegistry registry,
      KanheProperties properties,
      Clock clock) {
    return new MqDoor(
        broker,
        intake,
        refusals,
        registry,
        properties.intake().mqConsumersPerParticipant(),
        Math.toIntExact(properties.broker().maxMessage().toBytes()),
        clock,
        FIRST_PAUSE);
  }
}
