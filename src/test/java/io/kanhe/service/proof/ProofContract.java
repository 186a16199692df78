package io.kanhe.service.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.MessageId;
import io.kanhe.message.Uscc;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.yaml.YamlNode;
import io.kanhe.routing.TestMessages;
import io.kanhe.routing.TestParticipants;
import io.kanhe.service.StateBench;
import io.kanhe.service.notice.Terms;
import io.kanhe.service.regulation.WorkingCalendar;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests for weather proofs and their answers over several messages, on every database. */
abstract class ProofContract {

  private static final Uscc MET = new Uscc("12331000TEXT000177");
  private static final Uscc GATEWAY = new Uscc("12331000TEXT000920");
  private static final MessageId ASKED = MessageId.named("request of insurer A");
  private static final String RAIN = "PRE24H MAX 100 mm";

  @TempDir Path folder;

  private Database database;
  private StateBench bench;
  private Environment environment = Environment.Exercise;

  abstract Database open(Path data);

  @BeforeEach
  void start() {
    database = open(folder);
    bench =
        new StateBench(
            database, new ProofRegister(terms(Duration.ofDays(1)), new TestParticipants()));
    bench.now = Instant.parse("2026-08-25T00:00:00Z");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static ProofTerms terms(Duration day) {
    return ProofTerms.read(
        YamlNode.read(Path.of("config/rules/met-proof.yaml"), Path.of("")),
        WorkingCalendar.read(
            YamlNode.read(Path.of("config/calendars/working-days.yaml"), Path.of(""))),
        new Terms(day));
  }

  @Test
  void provesTheRainOfTheScenario() {
    assertThat(ask("insurer-a", RAIN))
        .containsEntry("proof", "REQUESTED")
        .containsEntry("dueAt", "2026-08-28T00:00:00+08:00");
    assertThat(prove(ASKED, "262.5", "262.5", "true"))
        .containsOnly(Map.entry("proof", "ISSUED"), Map.entry("triggered", "true"));
    assertThat(notices()).isEmpty();
    assertThat(goesTo("insurer-a")).isTrue();
    assertThat(goesTo("insurer-b")).isFalse();
  }

  @Test
  void waitsTwoWorkingDaysAndSaysWhenTheyAreOver() {
    bench.now = Instant.parse("2026-08-28T01:00:00Z");
    ask("insurer-a", RAIN);
    assertThat(notices())
        .containsExactly(
            Instant.parse("2026-09-01T16:00:00Z").toEpochMilli() + " insurer-a met-taizhou");
    bench.now = Instant.parse("2026-09-01T16:00:00Z");
    assertThat(prove(ASKED, "262.5", "262.5", "true")).doesNotContainKey("warnings");
  }

  @Test
  void aLateProofIsTakenAndSaidToBeLate() {
    ask("insurer-a", RAIN);
    bench.now = Instant.parse("2026-08-27T16:00:00.001Z");
    assertThat(prove(ASKED, "262.5", "262.5", "true")).containsEntry("warnings", "LATE_PROOF");
  }

  @Test
  void anExerciseMayHaveShorterDays() {
    assertThat(terms(Duration.ofSeconds(3)).dueAt(Instant.EPOCH))
        .isEqualTo(Instant.EPOCH.plusSeconds(6));
  }

  @ParameterizedTest
  @CsvSource({
    "PRE24H MAX 100 mm, 100.0, 100.0, true, ''",
    "PRE24H MAX 100 mm, 99.9, 99.9, false, ''",
    "PRE24H MAX 100 mm, 99.9, 99.9, true, triggered",
    "PRE24H MAX 100 mm, 100.0, 100.0, false, triggered",
    "PRE24H MAX 100 mm, 262.5, 262.4, true, indexValue",
    "PRE24H MAX 100 mm, 80 99.9 20, 99.9, false, ''",
    "PRE24H SUM 100 mm, 60 40, 100, true, ''",
    "PRE24H SUM 100 mm, 60 40, 60, false, indexValue",
    "PRE24H MEAN 100 mm, 100 100 101, 100.3, true, ''",
    "PRE24H COUNT 100 mm, 99.9 100 262.5, 2, true, ''",
    "PRE24H COUNT 100 mm, 99.9, 0, false, ''",
    "WIN_GUST MAX 13.9 m/s, 13.8, 13.8, false, ''",
    "WIN_GUST MAX 13.9 m/s, 13.9, 13.9, true, ''",
    "PRE24H MAX 100 mm, 262.5, '', true, no index",
    "PRE24H MAX 100 mm, '', 262.5, true, no value"
  })
  void aProofConcludesWhatItsValuesSay(
      String index, String values, String value, String triggered, String refused) {
    ask("insurer-a", index);
    if (refused.isEmpty()) {
      assertThat(prove(index.split(" "), ASKED, values, value, triggered))
          .containsEntry("triggered", triggered);
      return;
    }
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(() -> prove(index.split(" "), ASKED, values, value, triggered))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RULE_FAILED));
    assertThat(notices()).hasSize(1);
  }

  @Test
  void frostPaysBelowItsThreshold() {
    assertThat(
            new ProofIndex("MAX", java.math.BigDecimal.ZERO, true)
                .triggers(java.math.BigDecimal.ONE))
        .isFalse();
    assertThat(
            new ProofIndex("MAX", java.math.BigDecimal.ZERO, true)
                .triggers(java.math.BigDecimal.ZERO))
        .isTrue();
  }

  @Test
  void refusesAProofOfNoRequestOrOfAnother() {
    refuses(() -> prove(ASKED, "262.5", "262.5", "true"), ErrorCode.NOT_FOUND);
    ask("insurer-a", RAIN);
    refuses(() -> prove(MessageId.named("another"), "262.5", "262.5", "true"), ErrorCode.NOT_FOUND);
    refuses(() -> prove(null, "262.5", "262.5", "true"), ErrorCode.NOT_FOUND);
    environment = Environment.Actual;
    refuses(() -> prove(ASKED, "262.5", "262.5", "true"), ErrorCode.NOT_FOUND);
  }

  @Test
  void takesTheIdUnderWhichTheBureauGotTheRequest() {
    ask("insurer-a", RAIN);
    MessageId delivered = MessageId.named(bench.lastIndex() + "|met-taizhou|request");
    assertThat(prove(delivered, "262.5", "262.5", "true")).containsEntry("proof", "ISSUED");
  }

  @Test
  void everyRequestIsAnsweredOnceAndEveryNumberUsedOnce() {
    ask("insurer-a", RAIN);
    refuses(() -> ask("insurer-a", RAIN), ErrorCode.STATE_CONFLICT);
    prove(ASKED, "262.5", "262.5", "true");
    assertThat(prove(ASKED, "262.5", "262.5", "true")).containsEntry("proofIgnored", "true");
    assertThat(goesTo("insurer-a")).isFalse();
    refuses(() -> prove(ASKED, "200.0", "200.0", "true"), ErrorCode.STATE_CONFLICT);
  }

  @Test
  void twoInsurersMayUseTheSameNumber() {
    ask("insurer-a", RAIN);
    bench.take(
        "insurer-b",
        "met.proof",
        "request",
        Direction.REQUEST,
        request(RAIN, "2026-08-25T00:00:00+08:00"),
        header -> header.messageId(MessageId.named("request of B")).environment(environment));
    prove(MessageId.named("request of B"), "262.5", "262.5", "true");
    assertThat(goesTo("insurer-b")).isTrue();
    assertThat(goesTo("insurer-a")).isFalse();
    assertThat(notices()).hasSize(1);
  }

  @Test
  void refusesRequestsThatCannotBe() {
    refuses(() -> ask("insurer-a", "PRE24H MAX 100 m/s"), ErrorCode.RULE_FAILED);
    refuses(
        () ->
            bench.take(
                "insurer-a",
                "met.proof",
                "request",
                Direction.REQUEST,
                request(RAIN, "2026-08-24T00:00:00+08:00"),
                header -> header.environment(environment)),
        ErrorCode.RULE_FAILED);
  }

  @Test
  void keepsNothingOfThePlaceOfLoss() {
    ask("insurer-a", RAIN);
    assertThat(everything()).contains("insurer-a").doesNotContain("示例村", "121.3");
  }

  private Map<String, String> ask(String insurer, String index) {
    return bench.take(
        insurer,
        "met.proof",
        "request",
        Direction.REQUEST,
        request(index, "2026-08-25T00:00:00+08:00"),
        header -> header.messageId(ASKED).environment(environment));
  }

  private static String request(String index, String end) {
    String[] parts = index.split(" ");
    return "<WeatherProofRequest xmlns=\"urn:kanhe:met:1.0\" version=\"1.0\">"
        + "<proofReqNo>QXZM-1</proofReqNo><claimNo>CLM-1</claimNo><line>AGRI_CROP</line>"
        + "<perilCode>RAINSTORM</perilCode><regionCode>331081</regionCode>"
        + "<location>温岭市示例镇示例村</location><position crs=\"CGCS2000\"><lon>121.385</lon>"
        + "<lat>28.372</lat></position><startTime>2026-08-24T00:00:00+08:00</startTime><endTime>"
        + end
        + "</endTime><indexDef><element>"
        + parts[0]
        + "</element><statistic>"
        + parts[1]
        + "</statistic><threshold>"
        + parts[2]
        + "</threshold><unit>"
        + parts[3]
        + "</unit><windowHours>24</windowHours></indexDef></WeatherProofRequest>";
  }

  private Map<String, String> prove(
      MessageId correlation, String values, String index, String triggered) {
    return prove(RAIN.split(" "), correlation, values, index, triggered);
  }

  private Map<String, String> prove(
      String[] rule, MessageId correlation, String values, String index, String triggered) {
    StringBuilder stations = new StringBuilder();
    for (String value : values.split(" ")) {
      stations
          .append("<station><id>T0001</id><distanceKm>3.2</distanceKm><element>")
          .append(value.isEmpty() ? "TEM" : rule[0])
          .append("</element><value>")
          .append(value.isEmpty() ? "25" : value)
          .append("</value><unit>")
          .append(rule[3])
          .append("</unit><time>2026-08-24T20:00:00+08:00</time></station>");
    }
    String proof =
        "<WeatherProof xmlns=\"urn:kanhe:met:1.0\" version=\"1.0\"><proofReqNo>QXZM-1</proofReqNo>"
            + "<proofNo>TZQX-1</proofNo><issuer>"
            + MET
            + "</issuer><stations>"
            + stations
            + "</stations>"
            + (index.isEmpty() ? "" : "<indexValue>" + index + "</indexValue>")
            + "<triggered>"
            + triggered
            + "</triggered><conclusion>示例</conclusion><validUntil>2026-11-25</validUntil>"
            + "</WeatherProof>";
    return bench.take(
        "met-taizhou",
        "met.proof",
        "proof",
        Direction.RESPONSE,
        proof,
        header ->
            header
                .sender(MET)
                .receiver(GATEWAY)
                .correlationId(correlation)
                .environment(environment));
  }

  private boolean goesTo(String insurer) {
    AcceptedMessage message = TestMessages.alert(bench.lastIndex(), "met-taizhou", "proof", "");
    return new ProofCopy(database)
        .make(message, new byte[0], new TestParticipants().named(insurer))
        .isPresent();
  }

  private void refuses(Runnable attempt, ErrorCode code) {
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(attempt::run)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  private List<String> notices() {
    return rows("SELECT due_at, receivers FROM notice");
  }

  private String everything() {
    return rows("SELECT * FROM weather_proof").toString() + rows("SELECT * FROM notice");
  }

  private List<String> rows(String sql) {
    return database.read(
        connection -> {
          try (Statement query = connection.createStatement();
              ResultSet row = query.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (row.next()) {
              StringBuilder text = new StringBuilder();
              for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                text.append(i == 1 ? "" : " ").append(row.getString(i));
              }
              found.add(text.toString());
            }
            return found;
          }
        });
  }
}
