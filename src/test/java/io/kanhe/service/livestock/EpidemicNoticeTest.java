package io.kanhe.service.livestock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kanhe.catalogue.TestCatalogue;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.message.Uscc;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import io.kanhe.platform.KanheException;
import io.kanhe.service.insurance.Exposures;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpidemicNoticeTest {

  private static final String NOTICE = Disposals.sample("epidemic-notice.xml");
  private static final String FARM = "331082F00007";
  private static final Header HEADER =
      Header.builder("ah.epidemic", "notice", "1.0", Direction.EVENT)
          .sender(new Uscc("11331000TEXT00041T"))
          .sentTime(OffsetDateTime.parse("2026-08-28T10:00:00+08:00"))
          .environment(Environment.Exercise)
          .payloadDigest(Digest.sha256(new byte[0]))
          .build();

  @TempDir Path folder;

  private final LivestockParticipants participants = new LivestockParticipants();
  private final Neighbours neighbours = Neighbours.read(Path.of("config/rules/neighbours.csv"));

  @Test
  void reachesAnInsurerOfLivestockNextDoorWithoutForeignFarms() {
    String seen = seen("insurer-b", Map.of(Disposals.B, "331002")).orElseThrow();
    assertThat(seen)
        .doesNotContain(FARM)
        .doesNotContain(Disposals.C)
        .doesNotContain("<farms>")
        .contains("<culled>320</culled>", "<radiusKm>3</radiusKm>", "非洲猪瘟");
    TestCatalogue.ofRepository().check(HEADER, payload(seen));
  }

  @Test
  void reachesTheInsurerOfTheFarmWholeWhateverItsLines() {
    assertThat(seen("insurer-c", Map.of())).contains(NOTICE);
  }

  @Test
  void doesNotReachInsurersFarAwayOrOfOtherLinesOrWithoutFeed() {
    assertThat(seen("insurer-b", Map.of(Disposals.B, "350982"))).isEmpty();
    assertThat(seen("insurer-b", Map.of(Disposals.A, "331082"))).isEmpty();
    assertThat(seen("insurer-a", Map.of(Disposals.A, "331023"), "AGRI_CROP")).isEmpty();
  }

  @Test
  void reachesDepartmentsWithoutFarms() {
    assertThat(seen("regulator-zj", Map.of()).orElseThrow()).doesNotContain(FARM);
    assertThat(seen("emergency-tz", Map.of()).orElseThrow()).doesNotContain(FARM);
  }

  @Test
  void keepsOnlyTheReadersFarmOfTwo() {
    String farm =
        "<ah:farm><ah:farmCode>331082F00009</ah:farmCode><ah:insurer>"
            + Disposals.B
            + "</ah:insurer></ah:farm>";
    String two = NOTICE.replace("</ah:farms>", farm + "</ah:farms>");
    String seen = make(two, "insurer-b", Map.of(), "AGRI_LIVESTOCK").orElseThrow();
    assertThat(seen).contains("331082F00009").doesNotContain(FARM);
  }

  @Test
  void countsNeighboursBothWays() {
    assertThat(neighbours.around(Set.of("331081")))
        .containsExactly("330382", "331003", "331004", "331081", "331083");
    assertThat(neighbours.around(Set.of("331083"))).contains("331081");
    assertThat(neighbours.around(Set.of("110101"))).containsExactly("110101");
  }

  @Test
  void refusesALineThatIsNoPairOfCounties() throws Exception {
    Path file = folder.resolve("neighbours.csv");
    Files.writeString(file, "county,neighbour\n331082,台州\n");
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(() -> Neighbours.read(file))
        .withMessageContaining("neighbours.csv:2");
  }

  private Optional<String> seen(String recipient, Map<String, String> countyOf) {
    return seen(recipient, countyOf, "AGRI_LIVESTOCK");
  }

  private Optional<String> seen(String recipient, Map<String, String> countyOf, String line) {
    return make(NOTICE, recipient, countyOf, line);
  }

  private Optional<String> make(
      String notice, String recipient, Map<String, String> countyOf, String line) {
    Exposures exposures = new OneCounty(countyOf, line);
    AcceptedMessage message =
        new AcceptedMessage(
            1,
            new ParticipantId("husbandry-tz"),
            HEADER,
            payload(notice),
            "notice",
            Digest.sha256(new byte[] {1}),
            Door.MQ,
            Instant.EPOCH);
    return new EpidemicNotice(exposures, neighbours)
        .make(message, notice.getBytes(StandardCharsets.UTF_8), participants.named(recipient))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static Payload payload(String text) {
    return new Payload.Inline(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Each insurer has policies of one line in one county. */
  private record OneCounty(Map<String, String> countyOf, String line) implements Exposures {
    @Override
    public Optional<Snapshot> newest(Uscc insurer, SortedSet<String> regionCodes) {
      return Optional.ofNullable(countyOf.get(insurer.value()))
          .map(
              county ->
                  new Snapshot(
                      LocalDate.of(2026, 8, 23),
                      regionCodes.contains(county)
                          ? List.of(new Row(county, line, 3, 100))
                          : List.of()));
    }
  }
}
