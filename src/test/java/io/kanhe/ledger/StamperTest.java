package io.kanhe.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.ledger.HttpTsa.Manner;
import io.kanhe.ledger.StampFixture.HandClock;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;
import io.kanhe.trust.TestPki;
import io.kanhe.trust.TimeStamping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StamperTest {

  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final Duration GRACE = Duration.ofHours(4);

  @TempDir private Path folder;
  private final TestPki pki = TestPki.create();
  private final HandClock clock = new HandClock(pki.now());
  private final TestNotes notes = new TestNotes("kanhe.test/log");
  private final TimeStamping stamping = StampFixture.stamping(pki);
  private final List<AutoCloseable> open = new ArrayList<>();
  private Database database;
  private GroupCommitLedger ledger;
  private HttpTsa first;
  private HttpTsa second;

  @BeforeEach
  void open() throws IOException {
    first = closing(new HttpTsa(StampFixture.unit(pki, clock)));
    second = closing(new HttpTsa(StampFixture.unit(pki, clock)));
    openLedger();
  }

  @AfterEach
  void close() throws Exception {
    closeLedger();
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @Test
  void stampsTheNewestCheckpointOnceForEachGrowth() {
    Stamper stamper = stamper(first, second);
    stamper.tick();
    assertThat(first.asked()).isZero();
    grow(3);
    stamper.tick();
    stamper.tick();
    assertThat(first.asked()).isEqualTo(1);
    assertThat(second.asked()).isZero();
    StampedCheckpoint stamp = stamper.covering(0).orElseThrow();
    assertThat(stamp.note()).isEqualTo(ledger.checkpoint().orElseThrow());
    assertThat(stamping.verify(stamp.token(), stamp.note().getBytes(StandardCharsets.UTF_8)).time())
        .isEqualTo(stamp.time());
    assertThat(stamper.status().waitingSince()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GOOD")
  void goesToTheNextAuthorityWhenOneFails(Manner manner) {
    Stamper stamper = stamper(first, second);
    grow(1);
    stamper.tick();
    first.behaving(manner);
    grow(1);
    stamper.tick();
    assertThat(first.asked()).isEqualTo(2);
    assertThat(second.asked()).isEqualTo(1);
    assertThat(stamper.status().coveredEntries()).isEqualTo(2);
  }

  @Test
  void countsAnAuthorityWithAnotherClockAsFailed() throws IOException {
    HttpTsa early =
        closing(new HttpTsa(StampFixture.unit(pki, Clock.offset(clock, Duration.ofSeconds(-3)))));
    HttpTsa late =
        closing(new HttpTsa(StampFixture.unit(pki, Clock.offset(clock, Duration.ofSeconds(3)))));
    Stamper stamper = stamper(early, late);
    grow(1);
    stamper.tick();
    assertThat(early.asked()).isEqualTo(1);
    assertThat(late.asked()).isEqualTo(1);
    assertThat(stamper.status().coveredEntries()).isZero();
    assertThat(stamper.status().failures()).isEqualTo(1);
  }

  @Test
  void takesNoStampOfAnAuthorityThatIsNotTrusted() throws IOException {
    HttpTsa stranger = closing(new HttpTsa(StampFixture.unit(TestPki.create(), clock)));
    Stamper stamper = stamper(stranger);
    grow(1);
    stamper.tick();
    assertThat(stamper.status().coveredEntries()).isZero();
  }

  @Test
  void closesIntakeWhenTheGraceIsOverAndOpensItAgainAlone() {
    Stamper stamper = stamper(first);
    first.behaving(Manner.ERROR);
    grow(1);
    stamper.tick();
    clock.move(GRACE);
    stamper.tick();
    assertThatCode(stamper::requireInTime).doesNotThrowAnyException();
    clock.move(Duration.ofSeconds(1));
    assertThatThrownBy(stamper::requireInTime)
        .isInstanceOfSatisfying(
            KanheException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EVIDENCE_LAPSED));
    assertThat(stamper.status().lapsed()).isTrue();
    first.behaving(Manner.GOOD);
    stamper.tick();
    assertThatCode(stamper::requireInTime).doesNotThrowAnyException();
    assertThat(stamper.status().lapsed()).isFalse();
  }

  @Test
  void neitherForgetsNorRenewsTheGraceOverARestart() {
    Instant start = clock.instant();
    Stamper stamper = stamper(first);
    grow(1);
    stamper.tick();
    first.behaving(Manner.ERROR);
    clock.move(Duration.ofMinutes(1));
    grow(1);
    stamper.tick();
    clock.move(Duration.ofHours(2));
    grow(1);
    reopenLedger();
    Stamper restarted = stamper(first);
    restarted.tick();
    assertThat(restarted.status().lapsesAt())
        .contains(start.plus(Duration.ofMinutes(1)).plus(GRACE));
    clock.move(Duration.ofHours(2));
    assertThatCode(restarted::requireInTime).doesNotThrowAnyException();
    clock.move(Duration.ofSeconds(1));
    assertThatThrownBy(restarted::requireInTime).isInstanceOf(KanheException.class);
    reopenLedger();
    assertThatThrownBy(stamper(first)::requireInTime).isInstanceOf(KanheException.class);
  }

  @Test
  void closesIntakeEvenWhenNoTurnComesAnyMore() {
    Stamper stamper = stamper(first);
    grow(1);
    stamper.tick();
    grow(1);
    clock.move(GRACE.plusSeconds(1));
    assertThatThrownBy(stamper::requireInTime).isInstanceOf(KanheException.class);
  }

  @Test
  void stampsAtOnceWhenEvidenceIsAskedFor() {
    Stamper stamper = stamper(first);
    grow(1);
    assertThat(stamper.covering(0)).isPresent();
    grow(1);
    assertThat(stamper.covering(0).orElseThrow().treeSize()).isEqualTo(1);
    assertThat(stamper.covering(1).orElseThrow().treeSize()).isEqualTo(2);
    assertThat(stamper.covering(2)).isEmpty();
  }

  private Stamper stamper(HttpTsa... authorities) {
    List<TimeStampAuthority> clients = new ArrayList<>();
    for (HttpTsa each : authorities) {
      clients.add(each.client(TIMEOUT));
    }
    Stamper.Settings settings =
        new Stamper.Settings(Duration.ofSeconds(60), GRACE, Duration.ofSeconds(2));
    return closing(new Stamper(ledger, database, stamping, clients, settings, clock));
  }

  private void grow(int entries) {
    for (int i = 0; i < entries; i++) {
      StampFixture.grow(ledger, clock);
    }
  }

  private void openLedger() {
    database = Databases.open(new DatabaseSettings("", "", "", 2), folder.resolve("data"));
    ledger = GroupCommitLedger.open(database, notes, notes, clock, 16, 16);
  }

  private void closeLedger() {
    ledger.close();
    database.close();
  }

  private void reopenLedger() {
    closeLedger();
    openLedger();
  }

  private <T extends AutoCloseable> T closing(T one) {
    open.add(one);
    return one;
  }
}
