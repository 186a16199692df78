package io.kanhe.sandbox;

import io.kanhe.ledger.TimeStampAuthority;
import io.kanhe.platform.KanheProperties;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.TimeStampUnit;
import io.kanhe.trust.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * The sandbox's two time stamp authorities, inside the gateway's own process. The gateway takes
 * them only where {@code kanhe.timestamp.authorities} names no others. Their stamps prove nothing
 * to anybody else: they show how it works.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("kanhe.sandbox.enabled")
class SandboxTimeStamps {

  /** An identifier for examples: RFC 5612 keeps the enterprise number 32473 for documentation. */
  static final String POLICY = "1.3.6.1.4.1.32473.1.1";

  @Bean
  @Order(1)
  TimeStampAuthority firstSandboxAuthority(KanheProperties properties, Clock clock) {
    return authority(properties, "signing", clock);
  }

  @Bean
  @Order(2)
  TimeStampAuthority secondSandboxAuthority(KanheProperties properties, Clock clock) {
    return authority(properties, "second", clock);
  }

  private static TimeStampAuthority authority(
      KanheProperties properties, String name, Clock clock) {
    Path folder = properties.resolve(properties.certs()).resolve("tsa");
    // Keys made by an earlier version hold one authority only.
    String present = Files.exists(folder.resolve(name + ".p12")) ? name : "signing";
    KeyIdentity identity =
        Trust.loadKeyIdentity(
            folder.resolve(present + ".p12"), properties.resolve(properties.keys().passwordFile()));
    TimeStampUnit unit = Trust.timeStampUnit(identity, POLICY, clock);
    return new SandboxAuthority("sandbox tsa/" + present, unit);
  }

  private record SandboxAuthority(String name, TimeStampUnit unit) implements TimeStampAuthority {

    @Override
    public byte[] ask(byte[] request) {
      return unit.respond(request);
    }
  }
}
