package io.kanhe.service.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.kanhe.catalogue.TestCatalogue;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.intake.DomainState.Incoming;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.message.Uscc;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.routing.TestMessages;
import io.kanhe.routing.TestParticipants;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageRulesTest {

  private static final String BANK = "91331000TEXT000H8M";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"4, false", "1, false", "5, true", "0, true", "6200, true"})
  void tellsGovernmentNoSmallCounts(long policies, boolean told) throws Exception {
    String document = aggregate("331081,HOME_SEC," + policies + ",,777.10");
    assertThat(document.contains("<policyCount>" + policies + "</policyCount>")).isEqualTo(told);
    assertThat(document.contains("777.10")).isEqualTo(told);
    assertThat(document.contains("<fewerThan>5</fewerThan>")).isEqualTo(!told);
  }

  @Test
  void tellsARegionItsOwnCounties() throws Exception {
    assertThat(aggregate("331081,HOME_SEC,9,,1.00", "330225,HOME_SEC,8,,2.00"))
        .contains("331081")
        .doesNotContain("330225");
    assertThat(aggregate("330225,HOME_SEC,8,,2.00")).isEmpty();
  }

  @Test
  void aBankAsksForItself() {
    String request =
        "<PolicyCertificateRequest xmlns=\"urn:kanhe:ins:1.0\"><bank>%s</bank></PolicyCertificateRequest>";
    assertThatNoException()
        .isThrownBy(() -> step("certificate", Direction.REQUEST, request.formatted(BANK)));
    refuses("certificate", request.formatted("91331000TEXT000A0M"));
  }

  @ParameterizedTest
  @CsvSource({"60, 40, true", "60, 40.01, false", "100, 0, true"})
  void theSharesOfALineAreAtMostTheWhole(String one, String other, boolean fine) {
    String event =
        "<MajorEventCover xmlns=\"urn:kanhe:ins:1.0\"><start>2026-10-01T08:00:00+08:00</start>"
            + "<end>2026-10-07T22:00:00+08:00</end><covers>"
            + cover("EVENT", one)
            + cover("EVENT", other)
            + cover("LIAB_FIRE", "100")
            + "</covers></MajorEventCover>";
    if (fine) {
      assertThatNoException().isThrownBy(() -> step("major-event", Direction.EVENT, event));
      refuses("major-event", event.replace("2026-10-07T22", "2026-10-01T08"));
    } else {
      refuses("major-event", event);
    }
  }

  private static String cover(String line, String share) {
    return "<cover><line>" + line + "</line><share>" + share + "</share></cover>";
  }

  private static void refuses(String operation, String document) {
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(() -> step(operation, Direction.REQUEST, document))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RULE_FAILED));
  }

  private static void step(String operation, Direction direction, String document) {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    Header header = header(operation, direction, BANK, bytes);
    new CoverageRules()
        .step(
            new Incoming(
                new ParticipantId("bank-tz"),
                header,
                "format",
                new Payload.Inline(bytes),
                Instant.EPOCH));
  }

  private static Header header(String operation, Direction direction, String sender, byte[] bytes) {
    return Header.builder("ins.coverage", operation, "1.0", direction)
        .sender(new Uscc(sender))
        .sentTime(OffsetDateTime.parse("2026-08-24T08:00:00+08:00"))
        .payloadDigest(Digest.sha256(bytes))
        .build();
  }

  /**
   * @param rows region, line, policies, insured, sum
   */
  private String aggregate(String... rows) throws Exception {
    StringBuilder file =
        new StringBuilder(
            "insurer,asOfDate,regionCode,line,policyCount,insuredCount,sumInsured,premium,"
                + "expiryWithin30d,maxSingleSum\n");
    for (String row : rows) {
      file.append("91331000TEXT000A0M,2026-08-23,").append(row).append(",,,\n");
    }
    Path path = Files.writeString(folder.resolve("coverage.csv"), file);
    AcceptedMessage message = TestMessages.coverage(1, "insurer-a", path);
    byte[] made =
        new CoverageAggregate()
            .make(message, new byte[0], new TestParticipants().named("emergency-tz"))
            .orElse(new byte[0]);
    if (made.length > 0) {
      TestCatalogue.ofRepository()
          .check(
              header("aggregate", Direction.EVENT, "91331000TEXT000A0M", made),
              new Payload.Inline(made));
    }
    return new String(made, StandardCharsets.UTF_8);
  }
}
