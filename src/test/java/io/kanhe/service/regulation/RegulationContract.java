package io.kanhe.service.regulation;

import static io.kanhe.service.regulation.CaseSamples.COMPLAINANT;
import static io.kanhe.service.regulation.CaseSamples.indicator;
import static io.kanhe.service.regulation.LeadParties.COMMISSION;
import static io.kanhe.service.regulation.LeadParties.INSURER_A;
import static io.kanhe.service.regulation.LeadParties.INSURER_B;
import static io.kanhe.service.regulation.LeadParties.MEDIATOR;
import static io.kanhe.service.regulation.LeadParties.REGULATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.participant.Participant;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import io.kanhe.service.StateBench;
import io.kanhe.service.notice.DatedNumber;
import io.kanhe.service.notice.Terms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases and reports over several messages, on every database. */
abstract class RegulationContract {

  private static final String CASE = "TS-330000-2026-000118";
  private static final String MORNING = "2026-08-23T10:00:00+08:00";
  private static final String NOON = "2026-08-23T12:00:00+08:00";
  private static final String EVENING = "2026-08-23T18:00:00+08:00";

  @TempDir Path folder;

  private Database database;
  private StateBench bench;

  abstract Database open(Path data);

  @BeforeEach
  void start() {
    database = open(folder);
    LeadParties registry = new LeadParties();
    CaseRules rules = new CaseRules(DatedNumber.of(15), DatedNumber.of(5));
    bench =
        new StateBench(
            database,
            new CaseRegister(
                registry, new CaseNotices(registry), rules, new Terms(Duration.ofDays(1))),
            new ReportRegister(
                DatedNumber.of(15),
                new RegionalSums(Map.of("330000", List.of("331000", "331100")))));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aCaseGoesFromItsRegistrationToItsEndAndBack() {
    assertThat(register(1)).containsEntry("caseState", "REGISTERED");
    assertThat(step("ASSIGNED", MORNING)).containsEntry("caseState", "ASSIGNED");
    assertThat(byAssignee("INVESTIGATING", NOON)).containsEntry("caseState", "INVESTIGATING");
    assertThat(byAssignee("MEDIATED", EVENING)).containsEntry("caseState", "MEDIATED");
    assertThat(step("CLOSED", EVENING)).containsEntry("caseState", "CLOSED");
    assertThat(step("REOPENED", EVENING)).containsEntry("caseState", "REOPENED");
    assertThat(column("SELECT state FROM reg_case")).containsExactly("REOPENED");
  }

  @Test
  void aStepThatDoesNotFitChangesNothing() {
    register(1);
    refuses(() -> step("CLOSED", MORNING), ErrorCode.STATE_CONFLICT);
    assertThat(column("SELECT state FROM reg_case")).containsExactly("REGISTERED");
  }

  @Test
  void aRepeatedStepChangesNothing() {
    register(1);
    step("ASSIGNED", MORNING);
    List<String> before = column("SELECT changed_at FROM reg_case");
    bench.now = bench.now.plusSeconds(60);
    assertThat(step("ASSIGNED", MORNING)).containsEntry("caseState", "ASSIGNED");
    assertThat(column("SELECT changed_at FROM reg_case")).isEqualTo(before);
  }

  @Test
  void theClockOfFifteenDaysRunsFromTheAssignmentUntilAnOutcome() {
    register(1);
    Instant start = bench.now;
    assertThat(due(start.plus(Duration.ofDays(400)))).isEmpty();
    step("ASSIGNED", MORNING);
    Instant end = start.plus(Duration.ofDays(15));
    assertThat(due(end.minusMillis(1))).isEmpty();
    assertThat(due(end)).singleElement().asString().contains("|OVERDUE|1");
    byAssignee("MEDIATED", EVENING);
    assertThat(due(end)).isEmpty();
    step("CLOSED", EVENING);
    step("REOPENED", EVENING);
    step("ASSIGNED", "2026-08-23T19:00:00+08:00");
    assertThat(due(end)).singleElement().asString().contains("|OVERDUE|2");
  }

  @Test
  void noClockRunsForAnAssignmentThatCameAfterItsOutcome() {
    register(1);
    step("DECIDED", EVENING);
    step("ASSIGNED", MORNING);
    assertThat(due(bench.now.plus(Duration.ofDays(400)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"4, GENERAL, 0", "5, MASS, 1", "6, MASS, 1"})
  void fivePeopleMakeAMassCase(int people, String level, int notices) {
    assertThat(register(people)).containsEntry("caseLevel", level);
    assertThat(due(bench.now)).hasSize(notices);
  }

  @Test
  void aCaseThatGrowsIsRaisedOnceAndNotLowered() {
    register(1);
    assertThat(step("ASSIGNED", MORNING, "<peopleCount>5</peopleCount>"))
        .containsEntry("caseLevel", "MASS");
    assertThat(step("INVESTIGATING", NOON, "<level>GENERAL</level><peopleCount>2</peopleCount>"))
        .containsEntry("caseLevel", "MASS");
    assertThat(due(bench.now)).singleElement().asString().contains("|ESCALATED");
    assertThat(column("SELECT receivers FROM notice WHERE occasion LIKE '%ESCALATED'"))
        .containsExactly("regulator-zj insurer-a political-legal-tz");
    assertThat(column("SELECT people FROM reg_case")).containsExactly("5");
  }

  @Test
  void onlyThoseConcernedReportSteps() {
    register(1);
    String early = CaseSamples.event(CASE, INSURER_A, "INVESTIGATING", NOON, "");
    refuses(() -> take(INSURER_A, "update", early), ErrorCode.NOT_FOUND);
    step("ASSIGNED", MORNING);
    refuses(() -> byAssignee("DECIDED", NOON), ErrorCode.NO_AGREEMENT);
    String foreign = CaseSamples.event(CASE, INSURER_B, "MEDIATED", NOON, "");
    refuses(() -> take(INSURER_B, "update", foreign), ErrorCode.NOT_FOUND);
    refuses(() -> take(REGULATOR, "update", foreign), ErrorCode.RULE_FAILED);
    String future = CaseSamples.event(CASE, REGULATOR, "DECIDED", "2026-08-25T00:00:00+08:00", "");
    refuses(() -> take(REGULATOR, "update", future), ErrorCode.RULE_FAILED);
    refuses(() -> take(REGULATOR, "notice", early), ErrorCode.NO_AGREEMENT);
  }

  @Test
  void aNumberStandsForOneCase() {
    register(1);
    assertThat(register(1)).containsEntry("caseState", "REGISTERED");
    String stolen = CaseSamples.record(CASE, INSURER_A, "REGISTERED", 1);
    refuses(() -> take(INSURER_A, "register", stolen), ErrorCode.STATE_CONFLICT);
    String other = CaseSamples.record(CASE, INSURER_B, "REGISTERED", 1);
    refuses(() -> take(REGULATOR, "register", other), ErrorCode.STATE_CONFLICT);
    String ahead = CaseSamples.record("TS-2", INSURER_A, "ASSIGNED", 1);
    refuses(() -> take(REGULATOR, "register", ahead), ErrorCode.STATE_CONFLICT);
    refuses(() -> take(INSURER_A, "register", other), ErrorCode.RULE_FAILED);
  }

  @Test
  void theInsurerSeesTheComplainantOnceTheCaseIsAssignedToIt() {
    register(1);
    assertThat(seen(INSURER_A)).get().asString().contains(CASE, "<", "MISSELLING");
    assertThat(seen(INSURER_A)).get().asString().doesNotContain(COMPLAINANT, "complainant");
    assertThat(seen(INSURER_B)).isEmpty();
    assertThat(seen(MEDIATOR)).isEmpty();
    step("ASSIGNED", MORNING);
    assertThat(seen(INSURER_A)).get().asString().contains(COMPLAINANT);
    assertThat(seen(MEDIATOR)).isEmpty();
  }

  @Test
  void theInsurerDoesNotSeeTheComplainantOfACaseThatAMediatorHandles() {
    register(1);
    step("ASSIGNED", MORNING, "<assignee>" + MEDIATOR.uscc() + "</assignee>");
    assertThat(seen(MEDIATOR)).get().asString().contains(COMPLAINANT);
    assertThat(seen(INSURER_A)).get().asString().doesNotContain(COMPLAINANT);
  }

  @Test
  void statisticsGetNoFieldOnPersons() {
    register(1);
    step("ASSIGNED", MORNING);
    assertThat(seen(COMMISSION))
        .get()
        .asString()
        .contains("MISSELLING", CASE)
        .doesNotContain(COMPLAINANT, "331002190001010228", "13800000000", "PHSA", "退保");
  }

  @Test
  void noTableHoldsTheComplainant() {
    register(5);
    step("ASSIGNED", MORNING, "<peopleCount>5</peopleCount>");
    assertThat(column("SELECT payload FROM notice")).noneMatch(text -> text.contains(COMPLAINANT));
  }

  @Test
  void aReportIsReplacedByANewerRevisionOnly() {
    bench.now = Instant.parse("2026-10-10T00:00:00Z");
    assertThat(report("2026-Q3", 1)).containsEntry("revision", "1").doesNotContainKey("warnings");
    refuses(() -> report("2026-Q3", 1), ErrorCode.STATE_CONFLICT);
    refuses(() -> report("2026-Q3", 0), ErrorCode.STATE_CONFLICT);
    assertThat(report("2026-Q3", 4)).containsEntry("revision", "4");
    assertThat(report("2026-Q2", 0)).containsEntry("revision", "0");
  }

  @ParameterizedTest
  @CsvSource({"2026-10-15T15:59:59Z, false", "2026-10-15T16:00:00Z, true"})
  void aReportIsLateFromTheSixteenthDay(Instant received, boolean late) {
    bench.now = received;
    assertThat(report("2026-Q3", 0).containsValue("LATE_REPORT")).isEqualTo(late);
  }

  private Map<String, String> register(int people) {
    return take(REGULATOR, "register", CaseSamples.record(CASE, INSURER_A, "REGISTERED", people));
  }

  private Map<String, String> step(String action, String time) {
    return step(action, time, "");
  }

  private Map<String, String> step(String action, String time, String more) {
    return take(REGULATOR, "update", CaseSamples.event(CASE, REGULATOR, action, time, more));
  }

  private Map<String, String> byAssignee(String action, String time) {
    return take(INSURER_A, "update", CaseSamples.event(CASE, INSURER_A, action, time, ""));
  }

  private Map<String, String> take(Participant sender, String operation, String payload) {
    return bench.take(
        sender.id().value(),
        CaseRegister.SERVICE,
        operation,
        Direction.EVENT,
        payload,
        header -> header.sender(sender.uscc()));
  }

  @ParameterizedTest
  @CsvSource({"30, true", "30.01, true", "29.99, true", "30.02, false", "29.98, false", "0, false"})
  void aProvinceIsTheSumOfItsPrefectures(String total, boolean fits) {
    assertThat(report("331000", 1, indicator("DSP-NEW", "10")))
        .containsEntry("prefectures", "1 of 2");
    assertThat(report("331100", 1, indicator("DSP-NEW", "20"))).doesNotContainKey("prefectures");
    if (fits) {
      assertThat(report("330000", 1, indicator("DSP-NEW", total))).doesNotContainKey("warnings");
    } else {
      refuses(() -> report("330000", 1, indicator("DSP-NEW", total)), ErrorCode.RULE_FAILED);
    }
  }

  @Test
  void aProvinceIsNotComparedBeforeAllPrefecturesAreThere() {
    report("331000", 1, indicator("DSP-NEW", "10"));
    assertThat(report("330000", 1, indicator("DSP-NEW", "12")))
        .containsEntry("prefectures", "1 of 2");
    assertThat(report("330200", 1, indicator("DSP-NEW", "1"))).doesNotContainKey("prefectures");
  }

  @Test
  void anIndicatorOfThePrefecturesThatTheProvinceLeavesOutIsMissed() {
    report("331000", 1, indicator("DSP-NEW", "10") + indicator("HPZ-CNT", "1"));
    report("331100", 1, indicator("DSP-NEW", "20"));
    refuses(() -> report("330000", 1, indicator("DSP-NEW", "30")), ErrorCode.RULE_FAILED);
    report("330000", 1, indicator("DSP-NEW", "30") + indicator("HPZ-CNT", "1"));
  }

  @Test
  void ratesAreNotAddedUp() {
    String half =
        indicator("DSP-NEW", "10") + indicator("DSP-CLOSED", "5") + indicator("DSP-RATE", "50");
    report("331000", 1, half);
    report("331100", 1, half);
    report(
        "330000",
        1,
        indicator("DSP-NEW", "20") + indicator("DSP-CLOSED", "10") + indicator("DSP-RATE", "50"));
  }

  @Test
  void aCorrectedPrefectureIsTakenAndTheProvinceIsToFollow() {
    report("331000", 1, indicator("DSP-NEW", "10"));
    report("331100", 1, indicator("DSP-NEW", "20"));
    report("330000", 1, indicator("DSP-NEW", "30"));
    assertThat(report("331000", 2, indicator("DSP-NEW", "12")))
        .containsEntry("warnings", "PROVINCE_DIFFERS");
    refuses(() -> report("330000", 2, indicator("DSP-NEW", "30")), ErrorCode.RULE_FAILED);
    assertThat(report("330000", 2, indicator("DSP-NEW", "32"))).doesNotContainKey("warnings");
  }

  private Map<String, String> report(String region, int revision, String indicators) {
    return bench.take(
        "insurer-a",
        ReportRegister.SERVICE,
        "report",
        Direction.EVENT,
        CaseSamples.report(INSURER_A, "QUARTER", "2026-Q3", revision, indicators)
            .replace(">330000<", ">" + region + "<"),
        header -> header.receiver(REGULATOR.uscc()));
  }

  private Map<String, String> report(String period, int revision) {
    return bench.take(
        "insurer-a",
        ReportRegister.SERVICE,
        "report",
        Direction.EVENT,
        CaseSamples.report(INSURER_A, "QUARTER", period, revision, indicator("DSP-NEW", "112")),
        header -> header.receiver(REGULATOR.uscc()));
  }

  /** The record as the gateway would send it to that recipient now. */
  private Optional<String> seen(Participant recipient) {
    byte[] payload =
        CaseSamples.record(CASE, INSURER_A, "REGISTERED", 1).getBytes(StandardCharsets.UTF_8);
    Header header =
        Header.builder(CaseRegister.SERVICE, "register", "1.0", Direction.EVENT)
            .sender(REGULATOR.uscc())
            .receiver(recipient.uscc())
            .sentTime(bench.now.atOffset(ZoneOffset.ofHours(8)))
            .businessKey(CASE)
            .environment(Environment.Exercise)
            .payloadDigest(Digest.sha256(payload))
            .build();
    AcceptedMessage message =
        new AcceptedMessage(
            0,
            REGULATOR.id(),
            header,
            new Payload.Inline(payload),
            "record",
            Digest.sha256(payload),
            Door.MQ,
            bench.now);
    return CaseCopy.ofRecord(database)
        .make(message, payload, recipient)
        .map(copy -> new String(copy, StandardCharsets.UTF_8));
  }

  private static void refuses(Runnable message, ErrorCode code) {
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(message::run)
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private List<String> due(Instant at) {
    return column("SELECT occasion FROM notice WHERE due_at <= " + at.toEpochMilli());
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
}
