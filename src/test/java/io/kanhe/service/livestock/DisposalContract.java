package io.kanhe.service.livestock;

import static io.kanhe.service.livestock.Disposals.B;
import static io.kanhe.service.livestock.Disposals.C;
import static io.kanhe.service.livestock.Disposals.CERTIFICATE;
import static io.kanhe.service.livestock.Disposals.PLANT;
import static io.kanhe.service.livestock.Disposals.RECORD;
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
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import io.kanhe.service.StateBench;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Disposals and claims over several messages, on every database. */
abstract class DisposalContract {

  private static final String OTHER = "WHH-331081-20260827-00043";
  private static final String THREE = "133108100000101 133108100000102 133108100000103";
  private static final Pattern STATUS = Pattern.compile("<status>([A-Z_]+)</status>");

  @TempDir Path folder;

  private final LivestockParticipants participants = new LivestockParticipants();
  private Database database;
  private StateBench bench;

  abstract Database open(Path data);

  @BeforeEach
  void start() {
    database = open(folder);
    DisposalRules rules = DisposalRules.read(Path.of("config/rules/disposal.yaml"), Path.of(""));
    bench =
        new StateBench(database, new DisposalRegister(rules, participants), new DisposalClaims());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Nested
  class Records {

    @Test
    void goFromReportToProcessing() {
      assertThat(record(sample().collected())).containsEntry("disposal", "COLLECTED");
      assertThat(record(sample().received())).containsEntry("disposal", "RECEIVED");
      assertThat(record(sample()))
          .containsEntry("disposal", "PROCESSED")
          .containsEntry("claimPath", "DISPOSAL")
          .doesNotContainKey("warnings");
      assertThat(column("SELECT ear_tag FROM disposal_animal")).hasSize(3);
    }

    @Test
    void thatComeLateChangeNothing() {
      record(sample());
      assertThat(record(sample().collected())).containsEntry("disposalIgnored", "true");
      assertThat(state()).isEqualTo("PROCESSED");
    }

    @Test
    void thatComeTwiceChangeNothing() {
      record(sample());
      assertThat(record(sample().with("totalWeight", "231.50")))
          .containsEntry("disposalIgnored", "true");
    }

    @Test
    void stayAsTheyAreOnceProcessed() {
      record(sample());
      refuses(() -> record(sample().with("deathCause", "FIRE")), ErrorCode.STATE_CONFLICT);
      refuses(() -> record(sample().with("status", "CANCELLED")), ErrorCode.STATE_CONFLICT);
    }

    @Test
    void areNotProcessedOnceCancelled() {
      record(sample().collected());
      record(sample().collected().with("status", "CANCELLED"));
      assertThat(record(sample().received())).containsEntry("disposalIgnored", "true");
      refuses(() -> record(sample()), ErrorCode.STATE_CONFLICT);
      assertThat(state()).isEqualTo("CANCELLED");
    }

    @Test
    void haveEachAnimalProcessedOnce() {
      record(sample());
      Disposals other = sample().with("recordNo", OTHER).without("certNo");
      refuses(() -> record(other), ErrorCode.STATE_CONFLICT);
      assertThat(record(other.received())).containsEntry("disposal", "RECEIVED");
      assertThat(record(other.replace("1331081000001", "1331081000002")))
          .containsEntry("disposal", "PROCESSED");
    }

    @Test
    void haveCertificatesOfTheirOwn() {
      record(sample().collected());
      refuses(() -> record(sample().collected().with("recordNo", OTHER)), ErrorCode.STATE_CONFLICT);
    }

    @Test
    void ofAnExerciseDoNotTouchRealOnes() {
      record(sample());
      assertThat(take("disposal-plant", PLANT, "record", sample().xml(), Environment.Actual))
          .containsEntry("disposal", "PROCESSED");
    }

    @Test
    void thatAreLateCarryAWarningAndCanBeClaimedFor() {
      assertThat(record(sample().with("processTime", "2026-08-27T14:40:00+08:00")))
          .containsEntry("warnings", "LATE_48H");
      assertThat(claim("CLM-1", C, RECORD, THREE)).isEqualTo("OK OK OK");
    }

    @Test
    void comeFromHusbandryOrThePlantItself() {
      refuses(
          () -> take("insurer-c", C, "record", sample().xml(), Environment.Exercise),
          ErrorCode.RULE_FAILED);
      refuses(() -> record(sample().replace(PLANT, B)), ErrorCode.RULE_FAILED);
      assertThat(
              take(
                  "husbandry-tz",
                  "11331000TEXT00041T",
                  "record",
                  sample().xml(),
                  Environment.Exercise))
          .containsEntry("disposal", "PROCESSED");
    }

    @Test
    void withMissingAnimalsAreToldToHusbandryOnly() {
      Map<String, String> facts = record(sample().counted(2));
      assertThat(facts).doesNotContainKey("warnings");
      assertThat(facts.toString()).doesNotContain("QUANTITY");
      assertThat(column("SELECT receivers FROM notice")).containsExactly("husbandry-tz");
      assertThat(column("SELECT payload FROM notice"))
          .singleElement()
          .satisfies(
              notice ->
                  TestCatalogue.ofRepository()
                      .check(header("notice", Direction.EVENT), payload(notice)));
    }

    @Test
    void withAllAnimalsRaiseNoAlarm() {
      record(sample().counted(3));
      assertThat(column("SELECT payload FROM notice")).isEmpty();
    }
  }

  @Nested
  class Claims {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
      "133108100000101, OK",
      "133108100000104, NOT_IN_RECORD",
      "233108100000101, SPECIES_MISMATCH",
      "13310810000010, FORMAT_ERROR",
      "1331081000001010, FORMAT_ERROR",
      "433108100000101, FORMAT_ERROR",
      "13310810000010A, FORMAT_ERROR",
      "133108100000101 133108100000101, OK ALREADY_CLAIMED",
      "133108100000103 133108100000104 133108100000102, OK NOT_IN_RECORD OK"
    })
    void areAnsweredForEachTag(String tags, String statuses) {
      record(sample());
      assertThat(claim("CLM-1", C, RECORD, tags)).isEqualTo(statuses);
    }

    @Test
    void areNotPaidTwiceByWhomever() {
      record(sample());
      assertThat(claim("CLM-1", C, RECORD, THREE)).isEqualTo("OK OK OK");
      String again = "ALREADY_CLAIMED ALREADY_CLAIMED ALREADY_CLAIMED";
      assertThat(claim("CLM-2", C, RECORD, THREE)).isEqualTo(again);
      assertThat(claim("CLM-1", B, RECORD, THREE)).isEqualTo(again);
      assertThat(lastAnswer).doesNotContain(C).doesNotContain("CLM-2").doesNotContain("insurer");
    }

    /** As typed by hand: the same animal (domain 7, trap 15). */
    @Test
    void areNotPaidTwiceForATagInFullWidth() {
      record(sample().replace("133108100000101", "１３３１０８１０００００１０１"));
      assertThat(claim("CLM-1", C, RECORD, "133108100000101")).isEqualTo("OK");
      assertThat(claim("CLM-2", C, RECORD, "１３３１０８１０００００１０１")).isEqualTo("ALREADY_CLAIMED");
      Disposals other = sample().with("recordNo", OTHER).without("certNo");
      refuses(() -> record(other), ErrorCode.STATE_CONFLICT);
    }

    @Test
    void findTheSameWhenTheSameInsurerAsksAgain() {
      record(sample());
      claim("CLM-1", C, RECORD, THREE);
      assertThat(claim("CLM-1", C, RECORD, THREE)).isEqualTo("OK OK OK");
      assertThat(column("SELECT claim_hash FROM disposal_claim"))
          .hasSize(3)
          .noneMatch(hash -> hash.contains("1331081"));
    }

    @Test
    void areForbiddenUntilTheDisposalIsConfirmed() {
      record(sample().collected());
      assertThat(claim("CLM-1", C, RECORD, "133108100000101")).isEqualTo("NOT_PROCESSED");
      record(sample());
      assertThat(claim("CLM-1", C, RECORD, "133108100000101")).isEqualTo("OK");
    }

    @Test
    void areForbiddenForACancelledDisposal() {
      record(sample().collected().with("status", "CANCELLED"));
      assertThat(claim("CLM-1", C, RECORD, "133108100000101")).isEqualTo("NOT_PROCESSED");
    }

    @Test
    void mustNameALossBeforeTheReport() {
      record(sample());
      String late =
          Disposals.claim("CLM-1", C, RECORD, "133108100000101")
              .replace("2026-08-25", "2026-08-26");
      assertThat(ask(C, late)).isEqualTo("DATE_CONFLICT");
    }

    @Test
    void mayNameTheCertificateInstead() {
      record(sample());
      String named = "<certNo>" + CERTIFICATE + "</certNo><species>";
      String request =
          Disposals.claim("CLM-1", C, "", "133108100000101").replace("<species>", named);
      assertThat(ask(C, request)).isEqualTo("OK");
    }

    @Test
    void ofARecordThatNobodyKnowsAreAnsweredSo() {
      assertThat(claim("CLM-1", C, RECORD, "133108100000101 12"))
          .isEqualTo("NOT_IN_RECORD FORMAT_ERROR");
      assertThat(lastAnswer).contains("<resultCode>4001</resultCode>");
    }

    @Test
    void onCulledAnimalsGoAnotherWay() {
      assertThat(record(sample().with("deathCause", "EPIDEMIC_CULL")))
          .containsEntry("claimPath", "EPIDEMIC_CULL");
      assertThat(claim("CLM-1", C, RECORD, "133108100000101")).isEqualTo("OK");
      assertThat(lastAnswer).contains("<resultText>EPIDEMIC_CULL ");
    }

    @Test
    void areTheInsurersOwnAndNameARecord() {
      record(sample());
      refuses(
          () -> ask(B, Disposals.claim("CLM-1", C, RECORD, "133108100000101")),
          ErrorCode.RULE_FAILED);
      refuses(
          () -> ask(C, Disposals.claim("CLM-1", C, "", "133108100000101")), ErrorCode.RULE_FAILED);
    }

    @Test
    void areAnsweredAsWasFoundWhateverCameInBetween() {
      record(sample());
      String request = Disposals.claim("CLM-1", C, RECORD, "133108100000101");
      ask(C, request);
      long index = bench.lastIndex();
      claim("CLM-2", C, RECORD, THREE);
      assertThat(answer(request, index)).contains("<status>OK</status>");
    }
  }

  private String lastAnswer = "";

  private static Disposals sample() {
    return Disposals.sample();
  }

  private Map<String, String> record(Disposals disposal) {
    return take("disposal-plant", PLANT, "record", disposal.xml(), Environment.Exercise);
  }

  private String claim(String claimNo, String insurer, String recordNo, String tags) {
    return ask(insurer, Disposals.claim(claimNo, insurer, recordNo, tags));
  }

  /** The statuses of the answer, which keeps its contract. */
  private String ask(String insurer, String request) {
    take("insurer", insurer, "check-claim", request, Environment.Exercise);
    lastAnswer = answer(request, bench.lastIndex());
    TestCatalogue.ofRepository()
        .check(header("check-claim", Direction.RESPONSE), payload(lastAnswer));
    return String.join(
        " ", STATUS.matcher(lastAnswer).results().map(match -> match.group(1)).toList());
  }

  private String answer(String request, long index) {
    AcceptedMessage message =
        new AcceptedMessage(
            index,
            new ParticipantId("insurer-c"),
            header("check-claim", Direction.REQUEST),
            payload(request),
            "query",
            Digest.sha256(new byte[] {1}),
            Door.SOAP,
            bench.now);
    byte[] made =
        new DisposalClaimAnswer(database)
            .make(
                message, request.getBytes(StandardCharsets.UTF_8), participants.named("insurer-c"))
            .orElseThrow();
    return new String(made, StandardCharsets.UTF_8);
  }

  private Map<String, String> take(
      String sender, String uscc, String operation, String payload, Environment environment) {
    return bench.take(
        sender,
        DisposalRecord.SERVICE,
        operation,
        operation.equals("record") ? Direction.EVENT : Direction.REQUEST,
        payload,
        header -> header.sender(new Uscc(uscc)).environment(environment));
  }

  private static Header header(String operation, Direction direction) {
    return Header.builder(DisposalRecord.SERVICE, operation, "1.0", direction)
        .sender(new Uscc(C))
        .sentTime(OffsetDateTime.parse("2026-08-27T08:00:00+08:00"))
        .environment(Environment.Exercise)
        .payloadDigest(Digest.sha256(new byte[0]))
        .build();
  }

  private static Payload payload(String text) {
    return new Payload.Inline(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void refuses(Runnable message, ErrorCode code) {
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(message::run)
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private String state() {
    return column("SELECT state FROM disposal_record").get(0);
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
