package io.kanhe.sandbox;

import java.nio.file.Path;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Makes the sandbox's keys before anything reads them, where {@code kanhe.sandbox.enabled} asks for
 * it.
 */
public final class SandboxBootstrap implements EnvironmentPostProcessor, Ordered {

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (!environment.getProperty("kanhe.sandbox.enabled", Boolean.class, false)) {
      return;
    }
    Path home = Path.of(environment.getProperty("kanhe.home", "."));
    SandboxKeys.ensure(
        home.resolve(environment.getProperty("kanhe.certs", "certs")).normalize(),
        SandboxCrypto.named(environment.getProperty("kanhe.sandbox.crypto", "standard")),
        environment.getProperty(
            "kanhe.sandbox.status-port", Integer.class, SandboxPoint.DEFAULT_PORT));
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
