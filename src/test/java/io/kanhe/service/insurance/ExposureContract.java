package io.kanhe.service.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.message.Uscc;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import io.kanhe.routing.TestMessages;
import io.kanhe.sandbox.ScenarioExposure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keeping coverage feeds must do on every database. */
abstract class ExposureContract {

  private static final TreeSet<String> ORANGE =
      new TreeSet<>(List.of("331002", "331081", "331083"));
  private static final Uscc A = new Uscc("91331000TEXT000A0M");

  @TempDir Path folder;
  private Database database;
  private JdbcExposures exposures;
  private ExposureKeeper keeper;

  abstract Database open();

  @BeforeEach
  void start() {
    database = open();
    exposures = new JdbcExposures(database);
    keeper = new ExposureKeeper(exposures);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest
  @CsvSource({
    "A, insurer-a, 91331000TEXT000A0M, 73083, 407329.80",
    "B, insurer-b, 91331000TEXT000B9J, 93144, 454106.40",
    "C, insurer-c, 91330200TEXT000C7B, 14475, 48093.00"
  })
  void keepsTheScenario(String letter, String sender, String uscc, long policies, String wan)
      throws Exception {
    Uscc insurer = new Uscc(uscc);
    keep(1, sender, ScenarioExposure.feed(letter, insurer, LocalDate.of(2026, 8, 23)));
    Exposures.Snapshot newest = exposures.newest(insurer, ORANGE).orElseThrow();
    assertThat(newest.rows().stream().mapToLong(Exposures.Row::policyCount).sum())
        .isEqualTo(policies);
    assertThat(newest.rows().stream().mapToLong(Exposures.Row::sumInsuredCents).sum())
        .isEqualTo(new java.math.BigDecimal(wan).movePointRight(6).longValueExact());
  }

  @Test
  void replacesTheRowsOfTheSameDayAndPrefersTheNewestDay() throws Exception {
    keep(1, "insurer-a", feed("2026-08-23", "331002,HOME_SEC,5", "331002,MOTOR_COM,6"));
    keep(2, "insurer-a", feed("2026-08-23", "331002,HOME_SEC,7"));
    assertThat(policies()).containsExactly(7L);
    keep(3, "insurer-a", feed("2026-08-22", "331002,HOME_SEC,8"));
    assertThat(policies()).containsExactly(7L);
    keep(4, "insurer-a", feed("2026-08-24", "331002,HOME_SEC,9"));
    assertThat(policies()).containsExactly(9L);
    assertThat(rowsOf(1)).isZero();
  }

  @Test
  void changesNothingWhenAFeedIsReadAgainOrLate() throws Exception {
    keep(1, "insurer-a", feed("2026-08-23", "331002,HOME_SEC,5"));
    keep(1, "insurer-a", feed("2026-08-23", "331002,HOME_SEC,5"));
    assertThat(policies()).containsExactly(5L);
    keep(3, "insurer-a", feed("2026-08-23", "331002,HOME_SEC,6"));
    keep(2, "insurer-a", feed("2026-08-23", "331002,HOME_SEC,7"));
    assertThat(policies()).containsExactly(6L);
  }

  @Test
  void startsAgainAfterACrashInTheMiddle() throws Exception {
    exposures.insert(1, List.of(new Exposures.Row("331002", "HOME_SEC", 99, 1)));
    assertThat(exposures.newest(A, ORANGE)).isEmpty();
    keep(1, "insurer-a", feed("2026-08-23", "331002,HOME_SEC,5"));
    assertThat(policies()).containsExactly(5L);
  }

  @Test
  void keepsManyRowsInSmallTransactions() throws Exception {
    String[] rows = new String[4_500];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (400_000 + i) + ",HOME_SEC,1";
    }
    keep(1, "insurer-a", feed("2026-08-23", rows));
    assertThat(rowsOf(1)).isEqualTo(4_500);
    keep(2, "insurer-a", feed("2026-08-23", "331002,HOME_SEC,1"));
    assertThat(rowsOf(1)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "91331000TEXT000B9J,2026-08-23,331002,HOME_SEC,5,,1.00,,, | row 2: found another insurer",
        "91331000TEXT000A0M,2026-08-24,331002,MICRO,5,,1.00,,, | row 2: found a second asOfDate",
        "91331000TEXT000A0M,2026-08-32,331002,MICRO,5,,1.00,,, | row 2: found an asOfDate",
        "91331000TEXT000A0M,2026-08-23,331002,MICRO,x,,1.00,,, | row 2: found a policyCount",
        "91331000TEXT000A0M,2026-08-23,331002,MICRO,5,,1.001,,, | row 2: found a sumInsured",
        "91331000TEXT000A0M,2026-08-23,331002 | row 2: found 3 cells"
      })
  void refusesAWrongRowWithItsNumber(String row, String expected) {
    String good = feed("2026-08-23", "331002,HOME_SEC,5");
    assertThatThrownBy(() -> keep(1, "insurer-a", good + row + "\n"))
        .isInstanceOfSatisfying(
            KanheException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RULE_FAILED))
        .hasMessageContaining(expected);
    assertThat(exposures.newest(A, ORANGE)).isEmpty();
  }

  private List<Long> policies() {
    return exposures.newest(A, ORANGE).orElseThrow().rows().stream()
        .map(Exposures.Row::policyCount)
        .toList();
  }

  private long rowsOf(long ledgerIndex) {
    return database.read(
        connection -> {
          try (PreparedStatement count =
              connection.prepareStatement("SELECT COUNT(*) FROM exposure WHERE ledger_index = ?")) {
            count.setLong(1, ledgerIndex);
            try (ResultSet found = count.executeQuery()) {
              found.next();
              return found.getLong(1);
            }
          }
        });
  }

  private static String feed(String day, String... rows) {
    StringBuilder feed =
        new StringBuilder(
            "insurer,asOfDate,regionCode,line,policyCount,insuredCount,sumInsured,premium,"
                + "expiryWithin30d,maxSingleSum\n");
    for (String row : rows) {
      feed.append(A).append(',').append(day).append(',').append(row).append(",,100.00,,,\n");
    }
    return feed.toString();
  }

  private void keep(long index, String sender, String feed) throws Exception {
    keep(index, sender, feed.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private void keep(long index, String sender, byte[] feed) throws Exception {
    Path file = Files.write(folder.resolve("feed.csv"), feed);
    keeper.keep(TestMessages.coverage(index, sender, file), new byte[0]);
  }
}
