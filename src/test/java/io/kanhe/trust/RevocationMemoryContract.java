package io.kanhe.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.message.Digest;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import io.kanhe.trust.internal.OnlineRevocation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What outlives a restart, on a real database. */
abstract class RevocationMemoryContract {

  private static final Instant FIRST = Instant.parse("2026-08-24T08:00:00Z");
  private static final Digest ISSUER = Digest.sha256(new byte[] {1});
  private static final Digest OTHER = Digest.sha256(new byte[] {2});
  private static final Duration GRACE = Duration.ofHours(4);

  @TempDir private Path folder;
  private Database database;
  private RevocationMemory memory;

  /** The same database at every call. */
  abstract Database open(Path data);

  @BeforeEach
  void start() {
    database = open(folder);
    memory = new JdbcRevocationMemory(database);
  }

  @AfterEach
  void stop() {
    database.close();
  }

  private void restart() {
    stop();
    start();
  }

  @Test
  void outageBeginsOnceAndOutlivesRestarts() {
    assertThat(memory.outage(ISSUER, FIRST)).isEqualTo(FIRST);
    assertThat(memory.outage(ISSUER, FIRST.plusSeconds(60))).isEqualTo(FIRST);
    restart();
    assertThat(memory.outage(ISSUER, FIRST.plusSeconds(7200))).isEqualTo(FIRST);
    assertThat(memory.outage(OTHER, FIRST.plusSeconds(7200))).isEqualTo(FIRST.plusSeconds(7200));
  }

  @Test
  void answerEndsTheOutageAlsoOfAnEarlierRun() {
    memory.outage(ISSUER, FIRST);
    restart();
    memory.answered(ISSUER);
    Instant later = FIRST.plusSeconds(300);
    assertThat(memory.outage(ISSUER, later)).isEqualTo(later);
    memory.answered(ISSUER);
    restart();
    Instant last = FIRST.plusSeconds(600);
    assertThat(memory.outage(ISSUER, last)).isEqualTo(last);
  }

  @Test
  void firstReasonOfARevocationStaysUntilItIsTakenBack() {
    memory.revoked(ISSUER, "listed by its authority", FIRST);
    memory.revoked(ISSUER, "another reason", FIRST.plusSeconds(60));
    restart();
    assertThat(memory.revocation(ISSUER)).contains("listed by its authority");
    assertThat(memory.revocation(OTHER)).isEmpty();
    memory.restored(ISSUER);
    restart();
    assertThat(memory.revocation(ISSUER)).isEmpty();
  }

  @Test
  void failuresAtTheSameTimeAgreeOnOneBeginning() {
    List<CompletableFuture<Instant>> askers =
        Stream.iterate(0, i -> i + 1)
            .limit(8)
            .map(
                i ->
                    CompletableFuture.supplyAsync(() -> memory.outage(ISSUER, FIRST.plusMillis(i))))
            .toList();
    assertThat(askers.stream().map(CompletableFuture::join).distinct()).hasSize(1);
  }

  @Test
  void graceCountsFromTheFirstFailureOverARestartAndEndsClosed() {
    TestPki pki = TestPki.create();
    KeyIdentity signer = pki.participant("met-taizhou").build();
    Instant begin = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    assertThat(check(pki, signer, begin).graceSince()).isEqualTo(begin);
    restart();
    Instant late = begin.plus(GRACE).minusSeconds(60);
    assertThat(check(pki, signer, late).graceSince()).isEqualTo(begin);
    restart();
    Instant over = begin.plus(GRACE);
    assertThatThrownBy(() -> check(pki, signer, over))
        .isInstanceOfSatisfying(
            KanheException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REVOCATION_UNKNOWN))
        .hasMessageContaining("grace since " + begin + " is over");
  }

  @Test
  void revokedStaysRevokedInAnOutageAfterARestart() {
    TestPki pki = TestPki.create();
    KeyIdentity signer = pki.participant("met-taizhou").build();
    memory.revoked(Signer.thumbprint(signer.certificate()), "listed by its authority", FIRST);
    restart();
    assertThatThrownBy(() -> check(pki, signer, Instant.now()))
        .isInstanceOfSatisfying(
            KanheException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.CERTIFICATE_REVOKED));
  }

  /** By a gateway that has just started, while no responder is there. */
  private Standing check(TestPki pki, KeyIdentity signer, Instant at) {
    URI nowhere = URI.create("http://localhost:1/ocsp");
    RevocationPolicy policy =
        new RevocationPolicy(
            RevocationPolicy.Mode.OCSP,
            GRACE,
            Duration.ofMinutes(10),
            Duration.ofMinutes(5),
            Duration.ofSeconds(5),
            1 << 20,
            false,
            Set.of("localhost"),
            List.of(
                new RevocationPolicy.Source(pki.issuing().certificate(), nowhere, null, null),
                new RevocationPolicy.Source(pki.root().certificate(), nowhere, null, null)));
    try (OnlineRevocation revocation = Trust.revocation(policy, memory, Clock.systemUTC())) {
      return Trust.certificateTrust(pki.anchors(), revocation).check(signer.certificate(), at);
    }
  }
}
