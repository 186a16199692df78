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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Blind mode (domain S03): a refusal and a case that does not exist are one answer, byte for byte,
 * made by the same steps. How long the police take is theirs; the gateway adds nothing that
 * differs.
 */
class BurglaryBlindTest {

  private static final String NOT_FOUND = answer("NOT_FOUND", "<masked>true</masked>");

  private final BurglaryBlind blind = new BurglaryBlind();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<masked>true</masked>",
        "<masked>false</masked>",
        "<caseStatus>FILED</caseStatus><masked>true</masked>",
        "<caseNature>ROBBERY</caseNature><acceptUnit>331081000000</acceptUnit><masked>true</masked>"
      })
  void refusalAndAbsenceAreTheSameBytes(String rest) {
    byte[] refused = blind.apply(message(), bytes(answer("REFUSED", rest)));
    byte[] absent = blind.apply(message(), bytes(answer("NOT_FOUND", rest)));
    assertThat(refused).isEqualTo(absent).hasSameSizeAs(blind.apply(message(), bytes(NOT_FOUND)));
    assertThat(new String(refused, StandardCharsets.UTF_8)).isEqualTo(NOT_FOUND);
  }

  /** The mark of a changed payload must not tell one from the other. */
  @Test
  void anAnswerThatHasTheFormAlreadyIsMadeAnewLikeAllOthers() {
    byte[] before = bytes(NOT_FOUND);
    assertThat(blind.apply(message(), before)).isEqualTo(before).isNotSameAs(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MATCHED", "PARTIAL"})
  void whatTheyAnsweredStays(String result) {
    byte[] before = bytes(answer(result, "<masked>true</masked>"));
    assertThat(blind.apply(message(), before)).isSameAs(before);
  }

  private static String answer(String result, String rest) {
    return "<BurglaryCaseVerifyResponse xmlns=\"urn:kanhe:ps:1.0\" version=\"1.0\"><claimNo>C-1</claimNo><matchResult>"
        + result
        + "</matchResult>"
        + rest
        + "</BurglaryCaseVerifyResponse>";
  }

  private static AcceptedMessage message() {
    Header header =
        Header.builder("ps.burglary.case", "verify", "1.0", Direction.RESPONSE)
            .sender(new Uscc("11331000TEXT000330"))
            .sentTime(OffsetDateTime.parse("2026-08-24T08:00:00+08:00"))
            .environment(Environment.Exercise)
            .payloadDigest(Digest.sha256(new byte[0]))
            .build();
    return new AcceptedMessage(
        1,
        new ParticipantId("police-tz"),
        header,
        new Payload.Inline(new byte[0]),
        "answer",
        Digest.sha256(new byte[0]),
        Door.MQ,
        Instant.EPOCH);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
