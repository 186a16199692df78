package io.kanhe.delivery.soap;

import io.kanhe.delivery.DeliveryDoor;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.KanheProperties;
import io.kanhe.trust.Trust;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SoapDeliveryConfiguration {

  @Bean
  PushClients pushClients(KanheProperties properties, ParticipantRegistry registry) {
    KanheProperties.Keys keys = properties.keys();
    return new PushClients(
        Trust.tlsIdentity(properties),
        registry.all().stream().anyMatch(Participant::nationalEndpoint)
            ? Trust.nationalTlsIdentity(properties)
            : null,
        Trust.readAnchors(properties.resolve(keys.anchors())),
        properties.delivery().pushTimeout());
  }

  @Bean
  DeliveryDoor soapPush(PushClients clients, KanheProperties properties, Clock clock) {
    return new SoapPush(clients, properties.delivery().pushTimeout(), clock);
  }
}
