package io.kanhe.service.insurance;

import static io.kanhe.service.insurance.ClaimSamples.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.delivery.Participants;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.message.Uscc;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.Role;
import io.kanhe.participant.SampleParticipant;
import io.kanhe.platform.Door;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimCopyTest {

  private static final String FEED =
      ClaimSamples.feed(
          "2026-08-25T08:00:00+08:00",
          "COUNTY_LINE",
          "",
          "<rows>"
              + row("CAT", "5 0 0 0 0", "1.00", "0.00")
              + row("HOME_SEC", "4 0 0 0 0", "1.00", "0.00")
              + row("MICRO", "0 0 0 0 0", "0.00", "0.00")
              + "</rows>");

  private final ClaimCopy copy = new ClaimCopy(new Participants());

  @Test
  void supervisionReadsAllRows() {
    assertThat(seen(FEED, Role.REGULATOR_LOCAL, "330000")).contains(FEED);
    assertThat(seen(FEED, Role.REGULATOR_HQ, "110000")).contains(FEED);
  }

  @Test
  void governmentReadsNoRowOfFewerThanFiveClaims() {
    for (Role role : List.of(Role.GOV_LOCAL, Role.EMERGENCY)) {
      assertThat(seen(FEED, role, "331000"))
          .get()
          .asString()
          .contains("TY2699", ">CAT<", ">MICRO<")
          .doesNotContain("HOME_SEC");
    }
  }

  @Test
  void singleClaimsGoToTheOwnRegulatorOnly() {
    assertThat(seen(ClaimSamples.cases(), Role.REGULATOR_LOCAL, "330000")).isPresent();
    assertThat(seen(ClaimSamples.cases(), Role.REGULATOR_LOCAL, "350000")).isEmpty();
    assertThat(seen(ClaimSamples.cases(), Role.REGULATOR_HQ, "330000")).isEmpty();
    assertThat(seen(ClaimSamples.cases(), Role.EMERGENCY, "331000")).isEmpty();
    assertThat(seen(ClaimSamples.cases(), Role.GOV_LOCAL, "331000")).isEmpty();
  }

  @Test
  void aFileGoesOnAsTheDocumentThatSaysTheSame(@TempDir Path folder) throws IOException {
    String cells = "CLP-1,91331000TEXT000A0M,TY2699,2026-08-26T08:00:00+08:00,331081,";
    Path file =
        Files.writeString(
            folder.resolve("claims.csv"),
            "feedNo,insurer,incidentRef,cutoffTime,regionCode,line,reported,surveyed,assessed,closed,"
                + "rejected,estimatedLoss,paidAmount,prepaidAmount\n"
                + cells
                + "CAT,20,10,10,3,2,10.00,5.01,0.50\n"
                + cells
                + "HOME_SEC,4,0,0,0,0,1.00,0.00,0.00\n");
    Payload payload = new Payload.Stored(file, Files.size(file), 2);
    String all = seen(payload, new byte[0], Role.REGULATOR_LOCAL, "330000").orElseThrow();
    assertThat(all)
        .contains("<feedNo>CLP-1<", "<cutoffTime>2026-08-26T08:00:00+08:00<", "HOME_SEC")
        .contains("<prepaidAmount currency=\"CNY\">0.50<");
    ClaimFeed read = ClaimFeed.read(new Payload.Inline(all.getBytes(StandardCharsets.UTF_8)));
    assertThat(read).isEqualTo(ClaimFeed.read(payload));
    assertThat(seen(payload, new byte[0], Role.GOV_LOCAL, "331000"))
        .get()
        .asString()
        .contains(">CAT<")
        .doesNotContain("HOME_SEC");
  }

  private Optional<String> seen(String text, Role role, String region) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return seen(new Payload.Inline(bytes), bytes, role, region);
  }

  private Optional<String> seen(Payload whole, byte[] payload, Role role, String region) {
    Header header =
        Header.builder(ClaimRegister.SERVICE, "progress", "1.0", Direction.EVENT)
            .sender(new Uscc(ClaimSamples.A))
            .receiver(new Uscc("12331000TEXT000920"))
            .sentTime(OffsetDateTime.parse("2026-08-25T09:00:00+08:00"))
            .businessKey("CLP-1")
            .environment(Environment.Exercise)
            .payloadDigest(Digest.sha256(payload))
            .build();
    AcceptedMessage message =
        new AcceptedMessage(
            0,
            Participants.INSURER_A,
            header,
            whole,
            "progress",
            Digest.sha256(payload),
            Door.MQ,
            Instant.EPOCH);
    return copy.make(message, payload, reader(role, region))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static Participant reader(Role role, String region) {
    return SampleParticipant.of(
        new ParticipantId("reader"),
        new Uscc("11330000TEXT0005X6"),
        role,
        region,
        List.of(new Participant.Name("读者", "Reader", LocalDate.EPOCH, null)),
        List.of(),
        List.of(),
        Door.MQ,
        null,
        Set.of(Environment.Exercise),
        100,
        true);
  }
}
