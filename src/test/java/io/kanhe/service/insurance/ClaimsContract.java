package io.kanhe.service.insurance;

import static io.kanhe.service.insurance.ClaimSamples.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.yaml.YamlNode;
import io.kanhe.routing.TestParticipants;
import io.kanhe.service.StateBench;
import io.kanhe.service.notice.DatedNumber;
import io.kanhe.service.notice.Terms;
import io.kanhe.service.regulation.WorkingCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Progress of claims and emergency plans over several messages, on every database. */
abstract class ClaimsContract {

  private static final String T12 = "2026-08-24T20:00:00+08:00";
  private static final String T24 = "2026-08-25T08:00:00+08:00";
  private static final String CORRECTION = "<correction>true</correction>";

  @TempDir Path folder;

  private Database database;
  private StateBench bench;

  abstract Database open(Path data);

  @BeforeEach
  void start() {
    database = open(folder);
    Path calendar = Path.of("config/calendars/working-days.yaml");
    bench =
        new StateBench(
            database,
            new ClaimRegister(),
            new EmergencyPlans(DatedNumber.of(120)),
            new BurglaryTerms(
                new TestParticipants(),
                WorkingCalendar.read(YamlNode.read(calendar, "working-days.yaml")),
                new Terms(Duration.ofDays(1)),
                DatedNumber.of(10),
                DatedNumber.of(29_000)));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1066 344 0 0 0", "5 5 5 3 2", "0 0 0 0 0", "9 9 9 0 9"})
  void takesCountersThatGoDownFromStageToStage(String counters) {
    assertThat(progress(T12, "", counters)).isEmpty();
    assertThat(stored()).containsExactly(counters);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5 6 0 0 0", "5 5 6 0 0", "5 5 5 6 0", "5 5 5 3 3", "5 5 4 0 5"})
  void refusesCountersThatGoUpFromStageToStage(String counters) {
    refuses(() -> progress(T12, "", counters), ErrorCode.RULE_FAILED);
  }

  @Test
  void followsTheClaimsOfAnIncidentFromCutOffToCutOff() {
    for (String each : List.of("1066 344 0 0 0", "3236 1606 707 164 0", "5583 4319 3052 1430 0")) {
      progress(T12, "", each);
    }
    assertThat(stored()).containsExactly("5583 4319 3052 1430 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"19 10 10 3 2", "20 9 9 3 2", "20 10 9 3 2", "20 10 10 2 2", "20 10 10 3 1"})
  void noCounterFallsBackUnlessTheReportCorrects(String counters) {
    progress(T12, "", "20 10 10 3 2");
    refuses(() -> progress(T24, "", counters), ErrorCode.STATE_CONFLICT);
    assertThat(stored()).containsExactly("20 10 10 3 2");
    progress(T24, CORRECTION, counters);
    assertThat(stored()).containsExactly(counters);
  }

  @Test
  void anOlderCutOffThatComesLateChangesNothing() {
    progress(T24, "", "20 10 10 3 2");
    assertThat(progress(T12, "", "12 8 5 1 0")).containsEntry("overtakenRows", "1");
    assertThat(stored()).containsExactly("20 10 10 3 2");
  }

  @Test
  void theSameReportAgainChangesNothing() {
    progress(T24, "", "20 10 10 3 2");
    progress(T24, "", "20 10 10 3 2");
    assertThat(stored()).containsExactly("20 10 10 3 2");
  }

  @ParameterizedTest
  @CsvSource({"100.00, 150.00, false", "100.00, 150.01, true", "0.00, 0.00, false"})
  void doubtsPaymentsOfMoreThanOneAndAHalfTimesTheEstimate(
      String estimated, String paid, boolean doubtful) {
    Map<String, String> facts =
        take(feed(T12, "", row("CAT", "9 9 9 9 0", estimated, paid)), "P05");
    assertThat(facts.containsValue("PAID_OVER_ESTIMATE")).isEqualTo(doubtful);
  }

  @Test
  void namesACountyAndLineOnce() {
    String row = row("CAT", "1 1 1 1 0", "1.00", "1.00");
    refuses(() -> take(feed(T12, "", row + row), "P05"), ErrorCode.RULE_FAILED);
  }

  @ParameterizedTest
  @CsvSource({"P06, ", "P07, ", "P05, PURPOSE_NOT_ALLOWED"})
  void takesSingleClaimsForSupervisionOnly(String purpose, ErrorCode refusal) {
    if (refusal == null) {
      assertThat(take(ClaimSamples.cases(), purpose)).isEmpty();
    } else {
      refuses(() -> take(ClaimSamples.cases(), purpose), refusal);
    }
  }

  @Test
  void holdsWhatTheGranularitySays() {
    String rows = "<rows>" + row("CAT", "1 1 1 1 0", "1.00", "1.00") + "</rows>";
    refuses(() -> take(ClaimSamples.feed(T12, "CASE", "", rows), "P06"), ErrorCode.RULE_FAILED);
    refuses(
        () -> take(ClaimSamples.feed(T12, "COUNTY_LINE", "", ""), "P06"), ErrorCode.RULE_FAILED);
  }

  @Test
  void readsAFileAsItReadsADocument() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("claims.csv"),
            """
            feedNo,insurer,incidentRef,cutoffTime,regionCode,line,reported,surveyed,assessed,closed,rejected,estimatedLoss,paidAmount,prepaidAmount
            CLP-1,91331000TEXT000A0M,TY2699,2026-08-26T08:00:00+08:00,331081,CAT,20,10,10,3,2,10.00,15.01,0.00
            """);
    ClaimFeed feed = ClaimFeed.read(new io.kanhe.message.Payload.Stored(file, Files.size(file), 1));
    feed.check();
    assertThat(feed.rows()).hasSize(1);
    assertThat(feed.rows().get(0).rejected()).isEqualTo(2);
    assertThat(feed.isPaidOverEstimate()).isTrue();
  }

  /** Thursday, 20 August 2026; the ten working days end with Thursday, 3 September. */
  @Test
  void aBurglaryThatIsNotPaidInTenWorkingDaysIsTold() {
    burglary("REPORTED", "2026-08-20T09:00:00", "2800.00");
    burglary("ASSESSED", "2026-08-28T09:00:00", "2800.00");
    assertThat(column("SELECT due_at FROM notice"))
        .containsExactly(
            Long.toString(java.time.Instant.parse("2026-09-03T16:00:00Z").toEpochMilli()));
    assertThat(column("SELECT receivers FROM notice")).containsExactly("insurer-a regulator-zj");
    assertThat(column("SELECT payload FROM notice").get(0))
        .contains("CLM-A-1", "PAYMENT_OVERDUE", "2026-09-04T00:00:00+08:00")
        .doesNotContain("2800");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PAID", "REJECTED", "WITHDRAWN"})
  void aSettledBurglaryIsNotTold(String stage) {
    burglary("REPORTED", "2026-08-20T09:00:00", "2800.00");
    burglary(stage, "2026-08-28T09:00:00", "2800.00");
    burglary("ASSESSED", "2026-08-27T09:00:00", "2800.00");
    burglary("REPORTED", "2026-08-20T09:00:00", "2800.00");
    assertThat(column("SELECT occasion FROM notice")).isEmpty();
    assertThat(column("SELECT stage FROM claim_term")).containsExactly(stage);
  }

  @Test
  void aPaymentThatOvertakesItsReportLeavesNothingToTell() {
    burglary("PAID", "2026-08-28T09:00:00", "2800.00");
    burglary("REPORTED", "2026-08-20T09:00:00", "2800.00");
    assertThat(column("SELECT occasion FROM notice")).isEmpty();
  }

  @Test
  void aClaimReportedAndPaidInOneFeedLeavesNothingToTell() {
    String one =
        ClaimSamples.cases().replace("RURAL_HOUSE", "HOME_SEC").replace("TYPHOON", "THEFT");
    String claim = one.substring(one.indexOf("<case>"), one.indexOf("</cases>"));
    String paid = claim.replace("SURVEYED", "PAID").replace("T07:00:00", "T09:00:00");
    take(one.replace(claim, paid + claim), "P06");
    assertThat(column("SELECT occasion FROM notice")).isEmpty();
    assertThat(column("SELECT stage FROM claim_term")).containsExactly("PAID");
  }

  @Test
  void aReopenedBurglaryHasATermOfItsOwn() {
    burglary("REPORTED", "2026-08-20T09:00:00", "2800.00");
    burglary("PAID", "2026-08-28T09:00:00", "2800.00");
    burglary("REOPENED", "2026-08-31T09:00:00", "2800.00");
    assertThat(column("SELECT due_at FROM notice"))
        .containsExactly(
            Long.toString(java.time.Instant.parse("2026-09-14T16:00:00Z").toEpochMilli()));
  }

  @ParameterizedTest
  @CsvSource({"PAID, 29000.00, false", "PAID, 29000.01, true", "REPORTED, 40000.00, false"})
  void doubtsAPaymentAboveTheLimitOfTheProduct(String stage, String amount, boolean doubtful) {
    assertThat(
            burglary(stage, "2026-08-28T09:00:00", amount).containsValue("PAID_OVER_PRODUCT_LIMIT"))
        .isEqualTo(doubtful);
  }

  @Test
  void whatTheGatewaySaysOfAClaimIsNoReport() throws IOException {
    String notice = Files.readString(Path.of("config/catalogue/samples/claim-notice.xml"));
    assertThat(
            bench.take(
                "kanhe",
                ClaimRegister.SERVICE,
                "notice",
                Direction.EVENT,
                notice,
                header -> header.purpose("P07", "LB-SUPERV")))
        .isEmpty();
  }

  @Test
  void otherClaimsHaveNoTerm() {
    take(ClaimSamples.cases(), "P06");
    assertThat(column("SELECT claim_no FROM claim_term")).isEmpty();
  }

  private Map<String, String> burglary(String stage, String time, String amount) {
    return take(
        ClaimSamples.cases()
            .replace("RURAL_HOUSE", "HOME_SEC")
            .replace("TYPHOON", "THEFT")
            .replace("SURVEYED", stage)
            .replace("2026-08-25T07:00:00", time)
            .replace("8000.00", amount),
        "P06");
  }

  private List<String> column(String sql) {
    return database.read(
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (row.next()) {
              values.add(row.getString(1));
            }
            return values;
          }
        });
  }

  @Test
  void aPlanIsStartedRaisedLoweredAndEnded() {
    assertThat(plan("ACTIVATE", 3, "08:20")).containsEntry("plan", "ACTIVATE 3");
    assertThat(plan("ACTIVATE", 3, "09:20")).containsEntry("plan", "unchanged");
    assertThat(plan("UPGRADE", 2, "10:20")).containsEntry("plan", "UPGRADE 2");
    assertThat(plan("DOWNGRADE", 4, "11:20")).containsEntry("plan", "DOWNGRADE 4");
    assertThat(plan("TERMINATE", 4, "12:20")).containsEntry("plan", "TERMINATE 4");
    refuses(() -> plan("UPGRADE", 1, "13:20"), ErrorCode.STATE_CONFLICT);
    refuses(() -> plan("ACTIVATE", 1, "13:20"), ErrorCode.STATE_CONFLICT);
  }

  @ParameterizedTest
  @CsvSource({"UPGRADE, 3", "UPGRADE, 4", "DOWNGRADE, 3", "DOWNGRADE, 2", "ACTIVATE, 2"})
  void refusesAnActionThatDoesNotFit(String action, int level) {
    plan("ACTIVATE", 3, "08:20");
    refuses(() -> plan(action, level, "09:20"), ErrorCode.STATE_CONFLICT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UPGRADE", "DOWNGRADE", "TERMINATE"})
  void refusesToChangeAPlanThatWasNotStarted(String action) {
    refuses(() -> plan(action, 2, "09:20"), ErrorCode.STATE_CONFLICT);
  }

  @Test
  void anOlderActionThatComesLateChangesNothing() {
    plan("ACTIVATE", 3, "08:20");
    plan("DOWNGRADE", 4, "11:20");
    assertThat(plan("UPGRADE", 2, "10:20")).containsEntry("plan", "unchanged");
  }

  @ParameterizedTest
  @CsvSource({"10:00:00, false", "10:00:01, true", "10:05:00, true", "07:00:00, false"})
  void aFirstReportIsLateAfterTwoHours(String time, boolean late) {
    Map<String, String> facts =
        report(ClaimSamples.plan("ACTIVATE", 3, at(time), "FIRST"), Environment.Exercise);
    assertThat(facts.containsValue("LATE_FIRST_REPORT")).isEqualTo(late);
  }

  @Test
  void aRealFirstReportCountsFromWhenItWasSent() {
    bench.now = java.time.Instant.parse("2026-08-24T02:00:01Z");
    String report = ClaimSamples.plan("ACTIVATE", 3, at("08:20:00"), "FIRST");
    assertThat(report(report, Environment.Actual)).containsEntry("warnings", "LATE_FIRST_REPORT");
  }

  private Map<String, String> plan(String action, int level, String time) {
    return report(
        ClaimSamples.plan(action, level, at(time + ":00"), "CONTINUED"), Environment.Exercise);
  }

  private static String at(String time) {
    return "2026-08-24T" + time + "+08:00";
  }

  private Map<String, String> report(String payload, Environment environment) {
    return bench.take(
        "insurer-a",
        EmergencyPlans.SERVICE,
        "report",
        Direction.EVENT,
        payload,
        header -> header.environment(environment));
  }

  private Map<String, String> progress(String cutoff, String correction, String counters) {
    return take(feed(cutoff, correction, row("CAT", counters, "10.00", "1.00")), "P05");
  }

  private static String feed(String cutoff, String correction, String rows) {
    return ClaimSamples.feed(cutoff, "COUNTY_LINE", correction, "<rows>" + rows + "</rows>");
  }

  private Map<String, String> take(String payload, String purpose) {
    return bench.take(
        "insurer-a",
        ClaimRegister.SERVICE,
        "progress",
        Direction.EVENT,
        payload,
        header -> header.purpose(purpose, "LB-SUPERV"));
  }

  private static void refuses(Runnable message, ErrorCode code) {
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(message::run)
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private List<String> stored() {
    return database.read(
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row =
                  statement.executeQuery(
                      "SELECT reported, surveyed, assessed, closed, rejected FROM claim_progress")) {
            List<String> values = new ArrayList<>();
            while (row.next()) {
              List<String> cells = new ArrayList<>();
              for (int i = 1; i <= 5; i++) {
                cells.add(row.getString(i));
              }
              values.add(String.join(" ", cells));
            }
            return values;
          }
        });
  }
}
