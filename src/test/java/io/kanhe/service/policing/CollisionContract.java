package io.kanhe.service.policing;

import static io.kanhe.service.policing.Collisions.A;
import static io.kanhe.service.policing.Collisions.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kanhe.delivery.Participants;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Uscc;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.yaml.YamlNode;
import io.kanhe.routing.TestParticipants;
import io.kanhe.service.StateBench;
import io.kanhe.service.notice.Terms;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Collisions and liability documents over several messages, on every database. */
abstract class CollisionContract {

  private static final String CASE = "HPZ-331002-20260820-000123";

  @TempDir Path folder;

  private Database database;
  private StateBench bench;

  abstract Database open(Path data);

  @BeforeEach
  void start() {
    database = open(folder);
    CollisionNotices notices = new CollisionNotices(new Participants());
    CollisionRules rules = CollisionRules.read(Path.of("config/rules/hpz-2009.yaml"), Path.of(""));
    bench =
        new StateBench(
            database,
            new CollisionRegister(
                rules, notices, value -> "h" + value.hashCode(), new Terms(Duration.ofDays(1))),
            new LiabilityRegister(notices),
            new ClaimedVehicles(
                value -> "h" + value.hashCode(),
                new FraudIndicators(new TestParticipants()),
                SameVehicle.read(
                    YamlNode.read(Path.of("config/rules/fraud.lead.yaml"), Path.of(""))
                        .get("sameVehicle"))));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void isClosedWhenBothInsurersHavePaid() {
    register();
    assertThat(paid(A, "1", "1500.00")).containsEntry("collision", "PAID");
    assertThat(state()).isEqualTo("OPEN");
    assertThat(paid(B, "2", "1900.00")).containsEntry("collision", "CLOSED");
    assertThat(state()).isEqualTo("CLOSED");
    assertThat(due(bench.now)).singleElement().asString().contains("|CLOSED|");
  }

  @Test
  void threeClaimsAboutOneVehicleOfTwoInsurersAreTold() {
    asked("insurer-a", A, "CLM-A-1");
    asked("insurer-a", A, "CLM-A-1");
    asked("insurer-a", A, "CLM-A-2");
    bench.now = bench.now.plus(Duration.ofDays(30));
    assertThat(asked("insurer-b", B, "CLM-B-1")).containsEntry("indicators", "SAME_VEHICLE");
    assertThat(indicators("insurer-a"))
        .singleElement()
        .asString()
        .contains("CLM-A-1", "CLM-A-2", ">3<", ">2<")
        .doesNotContain("CLM-B-1", B, "LTEST");
    assertThat(indicators("insurer-b"))
        .singleElement()
        .asString()
        .contains("CLM-B-1")
        .doesNotContain("CLM-A", A);
    assertThat(indicators("regulator-zj")).singleElement().asString().doesNotContain("CLM-");
    asked("insurer-b", B, "CLM-B-2");
    assertThat(indicators("insurer-b")).hasSize(1);
  }

  @Test
  void claimsFurtherApartOrOfOneInsurerAreNotTold() {
    asked("insurer-a", A, "CLM-A-1");
    asked("insurer-a", A, "CLM-A-2");
    asked("insurer-a", A, "CLM-A-3");
    bench.now = bench.now.plus(Duration.ofDays(30)).plusMillis(1);
    asked("insurer-b", B, "CLM-B-1");
    assertThat(indicators("regulator-zj")).isEmpty();
  }

  private Map<String, String> asked(String insurer, String uscc, String claim) {
    return bench.take(
        insurer,
        "ps.vehicle.stolen",
        "check",
        Direction.REQUEST,
        "<VehicleStolenCheckRequest xmlns=\"urn:kanhe:ps:1.0\"><claimNo>"
            + claim
            + "</claimNo><vin>"
            + (claim.endsWith("2") ? "ＬＴＥＳＴ０００１Ｐ００００００３" : "LTEST0001P0000003")
            + "</vin></VehicleStolenCheckRequest>",
        header -> header.sender(new Uscc(uscc)));
  }

  private List<String> indicators(String receiver) {
    return database.read(
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row =
                  statement.executeQuery(
                      "SELECT payload FROM notice WHERE service = 'fraud.lead' AND receivers = '"
                          + receiver
                          + "'")) {
            List<String> found = new ArrayList<>();
            while (row.next()) {
              found.add(row.getString(1));
            }
            return found;
          }
        });
  }

  @Test
  void findsAnInsurerThatPaysForBothVehicles() {
    register();
    paid(A, "1", "1500.00");
    assertThat(paid(A, "2", "1900.00")).containsEntry("collision", "DOUBLE_PAID");
    assertThat(due(bench.now)).singleElement().asString().contains("|DOUBLE_PAID|" + A);
    assertThat(state()).isEqualTo("OPEN");
  }

  @Test
  void remindsOfAnInsurerThatKeepsSilentForTenDays() {
    register();
    paid(A, "1", "1500.00");
    Instant tenth = bench.now.plus(Duration.ofDays(10));
    assertThat(due(tenth.minusMillis(1))).isEmpty();
    assertThat(due(tenth)).singleElement().asString().contains("|COUNTERPART_MISSING|" + B);
  }

  @Test
  void remindsOfNobodyWhoReportedInTime() {
    register();
    paid(A, "1", "1500.00");
    take(B, Collisions.progress(CASE, B, "2", "SURVEYED", ""), "progress");
    assertThat(due(bench.now.plus(Duration.ofDays(11)))).isEmpty();
  }

  /** As typed by hand: the same vehicle and insurer (domain 7, trap 15). */
  @Test
  void aPlateInFullWidthIsTheSameVehicle() {
    String typed =
        Collisions.usual(CASE).xml().replace("浙J12341", "浙Ｊ１２３４１").replace(A, "９１３３１０００ＴＥＸＴ０００Ａ０Ｍ");
    take(A, typed, "register");
    paid(A, "1", "1500.00");
    take(
        B,
        Collisions.progress(CASE, B, "2", "PAID", "1900.00").replace("浙J12342", "浙Ｊ１２３４２"),
        "progress");
    assertThat(state()).isEqualTo("CLOSED");
  }

  @Test
  void registersACaseOnceWhoeverComesFirst() {
    register();
    assertThat(take(B, Collisions.usual(CASE).xml(), "register"))
        .containsEntry("collision", "registered before");
  }

  @Test
  void registersNothingThatTheRulesDoNotAllow() {
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(() -> take(A, Collisions.usual(CASE).injured().xml(), "register"))
        .withMessage("the case fails R2 of HPZ-2009 (expected: an eligible case)")
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.RULE_FAILED));
  }

  @Test
  void takesProgressOfKnownCasesAndVehiclesOnly() {
    refuses(() -> paid(A, "1", "1.00"), ErrorCode.NOT_FOUND);
    register();
    refuses(() -> paid(A, "9", "1.00"), ErrorCode.RULE_FAILED);
    refuses(
        () -> take(B, Collisions.progress(CASE, A, "1", "PAID", "1.00"), "progress"),
        ErrorCode.RULE_FAILED);
  }

  @Test
  void aWithdrawnDocumentReopensTheCaseAndTellsBothInsurers() {
    register();
    paid(A, "1", "1500.00");
    paid(B, "2", "1900.00");
    notice(1, "ISSUED");
    notice(2, "WITHDRAWN");
    assertThat(state()).isEqualTo("REOPENED");
    assertThat(due(bench.now)).anyMatch(occasion -> occasion.contains("|REOPENED|"));
  }

  @Test
  void anOlderRevisionThatComesLateIsIgnoredAndRecorded() {
    notice(2, "REVISED");
    assertThat(notice(1, "ISSUED")).containsEntry("revisionIgnored", "true");
    assertThat(column("SELECT status FROM liability_document")).containsExactly("REVISED");
    assertThat(notice(2, "ISSUED")).containsEntry("revisionIgnored", "true");
    assertThat(notice(3, "ISSUED")).containsEntry("revision", "3");
  }

  /** The withdrawal came first: there is nothing to register any more. */
  @Test
  void aCaseThatRestsOnAWithdrawnDocumentIsNotRegistered() {
    notice(2, "WITHDRAWN");
    refuses(this::register, ErrorCode.STATE_CONFLICT);
    notice(1, "ISSUED");
    refuses(this::register, ErrorCode.STATE_CONFLICT);
    notice(3, "REVISED");
    assertThat(register()).containsEntry("collision", "registered");
  }

  @Test
  void onlyWhoIssuedADocumentRevisesIt() {
    notice(1, "ISSUED");
    refuses(
        () -> notice("police-other", 2, "WITHDRAWN", Environment.Actual), ErrorCode.STATE_CONFLICT);
    assertThat(column("SELECT status FROM liability_document")).containsExactly("ISSUED");
  }

  @Test
  void anExerciseChangesNothingOfRealCases() {
    register();
    notice(1, "ISSUED");
    notice("police-tz", 2, "WITHDRAWN", Environment.Exercise);
    assertThat(state()).isEqualTo("OPEN");
    refuses(() -> progressOf("insurer-a", A, Environment.Exercise), ErrorCode.NOT_FOUND);
    paid(A, "1", "1500.00");
    assertThat(paid(B, "2", "1900.00")).containsEntry("collision", "CLOSED");
  }

  /** A stranger neither registers a case nor makes one look paid twice. */
  @Test
  void anInsurerWithoutAVehicleInTheCaseHasNoPartInIt() {
    String strangers =
        Collisions.of(CASE).party(Collisions.C, "EQUAL", "1.00").party(B, "EQUAL", "1.00").xml();
    refuses(() -> take(A, strangers, "register"), ErrorCode.RULE_FAILED);
    register();
    refuses(() -> progressOf("insurer-c", Collisions.C, Environment.Actual), ErrorCode.NOT_FOUND);
    assertThat(column("SELECT occasion FROM notice")).isEmpty();
  }

  private Map<String, String> progressOf(String participant, String uscc, Environment environment) {
    return bench.take(
        participant,
        CollisionCase.SERVICE,
        "progress",
        Direction.EVENT,
        Collisions.progress(CASE, uscc, "2", "PAID", "1.00"),
        header -> header.sender(new Uscc(uscc)).environment(environment));
  }

  @Test
  void noTableHoldsAPlate() {
    register();
    paid(A, "1", "1500.00");
    assertThat(column("SELECT plate_hash FROM collision_vehicle"))
        .hasSize(2)
        .noneMatch(value -> value.contains("浙"));
    assertThat(column("SELECT payload FROM notice")).noneMatch(value -> value.contains("浙"));
  }

  private Map<String, String> register() {
    return take(A, Collisions.usual(CASE).xml(), "register");
  }

  private Map<String, String> paid(String insurer, String plate, String amount) {
    return take(insurer, Collisions.progress(CASE, insurer, plate, "PAID", amount), "progress");
  }

  private Map<String, String> take(String insurer, String payload, String operation) {
    return bench.take(
        insurer.equals(A) ? "insurer-a" : "insurer-b",
        CollisionCase.SERVICE,
        operation,
        Direction.EVENT,
        payload,
        header -> header.sender(new Uscc(insurer)));
  }

  private Map<String, String> notice(int revision, String status) {
    return notice("police-tz", revision, status, Environment.Actual);
  }

  private Map<String, String> notice(
      String unit, int revision, String status, Environment environment) {
    return bench.take(
        unit,
        LiabilityRegister.SERVICE,
        "publish",
        Direction.EVENT,
        "<AccidentLiabilityNotice xmlns=\"urn:kanhe:ps:1.0\"><liabilityDocNo>DOC-"
            + CASE
            + "</liabilityDocNo><occurTime>2026-08-20T08:41:00+08:00</occurTime><parties/><status>"
            + status
            + "</status><revision>"
            + revision
            + "</revision></AccidentLiabilityNotice>",
        header -> header.environment(environment));
  }

  private static void refuses(Runnable message, ErrorCode code) {
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(message::run)
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private String state() {
    return column("SELECT state FROM collision").get(0);
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
