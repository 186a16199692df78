package io.kanhe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kanhe.Kanhe;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.KeyKind;
import io.kanhe.trust.Trust;
import io.kanhe.trust.Validity;
import io.kanhe.trust.internal.BcCertificateIssuer;
import io.kanhe.trust.internal.CertificateTemplate;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * Connections that were open when their certificate was revoked or ended, at the doors of a whole
 * gateway; beside each of them one of somebody else, which has to stay.
 */
@Tag("it")
class FallenConnectionsIT {

  private static final String OTHER = "emergency-tz";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static DemoPlan plan;
  private static ConfigurableApplicationContext gateway;

  @BeforeAll
  static void start() throws IOException {
    plan = DemoPlan.once(Path.of("").toAbsolutePath(), SandboxCrypto.STANDARD);
    SandboxKeys.ensure(plan.certs(), plan.crypto(), plan.statusPort());
    endIn("insurer-c", Duration.ofHours(1));
    List<String> arguments = new ArrayList<>(plan.gatewayArguments());
    arguments.add("--kanhe.trust.revocation.refresh=1s");
    gateway =
        new SpringApplicationBuilder(Kanhe.class, MovingTime.class)
            .run(arguments.toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void revokedCertificateEndsItsOpenConnections() throws Exception {
    expectClosed(
        "husbandry-tz", () -> new SandboxRegister(plan.certs()).revoke("husbandry-tz/tls"));
    PartnerClient again = client("husbandry-tz");
    assertThat(new String(again.postSoap(new byte[] {'<'}).body(), StandardCharsets.UTF_8))
        .contains("2002");
  }

  @Test
  void expiredCertificateEndsItsOpenConnections() throws Exception {
    expectClosed("insurer-c", () -> gateway.getBean(MovedClock.class).move(Duration.ofMinutes(90)));
  }

  /** Both doors; and nobody who is not concerned. */
  private static void expectClosed(String fallen, Act act) throws Exception {
    try (OpenConnection https = OpenConnection.open(keys(fallen), plan.gateway());
        OpenConnection control = OpenConnection.open(keys(OTHER), plan.gateway());
        PartnerQueues mq = new PartnerQueues(keys(fallen), plan.gateway(), 0);
        PartnerQueues otherMq = new PartnerQueues(keys(OTHER), plan.gateway(), 0)) {
      CompletableFuture<Void> lost = mq.lost();
      CompletableFuture<Void> otherLost = otherMq.lost();
      act.run();
      assertThat(https.isClosed((int) PATIENCE.toSeconds())).isTrue();
      await().atMost(PATIENCE).until(lost::isDone);
      assertThat(control.isOpen()).isTrue();
      assertThat(otherLost).isNotDone();
    }
    assertThatThrownBy(() -> new PartnerQueues(keys(fallen), plan.gateway(), 0).close())
        .isInstanceOf(JMSException.class);
  }

  private static PartnerKeys keys(String id) {
    return PartnerKeys.load(plan.certs(), id);
  }

  private static PartnerClient client(String id) {
    return new PartnerClient(keys(id), plan.gateway(), Clock.systemUTC());
  }

  /** Another TLS certificate for a member, before the gateway reads it. */
  private static void endIn(String id, Duration left) throws IOException {
    Path password = plan.certs().resolve("keystore.password");
    KeyIdentity authority =
        Trust.loadKeyIdentity(plan.certs().resolve("ca/issuing-ca.p12"), password);
    SandboxMember member =
        SandboxMember.ALL.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    Instant from = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
    Validity life = Validity.startingAt(from, left.plusHours(1));
    KeyPair pair = KeyKind.P_256.generate();
    KeyIdentity made =
        new KeyIdentity(
            pair.getPrivate(),
            List.of(
                BcCertificateIssuer.under(authority.certificate(), authority.key())
                    .publishing(SandboxPoint.online(plan.statusPort(), "issuing-ca"))
                    .issue(CertificateTemplate.tls(member.subject("tls"), life), pair),
                authority.certificate()));
    Path folder = plan.certs().resolve(id);
    char[] secret = Files.readString(password).strip().toCharArray();
    Files.write(folder.resolve("tls.p12"), Trust.keyStore(made, secret));
    Files.writeString(folder.resolve("tls.pem"), Trust.pem(made.chain()));
  }

  private interface Act {
    void run() throws Exception;
  }

  @Configuration(proxyBeanMethods = false)
  static class MovingTime {

    @Bean
    @Primary
    MovedClock movedClock() {
      return new MovedClock();
    }
  }

  static final class MovedClock extends Clock {

    private volatile Duration ahead = Duration.ZERO;

    void move(Duration time) {
      ahead = time;
    }

    @Override
    public Instant instant() {
      return Clock.systemUTC().instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
