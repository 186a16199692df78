package io.kanhe.intake.http;

import io.kanhe.sandbox.SandboxKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Doors on random ports over a home folder of their own, with sandbox keys. */
final class RunningDoors implements AutoCloseable {

  final Path certs;
  private final ConfigurableApplicationContext context;

  RunningDoors(Path home, String... settings) {
    certs = home.resolve("certs");
    SandboxKeys.ensure(certs);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--kanhe.home=" + home,
                "--kanhe.config=" + Path.of("config").toAbsolutePath(),
                "--kanhe.https.port=0",
                "--kanhe.console.port=0",
                "--kanhe.timestamp.enabled=false",
                "--management.endpoint.health.validate-group-membership=false",
                "--spring.config.location=classpath:/"));
    for (String setting : settings) {
      arguments.removeIf(given -> given.startsWith(setting.substring(0, setting.indexOf('=') + 1)));
      arguments.add(setting);
    }
    context =
        new SpringApplicationBuilder(DoorsApplication.class).run(arguments.toArray(String[]::new));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  int doorsPort() {
    return bean(HttpDoors.class).doorsPort();
  }

  int consolePort() {
    return bean(HttpDoors.class).consolePort();
  }

  DoorClient client(String participant) throws IOException {
    return new DoorClient(certs, participant, doorsPort());
  }

  @Override
  public void close() {
    context.close();
  }
}
