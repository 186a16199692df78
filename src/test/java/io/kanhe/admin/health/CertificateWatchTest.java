package io.kanhe.admin.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.delivery.DirectLedger;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.EntryType;
import io.kanhe.message.Environment;
import io.kanhe.message.Uscc;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.participant.Role;
import io.kanhe.participant.SampleParticipant;
import io.kanhe.platform.Door;
import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;
import io.kanhe.trust.TestPki;
import io.kanhe.trust.Validity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateWatchTest {

  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private static final Instant END = NOW.plus(Duration.ofDays(100));

  @TempDir Path folder;
  private Database database;
  private DirectLedger ledger;

  @BeforeEach
  void open() {
    database = Databases.open(new DatabaseSettings("", "", "", 2), folder);
    ledger = new DirectLedger(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void warnsOncePerThresholdAlsoOverRestarts() {
    for (long left : List.of(61, 59, 58, 29, 28, 9, 8, -1)) {
      look(left, gatewayUntil(END));
      look(left, gatewayUntil(END));
    }
    assertThat(warnings())
        .extracting(entry -> entry.facts().get("days"))
        .containsExactly("60", "30", "10");
    assertThat(warnings().get(0).facts())
        .containsEntry("participant", "kanhe")
        .containsEntry("use", "signing")
        .containsEntry("ends", END.toString());
  }

  @Test
  void isSilentOnceASuccessorIsRegistered() {
    look(5, gatewayUntil(END, END.plus(Duration.ofDays(700))));
    assertThat(warnings()).isEmpty();
  }

  @Test
  void gaugeTellsTheDaysThatAreLeft() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    watch(42, gatewayUntil(END)).bindTo(meters);
    assertThat(
            meters
                .get("kanhe.certificate.days.left")
                .tags("participant", "kanhe", "use", "signing")
                .gauge()
                .value())
        .isEqualTo(42);
  }

  private List<Entry> warnings() {
    return ledger.entries(EntryType.ADMINISTERED);
  }

  private void look(long daysLeft, Participant gateway) {
    CertificateWatch watch = watch(daysLeft, gateway);
    watch.look();
    watch.destroy();
  }

  private CertificateWatch watch(long daysLeft, Participant gateway) {
    Clock clock = Clock.fixed(END.minus(Duration.ofDays(daysLeft)), ZoneOffset.UTC);
    return new CertificateWatch(new GatewayAlone(gateway), List.of(60, 30, 10), ledger, clock);
  }

  private final TestPki pki = TestPki.create();
  private final java.util.Map<Instant, X509Certificate> made = new java.util.HashMap<>();

  private Participant gatewayUntil(Instant... ends) {
    return SampleParticipant.of(
        new ParticipantId("kanhe"),
        new Uscc("12331000TEXT000920"),
        Role.GATEWAY,
        "331000",
        List.of(new Participant.Name("a", "a", LocalDate.EPOCH, null)),
        List.of(ends).stream().map(end -> made.computeIfAbsent(end, this::until)).toList(),
        List.of(),
        Door.MQ,
        null,
        Set.of(Environment.Test),
        1,
        true);
  }

  private X509Certificate until(Instant end) {
    return pki.participant("kanhe").during(new Validity(NOW, end)).build().certificate();
  }

  private record GatewayAlone(Participant gateway) implements ParticipantRegistry {

    @Override
    public Optional<Participant> byId(ParticipantId id) {
      return Optional.empty();
    }

    @Override
    public Optional<Participant> byUscc(Uscc uscc) {
      return Optional.empty();
    }

    @Override
    public Optional<Participant> bySigningCertificate(X509Certificate certificate) {
      return Optional.empty();
    }

    @Override
    public Optional<Participant> byTlsCertificate(X509Certificate certificate) {
      return Optional.empty();
    }

    @Override
    public List<Participant> byRole(Role role) {
      return List.of(gateway);
    }

    @Override
    public List<Participant> all() {
      return List.of();
    }
  }
}
