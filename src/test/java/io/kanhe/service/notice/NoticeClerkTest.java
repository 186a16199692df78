package io.kanhe.service.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.intake.Outcome;
import io.kanhe.intake.OwnMessages;
import io.kanhe.intake.Submission;
import io.kanhe.ledger.Change.Batch;
import io.kanhe.message.EnvelopeCodec;
import io.kanhe.message.Environment;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;
import io.kanhe.routing.TestParticipants;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.TestPki;
import io.kanhe.trust.Trust;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is due is said once; what cannot be said keeps nobody waiting. */
class NoticeClerkTest {

  @TempDir Path folder;

  private final List<String> said = new ArrayList<>();
  private final Set<String> refused = new HashSet<>();
  private Instant now = Instant.parse("2026-08-24T00:00:00Z");
  private Database database;
  private NoticeClerk clerk;

  @BeforeEach
  void start() {
    database = Databases.open(new DatabaseSettings("", "", "", 4), folder);
    Clock clock = new Ticking();
    OwnMessages own =
        new OwnMessages(
            this::take,
            new TestParticipants(),
            Trust.cmsSigner(TestPki.create().participant("kanhe").build()),
            clock);
    clerk = new NoticeClerk(database, own, new TestParticipants(), clock, Duration.ofHours(1));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void saysWhatIsDueOnce() {
    add("now", now);
    add("later", now.plusSeconds(1));
    clerk.sayWhatIsDue();
    clerk.sayWhatIsDue();
    assertThat(said).containsExactly("now");
    now = now.plusSeconds(1);
    clerk.sayWhatIsDue();
    assertThat(said).containsExactly("now", "later");
  }

  @Test
  void whatIsRefusedIsTriedLaterAndLaterUntilItIsSaid() {
    refused.add("stuck");
    add("stuck", now);
    List<Long> tries = new ArrayList<>();
    for (long second = 0; second <= 4_000; second++) {
      int before = said.size();
      clerk.sayWhatIsDue();
      if (said.size() > before) {
        tries.add(second);
      }
      now = now.plusSeconds(1);
    }
    assertThat(tries)
        .containsExactly(
            0L, 1L, 3L, 7L, 15L, 31L, 63L, 127L, 255L, 511L, 1_023L, 1_623L, 2_223L, 2_823L,
            3_423L);
    refused.clear();
    now = now.plus(Duration.ofMinutes(10));
    clerk.sayWhatIsDue();
    assertThat(said).hasSize(tries.size() + 1);
    now = now.plus(Duration.ofDays(1));
    clerk.sayWhatIsDue();
    assertThat(said).hasSize(tries.size() + 1);
  }

  /** As many as are looked at together. */
  @Test
  void aHundredThatAreRefusedKeepNoOtherWaiting() {
    for (int i = 0; i < 100; i++) {
      refused.add("stuck-" + i);
      add("stuck-" + i, now.minusSeconds(60));
    }
    add("fine", now);
    clerk.sayWhatIsDue();
    clerk.sayWhatIsDue();
    assertThat(said).hasSize(101).contains("fine");
  }

  private Outcome take(Submission submission) {
    byte[] signed = ((Submission.Mq) submission).raw();
    byte[] content = Trust.cmsVerifier(AlgorithmPolicy.strict()).verify(signed).content();
    String key = EnvelopeCodec.read(content, XmlLimits.defaults()).header().businessKey();
    said.add(key);
    return new Outcome.Refused(
        refused.contains(key) ? ErrorCode.RULE_FAILED : ErrorCode.MESSAGE_ID_CONFLICT,
        "as the test wants",
        null,
        "0");
  }

  private void add(String name, Instant due) {
    Notice notice =
        new Notice(
            name,
            due,
            "ps.mutual-collision",
            "notice",
            name,
            Environment.Exercise,
            "P01",
            "LB-CONTRACT",
            List.of(new ParticipantId("insurer-a")),
            "<notice/>".getBytes(StandardCharsets.UTF_8));
    database.write(
        connection -> {
          notice.add(
              new Batch() {
                @Override
                public void add(String sql, @Nullable Object... arguments) {
                  try (PreparedStatement row = connection.prepareStatement(sql)) {
                    for (int i = 0; i < arguments.length; i++) {
                      Object value = arguments[i];
                      row.setObject(i + 1, value instanceof Instant at ? at.toEpochMilli() : value);
                    }
                    row.executeUpdate();
                  } catch (SQLException e) {
                    throw new IllegalStateException(e);
                  }
                }

                @Override
                public void afterCommit(Runnable action) {
                  throw new UnsupportedOperationException("a notice waits for nothing");
                }
              });
          return 0;
        });
  }

  private final class Ticking extends Clock {

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("one zone is enough");
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
