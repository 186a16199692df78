package io.kanhe.delivery.soap;

import io.kanhe.delivery.DeliveryDoor;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SoapDeliveryConfiguration {

  @Bean
  PushClients pushClients(KanheProperties properties) {
    KanheProperties.Keys keys = properties.keys();
    return new PushClients(
        Trust.loadKeyIdentity(
            properties.resolve(keys.tls()), password(properties.resolve(keys.passwordFile()))),
        Trust.readAnchors(properties.resolve(keys.anchors())),
        properties.delivery().pushTimeout());
  }

  @Bean
  DeliveryDoor soapPush(PushClients clients, KanheProperties properties, Clock clock) {
    return new SoapPush(clients, properties.delivery().pushTimeout(), clock);
  }

  private static char[] password(Path file) {
    try {
      return Files.readString(file).strip().toCharArray();
    } catch (IOException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "kanhe.keys.password-file "
              + file
              + " cannot be read (expected: the password of the key stores)",
          e);
    }
  }
}
