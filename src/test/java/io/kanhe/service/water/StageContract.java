package io.kanhe.service.water;

import static io.kanhe.service.water.Stages.feed;
import static io.kanhe.service.water.Stages.level;
import static io.kanhe.service.water.Stages.measured;
import static io.kanhe.service.water.Stages.reservoir;
import static io.kanhe.service.water.Stages.river;
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
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import io.kanhe.routing.TestMessages;
import io.kanhe.routing.TestParticipants;
import io.kanhe.service.StateBench;
import io.kanhe.service.station.Reading.Series;
import io.kanhe.service.station.Readings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Readings over several messages and files, on every database. */
abstract class StageContract {

  private static final String HEADING = String.join(",", StageFeed.COLUMNS) + "\n";
  private static final String T20 = "2026-08-24T20:00:00+08:00";
  private static final String T21 = "2026-08-24T21:00:00+08:00";

  @TempDir Path folder;

  private final StageRules rules = Stages.rules();
  private Database database;
  private StateBench bench;
  private Readings readings;

  abstract Database open(Path data);

  @BeforeEach
  void start() {
    database = open(folder);
    bench = new StateBench(database, new StageRegister(rules));
    bench.now = Instant.parse("2026-08-24T12:01:00Z");
    readings = new Readings(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void derivesTheLevelsOfTheScenario() {
    String[] stages = "3.12 3.55 3.84 4.31 4.63 4.88 4.52 3.97 3.61 3.40 3.22".split(" ");
    OffsetDateTime time = OffsetDateTime.parse("2026-08-24T16:00:00+08:00");
    for (String stage : stages) {
      take(feed(river(time.toString().replace("+08:00", ":00+08:00"), stage)));
      time = time.plusHours(1);
    }
    assertThat(levels())
        .containsExactly(
            "", "BLUE", "YELLOW", "YELLOW", "ORANGE", "ORANGE", "YELLOW", "YELLOW", "BLUE", "", "");
  }

  @ParameterizedTest
  @CsvSource({
    "3.49, ''",
    "3.50, BLUE",
    "3.79, BLUE",
    "3.80, YELLOW",
    "4.59, YELLOW",
    "4.60, ORANGE",
    "5.20, ORANGE",
    "5.21, RED",
    "99, RED",
    "-0.31, ''"
  })
  void levelsBeginAtTheirLimits(String stage, String expected) {
    Map<String, String> facts = take(feed(river(T20, stage)));
    assertThat(levels()).containsExactly(expected);
    assertThat(facts.getOrDefault("highestLevel", "")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, ORANGE", "1, ORANGE", "2, ''", "8, ''", "9, ''"})
  void onlyWhatIsRightOrSuspectSaysSomething(String quality, String expected) {
    take(feed(river(Stages.STATION, T20, "4.63", "", quality)));
    assertThat(levels()).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({"YELLOW", "BLUE", "RED"})
  void refusesAnotherLevelThanTheLimitsSay(String claimed) {
    refuses(feed(river(Stages.STATION, T20, "4.63", level(claimed), "1")), "expected ORANGE");
    take(feed(river(Stages.STATION, T20, "4.63", level("ORANGE"), "1")));
  }

  @Test
  void refusesALevelWhereThereIsNone() {
    refuses(feed(river(Stages.STATION, T20, "3.12", level("BLUE"), "1")), "expected none");
    refuses(feed(river(Stages.STATION, T20, "4.63", level("ORANGE"), "8")), "expected none");
  }

  @Test
  void judgesAStationThatIsNotListedByTheLimitsOfItsReadings() {
    String limits = measured("wrz", "2.00") + measured("grz", "2.50") + measured("hmaxz", "3.00");
    take(feed(river("70199999", T20, "1.69", limits, "1")));
    take(feed(river("70199999", T21, "1.70", limits, "1")));
    take(feed(river("70199999", "2026-08-24T22:00:00+08:00", "3.00", limits, "1")));
    take(feed(river("70199999", "2026-08-24T23:00:00+08:00", "9.00", "", "1")));
    assertThat(levels()).containsExactly("", "BLUE", "RED", "");
  }

  @Test
  void theListCountsWhereAReadingNamesOtherLimits() {
    String limits = measured("wrz", "38.00");
    assertThat(take(feed(river(Stages.STATION, T20, "4.63", limits, "1"))))
        .containsEntry("warnings", "LIMITS_DIFFER")
        .containsEntry("highestLevel", "ORANGE");
    assertThat(take(feed(river(Stages.STATION, T21, "4.63", measured("wrz", "3.8"), "1"))))
        .doesNotContainKey("warnings");
  }

  @Test
  void limitsCountFromTheirDay() {
    String early = river(Stages.STATION, "2025-12-31T23:59:59+08:00", "4.63", "", "1");
    take(feed(early));
    take(feed(river("2026-01-01T00:00:00+08:00", "4.63")));
    assertThat(levels()).containsExactly("", "ORANGE");
  }

  @ParameterizedTest
  @CsvSource({"33.42, 1.42, 1.42", "32.00, 0, ''", "31.99, 0.00, ''", "32.01, 0.01, 0.01"})
  void aReservoirIsOverItsLimitByTheDifference(String rz, String claimed, String added) {
    take(feed(reservoir("70190021", rz, measured("overLimit", claimed), "1")));
    refuses(feed(reservoir("70190021", rz, measured("overLimit", "0.77"), "1")), "overLimit");
    String told = transformed(feed(reservoir("70190021", rz, "", "1")));
    assertThat(told.contains("overLimit")).isEqualTo(!added.isEmpty());
    assertThat(told).contains(added);
  }

  @Test
  void refusesWhatContradictsItself() {
    refuses(Stages.feed(Stages.WATER, 2, river(T20, "4.63")), "as many as count says: 2");
    refuses(Stages.feed("91331000TEXT000A0M", 1, river(T20, "4.63")), "the sender");
    refuses(feed(river(T20, "4.63"), river(T20, "4.64")), "each time once");
    assertThat(levels()).isEmpty();
  }

  @Test
  void aRepetitionChangesNothing() {
    take(feed(river(T20, "4.63")));
    assertThat(take(feed(river(T20, "4.630")))).containsEntry("repeatedReadings", "1");
    assertThat(take(feed(river(T21, "4.88"), river(T21, "4.88"))))
        .containsEntry("repeatedReadings", "1");
    assertThat(indices()).containsExactly(0L, 2L);
  }

  @Test
  void anotherValueForTheSameTimeCorrectsTheOneBefore() {
    take(feed(river(T20, "4.63")));
    assertThat(take(feed(river(T20, "4.36")))).containsEntry("correctedReadings", "1");
    assertThat(levels()).containsExactly("YELLOW");
  }

  @Test
  void anOlderReadingThatComesLateIsNotTheNewest() {
    take(feed(river(T21, "3.12")));
    assertThat(take(feed(river(T20, "4.63")))).containsEntry("lateReadings", "1");
    assertThat(levelsAt("2026-08-24T21:10:00+08:00", 3)).isEmpty();
    assertThat(levelsAt("2026-08-24T20:59:59+08:00", 3)).containsExactly("ORANGE");
  }

  @Test
  void comparesTheNewestOfEachStationThatIsNotTooOld() {
    String limits = measured("wrz", "2.00") + measured("grz", "2.50");
    take(feed(river(T20, "3.84"), river("70199999", T20, "2.60", limits, "1")));
    assertThat(levelsAt("2026-08-24T20:10:00+08:00", 3))
        .containsExactlyInAnyOrder("YELLOW", "ORANGE");
    assertThat(levelsAt("2026-08-24T19:59:59+08:00", 3)).isEmpty();
    assertThat(levelsAt("2026-08-24T22:59:59+08:00", 3)).hasSize(2);
    assertThat(levelsAt("2026-08-24T23:00:00+08:00", 3)).isEmpty();
  }

  @Test
  void forgetsWhatIsOldAndIsNotMisledByAWrongClock() {
    take(feed(river("2026-08-17T19:00:00+08:00", "4.63")));
    take(feed(river("2099-01-01T00:00:00+08:00", "4.63")));
    assertThat(levels()).hasSize(1);
    take(feed(river(T20, "4.63")));
    assertThat(levels()).hasSize(2);
  }

  @Test
  void addsTheLevelAndLeavesTheRestAsItWasSent() throws Exception {
    String sent =
        feed(
            river(T20, "4.63"),
            river(T21, "3.12"),
            river(Stages.STATION, "2026-08-24T22:00:00+08:00", "3.84", level("YELLOW"), "1"),
            reservoir("70190021", "33.42", measured("damel", "38.50"), "1"));
    assertThat(transformed(sent))
        .isEqualTo(
            feed(
                river(Stages.STATION, T20, "4.63", level("ORANGE"), "1"),
                river(T21, "3.12"),
                river(Stages.STATION, "2026-08-24T22:00:00+08:00", "3.84", level("YELLOW"), "1"),
                reservoir(
                    "70190021",
                    "33.42",
                    measured("overLimit", "1.42") + measured("damel", "38.50"),
                    "1")));
    keepsToTheContract(transformed(sent));
    String nothing = feed(river(T21, "3.12"));
    assertThat(transformed(nothing)).isEqualTo(nothing);
  }

  @Test
  void keepsAFileAndTellsTheNewestOfEachStation() throws Exception {
    Path file =
        file(
            "RIVER,70190011,\"示例,站\",ZQ,331081," + T20 + ",4.63,812,5,3.80,4.60,,,,1",
            "RIVER,70190011,示例河口站,ZQ,331081,2026-08-24T19:00:00+08:00,4.31,,,,,,,,1",
            "RESERVOIR,70190021,示例水库,RR,331081," + T20 + ",33.42,540,5,,,32.00,,,1",
            "RAIN,70190031,示例雨量站,PP,331081," + T20 + ",,,,,,,46.5,182.0,1",
            "RIVER,70190041,示例站,ZQ,331081," + T20 + ",,,,,,,,,8");
    AcceptedMessage message = TestMessages.feed(7, "water-taizhou", "wat.stage", "batch", file);
    StageKeeper keeper = new StageKeeper(readings, rules);
    keeper.keep(message, new byte[0]);
    keeper.keep(message, new byte[0]);
    assertThat(levels()).containsExactly("YELLOW", "ORANGE", "", "");
    String report = report(message).orElseThrow();
    assertThat(report)
        .contains("<records count=\"3\"><river><stcd>70190011</stcd><stnm>示例,站</stnm>")
        .contains("<derivedLevel>ORANGE</derivedLevel><qc>1</qc></river>")
        .contains("<overLimit unit=\"m\">1.42</overLimit><qc>1</qc></reservoir>")
        .contains("<dyp unit=\"mm\">182.0</dyp><qc>1</qc></rain>")
        .doesNotContain("4.31");
    keepsToTheContract(report);
    take(feed(river(T21, "4.88")));
    assertThat(report(message).orElseThrow()).contains("count=\"2\"").doesNotContain("river");
  }

  @Test
  void aFileReadAgainAfterALaterCorrectionDoesNotTakeItBack() throws Exception {
    Path file = file("RIVER,70190011,示例站,ZQ,331081," + T20 + ",4.63,,,,,,,,1");
    AcceptedMessage message = TestMessages.feed(0, "water-taizhou", "wat.stage", "batch", file);
    StageKeeper keeper = new StageKeeper(readings, rules);
    keeper.keep(message, new byte[0]);
    take(feed(river("2026-08-24T10:00:00+08:00", "3.00")));
    take(feed(river(T20, "3.84")));
    keeper.keep(message, new byte[0]);
    assertThat(levels()).containsExactly("", "YELLOW");
  }

  private Path file(String... rows) throws Exception {
    return Files.writeString(folder.resolve("stage.csv"), HEADING + String.join("\n", rows) + "\n");
  }

  private static void keepsToTheContract(String document) {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    Header header =
        Header.builder("wat.stage", "report", "1.0", Direction.EVENT)
            .sender(new Uscc(Stages.WATER))
            .sentTime(OffsetDateTime.parse(T20))
            .payloadDigest(Digest.sha256(bytes))
            .build();
    TestCatalogue.ofRepository().check(header, new Payload.Inline(bytes));
  }

  private Optional<String> report(AcceptedMessage message) {
    return new StageReport(readings, rules)
        .make(message, new byte[0], new TestParticipants().named("insurer-a"))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private String transformed(String document) {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    AcceptedMessage message = TestMessages.alert(1, "water-taizhou", "stage-feed", document);
    return new String(new StageLevels(rules).apply(message, bytes), StandardCharsets.UTF_8);
  }

  private Map<String, String> take(String document) {
    return bench.take(
        "water-taizhou",
        "wat.stage",
        "report",
        Direction.EVENT,
        document,
        header -> header.sender(new Uscc(Stages.WATER)).environment(Environment.Exercise));
  }

  private void refuses(String document, String message) {
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(() -> take(document))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RULE_FAILED))
        .withMessageContaining(message);
  }

  private Set<String> levelsAt(String time, int hours) {
    return database.read(
        connection ->
            Readings.levels(
                connection,
                Environment.Exercise,
                Series.RIVER,
                List.of("331081", "3302"),
                OffsetDateTime.parse(time).toInstant(),
                Duration.ofHours(hours)));
  }

  private List<String> levels() {
    return column("level", String.class);
  }

  private List<Long> indices() {
    return column("ledger_index", Number.class).stream().map(Number::longValue).toList();
  }

  private <T> List<T> column(String name, Class<T> type) {
    return database.read(
        connection -> {
          try (Statement query = connection.createStatement();
              ResultSet row =
                  query.executeQuery(
                      "SELECT " + name + " FROM station_reading ORDER BY observed_at, station")) {
            List<T> values = new ArrayList<>();
            while (row.next()) {
              values.add(type.cast(row.getObject(1)));
            }
            return values;
          }
        });
  }
}
