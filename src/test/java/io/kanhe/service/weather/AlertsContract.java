package io.kanhe.service.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Uscc;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import io.kanhe.routing.TestMessages;
import io.kanhe.routing.TestParticipants;
import io.kanhe.service.StateBench;
import io.kanhe.service.water.Stages;
import io.kanhe.service.weather.JdbcAlerts.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
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

/** Alerts, their updates and cancellations, and the rivers they speak of, on every database. */
abstract class AlertsContract {

  private static final String MET = "met-taizhou";
  private static final String WATER = "water-taizhou";
  private static final String YELLOW = Alerts.MET + "_20260823170000";
  private static final String ORANGE = Alerts.MET + "_20260824080000";
  private static final String RED = Alerts.MET + "_20260824200000";
  private static final String CANCEL = Alerts.MET + "_20260825074000";
  private static final String FLOOD = Alerts.WATER + "_20260824201000";

  @TempDir Path folder;

  private Database database;
  private StateBench bench;
  private AlertRegister register;
  private Environment environment = Environment.Exercise;

  abstract Database open(Path data);

  @BeforeEach
  void start() {
    database = open(folder);
    bench =
        new StateBench(
            database,
            Stages.register(),
            new AlertChain(new FloodComparison(Stages.rules(), new TestParticipants())));
    bench.now = Instant.parse("2026-08-24T12:11:00Z");
    register = AlertRegister.of(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void followsTheScenarioFromYellowToOrangeToCancel() {
    assertThat(alert(YELLOW, "Alert", "Moderate", "")).containsOnly(Map.entry("alert", "ACTIVE"));
    assertThat(alert(ORANGE, "Update", "Severe", YELLOW))
        .containsOnly(Map.entry("alert", "ACTIVE"));
    assertThat(state(YELLOW)).isEqualTo(State.UPDATED);
    assertThat(alert(CANCEL, "Cancel", "", ORANGE))
        .containsOnly(Map.entry("alert", "CANCEL"), Map.entry("impact", "closed"));
    assertThat(List.of(state(YELLOW), state(ORANGE)))
        .containsExactly(State.UPDATED, State.CANCELLED);
    assertThat(register.find(Environment.Exercise, YELLOW).orElseThrow().sent())
        .isEqualTo("2026-08-23T09:00:00Z");
  }

  @Test
  void anAlertThatComesAgainIsTold() {
    alert(YELLOW, "Alert", "Moderate", "");
    assertThat(news(YELLOW)).isTrue();
    assertThat(alert(YELLOW, "Alert", "Moderate", ""))
        .containsOnly(Map.entry("alert", "known as ACTIVE"), Map.entry("alertIgnored", "true"));
    assertThat(news(YELLOW)).isFalse();
    assertThat(alert(YELLOW, "Alert", "Extreme", ""))
        .containsEntry("alertIgnored", "true")
        .containsEntry("warnings", "ALERT_ID_REUSED");
    assertThat(take(WATER, Alerts.cap(YELLOW, "Alert", "11B01", "Moderate", "")))
        .containsEntry("alertIgnored", "true");
  }

  @Test
  void aRepetitionAfterTheCancelDoesNotOpenTheAlertAgain() {
    alert(YELLOW, "Alert", "Moderate", "");
    alert(CANCEL, "Cancel", "", YELLOW);
    assertThat(alert(YELLOW, "Alert", "Moderate", "")).containsEntry("alert", "known as CANCELLED");
    assertThat(state(YELLOW)).isEqualTo(State.CANCELLED);
  }

  @Test
  void anAlertAfterItsOwnUpdateIsOvertaken() {
    assertThat(alert(ORANGE, "Update", "Severe", YELLOW))
        .containsEntry("warnings", "REFERENCE_UNKNOWN")
        .doesNotContainKey("alertIgnored");
    assertThat(alert(YELLOW, "Alert", "Moderate", ""))
        .containsEntry("alert", "UPDATED")
        .containsEntry("alertIgnored", "true");
    assertThat(news(YELLOW)).isFalse();
    assertThat(state(ORANGE)).isEqualTo(State.ACTIVE);
  }

  @Test
  void anAlertAfterItsOwnCancelIsCancelled() {
    assertThat(alert(CANCEL, "Cancel", "", YELLOW)).containsEntry("warnings", "REFERENCE_UNKNOWN");
    assertThat(alert(YELLOW, "Alert", "Moderate", "")).containsEntry("alert", "CANCELLED");
    assertThat(news(YELLOW)).isFalse();
  }

  @Test
  void anUpdateBetweenAlertAndCancelThatComesLastEndsTheAlert() {
    alert(CANCEL, "Cancel", "", ORANGE);
    alert(YELLOW, "Alert", "Moderate", "");
    assertThat(state(YELLOW)).isEqualTo(State.ACTIVE);
    assertThat(alert(ORANGE, "Update", "Severe", YELLOW)).containsEntry("alert", "CANCELLED");
    assertThat(List.of(state(YELLOW), state(ORANGE)))
        .containsExactly(State.CANCELLED, State.CANCELLED);
  }

  @Test
  void ofTwoUpdatesTheOneSentLaterCounts() {
    alert(YELLOW, "Alert", "Moderate", "");
    alert(RED, "Update", "Extreme", YELLOW);
    assertThat(alert(ORANGE, "Update", "Severe", YELLOW)).containsEntry("alert", "UPDATED");
    assertThat(news(ORANGE)).isFalse();
    assertThat(state(RED)).isEqualTo(State.ACTIVE);
  }

  @Test
  void aCancelOfTheFirstAlertEndsWhatUpdatedIt() {
    alert(YELLOW, "Alert", "Moderate", "");
    alert(ORANGE, "Update", "Severe", YELLOW);
    alert(RED, "Update", "Extreme", ORANGE);
    alert(CANCEL, "Cancel", "", YELLOW);
    assertThat(List.of(state(YELLOW), state(ORANGE), state(RED))).containsOnly(State.CANCELLED);
  }

  @Test
  void anUpdateOfSomethingCancelledStandsByItselfAndIsDoubtful() {
    alert(YELLOW, "Alert", "Moderate", "");
    alert(ORANGE, "Cancel", "", YELLOW);
    assertThat(alert(RED, "Update", "Extreme", YELLOW))
        .containsEntry("warnings", "REFERENCE_CANCELLED")
        .containsEntry("alert", "ACTIVE");
    assertThat(state(YELLOW)).isEqualTo(State.CANCELLED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<note>about <![CDATA[<info>]]></note>",
        "<!-- <info> --><note>x</note>",
        "<note>&lt;info></note>"
      })
  void readsTheHeadWhateverStandsInIt(String trap) {
    alert(YELLOW, "Alert", "Moderate", "");
    String update = Alerts.cap(ORANGE, "Update", "11B01", "Severe", YELLOW);
    take(MET, update.replace("<references>", trap + "<references>"));
    assertThat(state(YELLOW)).isEqualTo(State.UPDATED);
  }

  @ParameterizedTest
  @CsvSource({"Update", "Cancel"})
  void nobodyChangesTheAlertOfAnother(String msgType) {
    alert(YELLOW, "Alert", "Moderate", "");
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(() -> take(WATER, Alerts.cap(CANCEL, msgType, "11B01", "Severe", YELLOW)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_CONFLICT));
    assertThat(state(YELLOW)).isEqualTo(State.ACTIVE);
  }

  @Test
  void nobodySilencesAnAlertOfAnotherBeforeItComes() {
    take(WATER, Alerts.cap(CANCEL, "Cancel", "11B01", "", YELLOW));
    assertThat(alert(YELLOW, "Alert", "Moderate", "")).containsEntry("alert", "ACTIVE");
  }

  @Test
  void anExerciseCancelsNothingReal() {
    environment = Environment.Actual;
    alert(YELLOW, "Alert", "Moderate", "");
    environment = Environment.Exercise;
    assertThat(alert(CANCEL, "Cancel", "", YELLOW)).containsEntry("warnings", "REFERENCE_UNKNOWN");
    assertThat(register.find(Environment.Actual, YELLOW).orElseThrow().state())
        .isEqualTo(State.ACTIVE);
  }

  @Test
  void knowsTheNationalStructureWithItsMisspelling() {
    take(MET, Alerts.national(YELLOW, "Alert", "11B01", "yellow", "331081000000", ""));
    assertThat(
            take(MET, Alerts.national(CANCEL, "Cancle", "11B01", "yellow", "331081000000", YELLOW)))
        .containsEntry("alert", "CANCEL");
    assertThat(state(YELLOW)).isEqualTo(State.CANCELLED);
  }

  @ParameterizedTest
  @CsvSource({
    "4.63, Orange, false", "4.63, Yellow, true", "4.63, Blue, true", "4.63, Red, false",
    "4.60, Yellow, true", "4.59, Yellow, false", "4.59, Blue, true", "5.21, Orange, true",
    "5.21, Red, false", "3.80, Blue, true", "3.79, Blue, false", "3.12, Blue, false"
  })
  void aFloodWarningBelowTheLevelOfARiverContradictsIt(String z, String colour, boolean raised) {
    stage("2026-08-24T20:00:00+08:00", z);
    Map<String, String> facts = flood("11A01", colour, "331081000000");
    assertThat(facts.getOrDefault("warnings", "").equals("LEVEL_INCONSISTENT")).isEqualTo(raised);
    assertThat(facts).containsEntry("alert", "ACTIVE");
    assertThat(notices()).hasSize(raised ? 1 : 0);
  }

  @Test
  void theNoticeGoesToTheDepartmentAndToEmergencyManagement() throws Exception {
    stage("2026-08-24T20:00:00+08:00", "4.63");
    assertThat(flood("11A01", "Yellow", "331081000000")).containsEntry("stageLevel", "ORANGE");
    String notice = notices().get(0);
    assertThat(notice)
        .startsWith("water-taizhou emergency-tz <AlertNotice")
        .contains("<alertId>" + FLOOD + "</alertId><noticeCode>LEVEL_INCONSISTENT</noticeCode>")
        .contains("<severity>Yellow</severity><stageLevel>ORANGE</stageLevel>");
    Schemas.validate(
        Path.of("config/catalogue/alert-notice-1.0.xsd"),
        notice.substring(notice.indexOf('<')).getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "331000000000, true",
    "330000000000, true",
    "331081101000, true",
    "331082000000, false",
    "330200000000, false"
  })
  void comparesTheRiversOfTheWarnedPlace(String region, boolean raised) {
    stage("2026-08-24T20:00:00+08:00", "4.63");
    assertThat(flood("11A01", "Yellow", region).containsKey("warnings")).isEqualTo(raised);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-08-24T20:10:00+08:00, true", "2026-08-24T20:10:01+08:00, false",
    "2026-08-24T17:10:01+08:00, true", "2026-08-24T17:10:00+08:00, false"
  })
  void comparesReadingsOfTheHoursBeforeTheWarning(String time, boolean raised) {
    stage(time, "4.63");
    assertThat(flood("11A01", "Yellow", "331081000000").containsKey("warnings")).isEqualTo(raised);
  }

  @Test
  void aRiverThatFellAgainIsNoContradiction() {
    stage("2026-08-24T20:00:00+08:00", "3.84");
    stage("2026-08-24T19:00:00+08:00", "4.63");
    assertThat(flood("11A01", "Yellow", "331081000000"))
        .containsEntry("stageLevel", "YELLOW")
        .doesNotContainKey("warnings");
  }

  @Test
  void comparesFloodsOfTheWaterSectorAndNothingElse() {
    stage("2026-08-24T20:00:00+08:00", "4.63");
    assertThat(flood("11A51", "Yellow", "331081000000")).doesNotContainKey("warnings");
    String ofMet = Alerts.MET + "_20260824201000";
    assertThat(take(MET, Alerts.cap(ofMet, "Alert", "11A01", "Moderate", "")))
        .doesNotContainKey("warnings");
    String cap = Alerts.WATER + "_20260824201100";
    assertThat(take(WATER, Alerts.cap(cap, "Alert", "11A01", "Moderate", "")))
        .containsEntry("warnings", "LEVEL_INCONSISTENT");
  }

  private Map<String, String> flood(String event, String colour, String region) {
    return take(WATER, Alerts.national(FLOOD, "Alert", event, colour, region, ""));
  }

  private Map<String, String> alert(String id, String msgType, String severity, String references) {
    return take(MET, Alerts.cap(id, msgType, "11B01", severity, references));
  }

  private Map<String, String> take(String sender, String document) {
    return bench.take(
        sender,
        "ew.alert",
        "publish",
        Direction.EVENT,
        document,
        header -> header.environment(environment));
  }

  private void stage(String time, String z) {
    bench.take(
        WATER,
        "wat.stage",
        "report",
        Direction.EVENT,
        Stages.feed(Stages.river(time, z)),
        header -> header.sender(new Uscc(Stages.WATER)).environment(environment));
  }

  /** Whether the last message is to be passed on. */
  private boolean news(String id) {
    AcceptedMessage message = TestMessages.alert(bench.lastIndex(), MET, "cap-cn", "");
    return register.isNews(message, id);
  }

  private State state(String id) {
    return register.find(Environment.Exercise, id).orElseThrow().state();
  }

  private List<String> notices() {
    return database.read(
        connection -> {
          try (Statement query = connection.createStatement();
              ResultSet row = query.executeQuery("SELECT receivers, payload FROM notice")) {
            List<String> found = new ArrayList<>();
            while (row.next()) {
              found.add(row.getString(1) + " " + row.getString(2));
            }
            return found;
          }
        });
  }
}
