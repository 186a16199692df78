package io.kanhe.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kanhe.ledger.Entry;
import io.kanhe.message.Direction;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Databases;
import io.kanhe.trust.MemoryRevocationMemory;
import io.kanhe.trust.RevocationAnswer;
import io.kanhe.trust.RevocationPolicy;
import io.kanhe.trust.StatusAuthority;
import io.kanhe.trust.StatusServer;
import io.kanhe.trust.Trust;
import io.kanhe.trust.internal.OnlineRevocation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Revocation in the midst of a run: the pipeline, its tables, and a responder over HTTP. */
class RevokedSenderTest {

  @TempDir Path folder;
  private final Partners partners = new Partners();
  private final StatusAuthority status =
      Trust.statusAuthority(
          partners.pki.issuing().identity(), Duration.ofHours(1), Clock.systemUTC());
  private final StatusAuthority rootStatus =
      Trust.statusAuthority(partners.pki.root().identity(), Duration.ofHours(1), Clock.systemUTC());
  private final StatusServer server = new StatusServer(status);
  private final StatusServer rootServer = new StatusServer(rootStatus);
  private OnlineRevocation revocation;
  private PipelineFixture kanhe;

  @BeforeEach
  void start() {
    RevocationPolicy policy =
        new RevocationPolicy(
            RevocationPolicy.Mode.OCSP,
            Duration.ZERO,
            Duration.ofMinutes(10),
            Duration.ofMillis(200),
            Duration.ofSeconds(5),
            1 << 20,
            false,
            Set.of("localhost"),
            List.of(
                new RevocationPolicy.Source(
                    partners.pki.issuing().certificate(), server.address("/ocsp"), null, null),
                new RevocationPolicy.Source(
                    partners.pki.root().certificate(), rootServer.address("/ocsp"), null, null)));
    revocation = Trust.revocation(policy, new MemoryRevocationMemory(), Clock.systemUTC());
    kanhe =
        new PipelineFixture(
            folder,
            Databases.open(new DatabaseSettings("", "", "", 2), folder),
            partners,
            Trust.certificateTrust(partners.pki.anchors(), revocation));
  }

  @AfterEach
  void close() {
    revocation.close();
    kanhe.database.close();
    server.close();
    rootServer.close();
  }

  @Test
  void revokedSenderIsStoppedAtEveryDoorWhileOthersGoOn() {
    assertThat(kanhe.mq(kanhe.alert().build(), "met-taizhou")).isInstanceOf(Outcome.Accepted.class);
    status.revoke(partners.key("met-taizhou").certificate());
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(mq("met-taizhou")).isEqualTo(ErrorCode.CERTIFICATE_REVOKED));
    byte[] envelope = kanhe.arrive(kanhe.alert().build(), "met-taizhou");
    assertThat(PipelineFixture.codeOf(kanhe.soap(envelope, null, "met-taizhou")))
        .isEqualTo(ErrorCode.CERTIFICATE_REVOKED);
    Outcome other =
        kanhe.mq(kanhe.header("insurer-b", "ew.alert", Direction.EVENT).build(), "insurer-b");
    assertThat(other).isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void silentResponderLetsTheSenderRepeat() {
    server.down(true);
    assertThat(mq("met-taizhou")).isEqualTo(ErrorCode.REVOCATION_UNKNOWN);
    server.down(false);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(mq("met-taizhou")).isNull());
  }

  @Test
  void acceptedEntryNamesTheAnswersThatAreKept() {
    kanhe.mq(kanhe.alert().build(), "met-taizhou");
    kanhe.mq(kanhe.alert().build(), "met-taizhou");
    for (Entry entry : kanhe.ledger.entries) {
      String fact = entry.facts().get(RevocationAnswers.FACT);
      List<RevocationAnswer> kept = new RevocationAnswers(kanhe.database).named(fact);
      assertThat(kept).hasSize(2);
      kept.forEach(answer -> assertThat(fact).contains(answer.digest().toString()));
    }
  }

  private ErrorCode mq(String sender) {
    return PipelineFixture.codeOf(kanhe.mq(kanhe.alert().build(), sender));
  }
}
