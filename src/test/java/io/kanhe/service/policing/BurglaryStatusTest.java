package io.kanhe.service.policing;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.message.Uscc;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;
import io.kanhe.routing.TestParticipants;
import io.kanhe.service.notice.DatedNumber;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who hears of a change of a police case (domain S03). */
class BurglaryStatusTest {

  @TempDir Path folder;

  private Database database;

  @BeforeEach
  void start() {
    database = Databases.open(new DatabaseSettings("", "", "", 4), folder);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource({
    "2024-08-24T08:00:00Z, insurer-a, Actual, true",
    "2024-08-24T07:59:59.999Z, insurer-a, Actual, false",
    "2026-08-24T08:00:00Z, insurer-b, Actual, false",
    "2026-08-24T08:00:00Z, insurer-a, Exercise, false"
  })
  void aChangeOfACaseGoesToWhoseQuestionMatchedInTwentyFourMonths(
      Instant matched, String insurer, Environment environment, boolean told) {
    database.write(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement("INSERT INTO burglary_match VALUES (?, ?, ?, ?)")) {
            insert.setString(1, environment.name());
            insert.setString(2, "h" + "SA-1".hashCode());
            insert.setString(3, insurer);
            insert.setLong(4, matched.toEpochMilli());
            return insert.executeUpdate();
          }
        });
    BurglaryStatus status =
        new BurglaryStatus(database, value -> "h" + value.hashCode(), DatedNumber.of(24));
    byte[] payload =
        "<CaseStatusChange xmlns=\"urn:kanhe:ps:1.0\"><caseReceiptNo>SA-1</caseReceiptNo></CaseStatusChange>"
            .getBytes(StandardCharsets.UTF_8);
    Header header =
        Header.builder("ps.burglary.case", "status", "1.0", Direction.EVENT)
            .sender(new Uscc("11331000TEXT000330"))
            .sentTime(OffsetDateTime.parse("2026-08-24T16:00:00+08:00"))
            .environment(Environment.Actual)
            .payloadDigest(Digest.sha256(payload))
            .build();
    AcceptedMessage message =
        new AcceptedMessage(
            1,
            new ParticipantId("police-tz"),
            header,
            new Payload.Inline(payload),
            "status",
            header.payloadDigest(),
            Door.MQ,
            Instant.parse("2026-08-24T08:00:00Z"));
    assertThat(status.make(message, payload, new TestParticipants().named("insurer-a")).isPresent())
        .isEqualTo(told);
  }
}
