package io.kanhe.service.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kanhe.catalogue.TestCatalogue;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.message.Uscc;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import io.kanhe.routing.TestMessages;
import io.kanhe.routing.TestParticipants;
import io.kanhe.service.StateBench;
import io.kanhe.service.station.Readings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Observations in files and answers, on every database. */
abstract class ObservationContract {

  private static final String T20 = "2026-08-24T20:00:00+08:00";
  private static final String STATION = "T0001,示例气象站,331081,121.385,28.372,12.5,";

  @TempDir Path folder;

  private final WeatherGrades grades = WeatherGradesTest.rules();
  private Database database;
  private Readings readings;
  private StateBench bench;

  abstract Database open(Path data);

  @BeforeEach
  void start() {
    database = open(folder);
    readings = new Readings(database);
    bench = new StateBench(database, new ObservationAnswers(grades));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void tellsTheGradesOfTheScenarioFromAFile() throws Exception {
    AcceptedMessage message =
        file(1, STATION + T20 + ",58.4,262.5,25.3,29.8,24.1,24.6,29.9,41.2,95,968.4,97,800,0");
    String report = keepAndReport(message).orElseThrow();
    assertThat(report)
        .contains("<pre24h>262.5</pre24h>", "<winGust>41.2</winGust>")
        .contains("<rainGrade>EXTREME_STORM</rainGrade><gustGrade>13</gustGrade><qc>0</qc>");
  }

  @Test
  void leavesMissingValuesOutAndTakesATraceForNothing() throws Exception {
    AcceptedMessage message =
        file(
            1,
            STATION
                + T20
                + ",999990,999999,999998,999999,999999,999999,999999,999999,999999,999999,97,800,1");
    String report = keepAndReport(message).orElseThrow();
    assertThat(report)
        .contains("<pre1h>0.0</pre1h>")
        .doesNotContain("9999")
        .doesNotContain("Grade", "pre24h", "winGust");
  }

  @ParameterizedTest
  @CsvSource({"0, true", "1, true", "2, false", "8, false", "9, false"})
  void gradesWhatIsRightOrSuspect(String quality, boolean graded) throws Exception {
    AcceptedMessage message = file(1, STATION + T20 + ",,262.5,,,,,,41.2,,,,," + quality);
    assertThat(keepAndReport(message).orElseThrow().contains("rainGrade")).isEqualTo(graded);
  }

  @Test
  void tellsTheNewestOfEachStationAndNothingThatALaterFileOvertook() throws Exception {
    AcceptedMessage first =
        file(
            1,
            STATION + T20 + ",,262.5,,,,,,41.2,,,,,0",
            STATION + "2026-08-24T19:00:00+08:00,,111.1,,,,,,,,,,,0");
    assertThat(keepAndReport(first).orElseThrow()).contains("262.5").doesNotContain("111.1");
    AcceptedMessage second = file(2, STATION + "2026-08-24T21:00:00+08:00,,270.0,,,,,,,,,,,0");
    assertThat(keepAndReport(second).orElseThrow()).contains("270.0");
    AcceptedMessage late = file(3, STATION + "2026-08-24T18:00:00+08:00,,99.9,,,,,,,,,,,0");
    assertThat(keepAndReport(late)).isEmpty();
  }

  @Test
  void readsLinesOfJsonAsWell() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("o.ndjson"),
            "{\"stationId\":\"T0001\",\"stationName\":\"示例气象站\",\"regionCode\":\"331081\","
                + "\"lon\":121.385,\"lat\":28.372,\"obsTime\":\""
                + T20
                + "\",\"pre24h\":100.0,\"qc\":\"0\"}\n");
    AcceptedMessage message =
        TestMessages.feed(1, "met-taizhou", "met.observation", "hourly", file);
    assertThat(keepAndReport(message).orElseThrow()).contains("<rainGrade>SEVERE_STORM<");
  }

  @ParameterizedTest
  @CsvSource({
    "20:00:00, 29.9, 41.2, 13, ''", "20:10:00, 41.2, 41.2, '', ''",
    "20:05:00, 29.9, 41.2, 13, obsTime", "20:00:01, 29.9, 41.2, 13, obsTime",
    "20:00:00, 41.3, 41.2, 13, winSpdMax10min", "20:00:00, 29.9, 41.2, 12, gustGrade"
  })
  void refusesAnswersThatContradictThemselves(
      String time, String wind, String gust, String grade, String refused) {
    String answer = answer("2026-08-24T" + time + "+08:00", wind, gust, grade, "0");
    if (refused.isEmpty()) {
      take(Direction.RESPONSE, answer);
    } else {
      refuses(Direction.RESPONSE, answer, refused);
    }
  }

  @ParameterizedTest
  @CsvSource({"'', ''", "'<stationId>T0001</stationId>', 2026-08-23T00:00:00+08:00"})
  void refusesQuestionsWithoutAPlaceOrBackInTime(String place, String to) {
    String end = to.isEmpty() ? T20 : to;
    refuses(
        Direction.REQUEST,
        "<ObservationQuery xmlns=\"urn:kanhe:met:1.0\" version=\"1.0\">"
            + place
            + "<fromTime>2026-08-24T00:00:00+08:00</fromTime><toTime>"
            + end
            + "</toTime></ObservationQuery>",
        "expected");
  }

  @Test
  void addsGradesToAnAnswerAndLeavesTheRest() {
    String told = transformed(answer(T20, "29.9", "41.2", "", "0"));
    assertThat(told)
        .isEqualTo(
            answer(T20, "29.9", "41.2", "", "0")
                .replace(
                    "<m:qc>",
                    "<m:rainGrade>EXTREME_STORM</m:rainGrade><m:gustGrade>13</m:gustGrade><m:qc>"));
    keepsToTheContract("query", Direction.RESPONSE, told);
    String named = answer(T20, "29.9", "41.2", "13", "0");
    assertThat(transformed(named))
        .contains("<m:rainGrade>EXTREME_STORM</m:rainGrade><m:gustGrade>");
    String wrong = answer(T20, "29.9", "41.2", "", "2");
    assertThat(transformed(wrong)).isEqualTo(wrong);
  }

  private AcceptedMessage file(long index, String... rows) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("o" + index + ".csv"),
            String.join(",", ObservationFile.COLUMNS) + "\n" + String.join("\n", rows) + "\n");
    AcceptedMessage message =
        TestMessages.feed(index, "met-taizhou", "met.observation", "hourly", file);
    Header header =
        Header.builder("met.observation", "hourly", "1.0", Direction.FEED)
            .sender(new Uscc("12331000TEXT000177"))
            .sentTime(OffsetDateTime.parse(T20))
            .payloadDigest(Digest.sha256(new byte[0]))
            .build();
    TestCatalogue.ofRepository().check(header, message.payload());
    return message;
  }

  private Optional<String> keepAndReport(AcceptedMessage message) {
    new ObservationKeeper(readings, grades).keep(message, new byte[0]);
    Optional<String> report =
        new ObservationReport(readings, grades)
            .make(message, new byte[0], new TestParticipants().named("insurer-a"))
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    report.ifPresent(it -> keepsToTheContract("report", Direction.EVENT, it));
    return report;
  }

  private static void keepsToTheContract(String operation, Direction direction, String document) {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    Header header =
        Header.builder("met.observation", operation, "1.0", direction)
            .sender(new Uscc("12331000TEXT000177"))
            .sentTime(OffsetDateTime.parse(T20))
            .payloadDigest(Digest.sha256(bytes))
            .build();
    TestCatalogue.ofRepository().check(header, new Payload.Inline(bytes));
  }

  private static String answer(
      String time, String wind, String gust, String grade, String quality) {
    return "<m:ObservationQueryResponse xmlns:m=\"urn:kanhe:met:1.0\" version=\"1.0\">"
        + "<m:observations><m:observation><m:stationId>T0001</m:stationId>"
        + "<m:stationName>示例气象站</m:stationName><m:regionCode>331081</m:regionCode>"
        + "<m:lon>121.385</m:lon><m:lat>28.372</m:lat><m:obsTime>"
        + time
        + "</m:obsTime><m:pre24h>262.5</m:pre24h><m:winSpdMax10min>"
        + wind
        + "</m:winSpdMax10min><m:winGust>"
        + gust
        + "</m:winGust>"
        + (grade.isEmpty() ? "" : "<m:gustGrade>" + grade + "</m:gustGrade>")
        + "<m:qc>"
        + quality
        + "</m:qc></m:observation></m:observations></m:ObservationQueryResponse>";
  }

  private String transformed(String document) {
    AcceptedMessage message = TestMessages.alert(1, "met-taizhou", "answer", document);
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    return new String(
        new ObservationGrades(new ObservationAnswers(grades)).apply(message, bytes),
        StandardCharsets.UTF_8);
  }

  private void take(Direction direction, String document) {
    bench.take("met-taizhou", "met.observation", "query", direction, document, header -> header);
  }

  private void refuses(Direction direction, String document, String message) {
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(() -> take(direction, document))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RULE_FAILED))
        .withMessageContaining(message);
  }
}
