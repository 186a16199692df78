package io.kanhe.participant;

import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.yaml.YamlNode;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the registry and the agreements from {@code config/}. */
@Configuration(proxyBeanMethods = false)
class ParticipantConfiguration {

  @Bean
  ParticipantRegistry participantRegistry(KanheProperties properties) {
    Map<String, String> placeholders =
        Map.of(
            "kanhe.sandbox.partner-host", properties.sandbox().partnerHost(),
            "kanhe.sandbox.partner-port", Integer.toString(properties.sandbox().partnerPort()));
    return YamlParticipantRegistry.read(
        properties.resolve(properties.config()).resolve("participants"),
        new ParticipantFile(
            properties.resolve(Path.of("")), placeholders, properties.sandbox().enabled()));
  }

  @Bean
  Agreements agreements(KanheProperties properties, ParticipantRegistry registry) {
    Path file = properties.resolve(properties.config()).resolve("agreements.yaml");
    return YamlAgreements.read(YamlNode.read(file, properties.resolve(Path.of(""))), registry);
  }
}
