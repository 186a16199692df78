package io.kanhe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kanhe.trust.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real gateway and the six kinds of partner, each a process of its own. */
@Tag("it")
class PartnerProgramIT {

  private static DemoPlan plan;
  private static GatewayProcess gateway;

  @BeforeAll
  static void start() throws Exception {
    plan = DemoPlan.once(Path.of("").toAbsolutePath(), SandboxCrypto.STANDARD);
    SandboxKeys.ensure(plan.certs(), plan.crypto(), plan.statusPort());
    gateway =
        GatewayProcess.start(
            plan.gatewayArguments(), plan.gateway(), plan.home().resolve("gateway.out"));
    gateway.awaitReady();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    gateway.close();
  }

  @Test
  void sixKindsOfPartnersExchangeMessages() throws Exception {
    try (Partner police = start("police", "police");
        Partner regulator = start("regulator", "regulator");
        Partner livestock = start("livestock", "livestock", "--send=ah.epidemic")) {
      police.awaits("ready");
      regulator.awaits("ready");
      livestock.awaits("ready");
      try (Partner insurer =
          start(
              "insurer",
              "insurer",
              "--listen=" + plan.partnerPort(),
              "--once",
              "--send=kanhe.consent.register",
              "--send=ps.residence.verify",
              "--send=ps.vehicle.stolen",
              "--send=ins.coverage.snapshot",
              "--deliveries=1")) {
        insurer.awaits("taking deliveries at");
        assertThat(ended("weather", "weather", "--once", "--send=ew.alert.publish")).isZero();
        assertThat(ended("water", "water", "--once", "--send=wat.stage.report")).isZero();
        assertThat(insurer.ends()).as(insurer.said()).isZero();
        assertThat(insurer.said())
            .contains(
                "answered ps.residence.verify.verify: ResidenceVerifyResponse",
                "answered ps.vehicle.stolen.check: VehicleStolenCheckResponse",
                "feed ins.coverage.snapshot, HTTP 201: ACCEPTED",
                "delivered ew.alert.publish EVENT");
      }
      regulator.awaits("delivered ew.alert.publish EVENT");
      regulator.awaits("delivered ah.epidemic.notice EVENT");
      police.awaits("delivered ps.residence.verify.verify REQUEST");
      assertThat(livestock.said()).contains("receipt: ACCEPTED");
      for (Partner each : List.of(regulator, livestock)) {
        assertThat(each.interrupted()).as(each.said()).isZero();
        assertThat(each.said()).endsWith("✓ stopped\n").doesNotContain("✗");
      }
      // On a busy machine an answer may be late, and is asked for again.
      assertThat(police.interrupted()).isLessThanOrEqualTo(1);
      assertThat(police.said()).endsWith("✓ stopped\n");
    }
  }

  @Test
  void refusalIsSaidWithItsCodeAndWhatToDo() throws Exception {
    Partner police =
        start("police", "refused", "--id=police-econ-tz", "--once", "--send=fraud.lead.progress");
    assertThat(police.ends()).isEqualTo(1);
    assertThat(police.said())
        .contains("refused with 4001 NOT_FOUND", "What to do: Check the reference.");
  }

  @Test
  void logThatForgotEntriesIsFoundOutAndNothingIsSent() throws Exception {
    Path memory = Files.createDirectories(plan.home().resolve("memory").resolve("rolled-back"));
    String origin =
        Files.readString(plan.certs().resolve("trust").resolve("log.vkey")).split("\\+")[0];
    String body = origin + "\n1000000\n" + Base64.getEncoder().encodeToString(new byte[32]) + "\n";
    Files.writeString(
        memory.resolve("checkpoint"),
        Trust.noteSigner(origin, plan.certs().resolve("kanhe").resolve("log.key")).sign(body));
    Partner weather = start("weather", "rolled-back", "--once", "--send=ew.alert.publish");
    assertThat(weather.ends()).isEqualTo(1);
    assertThat(weather.said())
        .contains("log: ROLLED_BACK")
        .doesNotContain("sending ew.alert", "receipt:");
  }

  private static int ended(String kind, String name, String... more) throws Exception {
    return start(kind, name, more).ends();
  }

  private static Partner start(String kind, String name, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                "io.kanhe.sandbox.PartnerProgram",
                kind,
                "--certs=" + plan.certs(),
                "--https-port=" + plan.gateway().httpsPort(),
                "--mq-port=" + plan.gateway().corePort(),
                "--memory=" + plan.home().resolve("memory").resolve(name)));
    command.addAll(List.of(more));
    Path output = plan.home().resolve(name + ".out");
    return new Partner(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start(),
        output);
  }

  private record Partner(Process process, Path output) implements AutoCloseable {

    String said() {
      try {
        return Files.readString(output, StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void awaits(String text) {
      await().atMost(Duration.ofMinutes(2)).until(() -> said().contains(text));
    }

    int ends() throws InterruptedException {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).as(said()).isTrue();
      return process.exitValue();
    }

    /** As by Ctrl-C. */
    int interrupted() throws InterruptedException {
      process.destroy();
      return ends();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
