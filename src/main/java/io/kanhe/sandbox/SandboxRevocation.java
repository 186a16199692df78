package io.kanhe.sandbox;

import io.kanhe.platform.KanheProperties;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The sandbox's authorities inside the gateway's own process, where the gateway asks them. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("kanhe.sandbox.enabled")
// YAML reads a bare "off" as false.
@ConditionalOnExpression(
    "!{'off', 'false'}.contains('${kanhe.trust.revocation.mode:off}'.toLowerCase())")
class SandboxRevocation {

  @Bean
  SandboxAuthorities sandboxAuthorities(KanheProperties properties, Clock clock) {
    return new SandboxAuthorities(
        properties.resolve(properties.certs()),
        properties.resolve(properties.keys().passwordFile()),
        properties.sandbox().statusPort(),
        clock);
  }
}
