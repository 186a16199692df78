package io.kanhe.service.weather;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.catalogue.TestCatalogue;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Uscc;
import io.kanhe.routing.TestMessages;
import io.kanhe.routing.TestParticipants;
import io.kanhe.service.insurance.Exposures;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertImpactTest {

  private static final Path CAP = Path.of("src/test/resources/alerts/cap-typhoon-orange.xml");

  private JdbcAlerts.@Nullable Known known;
  private final TestParticipants participants = new TestParticipants();
  private final Exposures exposures = new OneInsurer();
  private final AlertImpact impact =
      new AlertImpact(
          (environment, id) -> Optional.ofNullable(known),
          exposures,
          TestCatalogue.regions(),
          Clock.fixed(Instant.parse("2026-08-24T00:00:10Z"), ZoneOffset.UTC));

  @Test
  void tellsAnInsurerItsOwnFiguresAndTheirTotals() throws Exception {
    byte[] document = make(Files.readString(CAP), "insurer-a").orElseThrow();
    Schemas.validate(Schemas.IMPACT, document);
    assertThat(new String(document, StandardCharsets.UTF_8))
        .isEqualTo(
            "<AlertImpact xmlns=\"urn:kanhe:ew:1.0\">"
                + "<alertId>33100041600000_20260824080000</alertId><msgType>Update</msgType>"
                + "<severity>Orange</severity><computedAt>2026-08-24T08:00:10+08:00</computedAt>"
                + "<insurer>91331000TEXT000A0M</insurer><regions>"
                + "<region><regionCode>331002</regionCode>"
                + "<row><line>HOME_SEC</line><policyCount>2</policyCount>"
                + "<sumInsuredYuan>0.05</sumInsuredYuan><asOfDate>2026-08-23</asOfDate></row>"
                + "<row><line>MOTOR_COM</line><policyCount>3</policyCount>"
                + "<sumInsuredYuan>9007199254740993.00</sumInsuredYuan>"
                + "<asOfDate>2026-08-23</asOfDate></row></region>"
                + "<region><regionCode>331081</regionCode></region>"
                + "<region><regionCode>331083</regionCode></region></regions>"
                + "<totals><policyCount>5</policyCount>"
                + "<sumInsuredYuan>9007199254740993.05</sumInsuredYuan></totals></AlertImpact>");
  }

  @Test
  void tellsNothingToAnInsurerWithoutFeedOrToAnybodyElse() throws Exception {
    assertThat(make(Files.readString(CAP), "insurer-b")).isEmpty();
    assertThat(make(Files.readString(CAP), "regulator-zj")).isEmpty();
  }

  @Test
  void tellsNothingForACancel() throws Exception {
    String cancel = Files.readString(CAP).replace(">Update<", ">Cancel<");
    assertThat(make(cancel, "insurer-a")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1, false, ACTIVE, true",
    "1, false, UPDATED, true",
    "1, false, CANCELLED, false",
    "1, true, UPDATED, false",
    "2, false, ACTIVE, false"
  })
  void tellsAnInsurerWhatIsNewsAndNotCancelled(
      long index, boolean overtaken, JdbcAlerts.State state, boolean told) throws Exception {
    known =
        new JdbcAlerts.Known(
            "33100041600000_20260824080000",
            "met-taizhou",
            "33100041600000",
            Instant.EPOCH,
            "Update",
            "",
            overtaken,
            state,
            null,
            index);
    assertThat(make(Files.readString(CAP), "insurer-a").isPresent()).isEqualTo(told);
  }

  /** 玉环县 became 玉环市 in 2017; an insurer's feed may still hold rows under the old code. */
  @Test
  void findsWhatIsInsuredUnderFormerCodesOfACounty() throws Exception {
    String cap = Files.readString(CAP).replaceFirst("(?s)<area>.*</area>", area("331021000000"));
    List<Exposures.Row> rows =
        List.of(
            new Exposures.Row("331021", "HOME_SEC", 2, 5),
            new Exposures.Row("331083", "HOME_SEC", 3, 7),
            new Exposures.Row("331083", "CAT", 1, 1));
    SortedSet<String> asked = new TreeSet<>();
    String document = told(cap, rows, asked);
    assertThat(asked).containsExactly("331021", "331083");
    assertThat(document)
        .contains(
            "<region><regionCode>331083</regionCode>"
                + "<row><line>CAT</line><policyCount>1</policyCount>",
            "<row><line>HOME_SEC</line><policyCount>5</policyCount>"
                + "<sumInsuredYuan>0.12</sumInsuredYuan>")
        .doesNotContain("331021");
  }

  @ParameterizedTest
  @CsvSource({
    "331081101000, 331081",
    "331081000000, 331081",
    "110105000000, 110105",
    "110100000000, 110100"
  })
  void aTownStandsForItsCountyAndWhatTheTableDoesNotKnowForItself(String code, String county)
      throws Exception {
    SortedSet<String> asked = new TreeSet<>();
    String cap = Files.readString(CAP).replaceFirst("(?s)<area>.*</area>", area(code));
    assertThat(told(cap, List.of(), asked)).contains("<regionCode>" + county + "</regionCode>");
    assertThat(asked).containsExactly(county);
  }

  @Test
  void aPrefectureStandsForItsCountiesOfToday() throws Exception {
    SortedSet<String> asked = new TreeSet<>();
    String cap = Files.readString(CAP).replaceFirst("(?s)<area>.*</area>", area("331000000000"));
    List<Exposures.Row> rows = List.of(new Exposures.Row("331081", "CAT", 9, 900));
    assertThat(told(cap, rows, asked))
        .contains(
            "<regionCode>331002</regionCode>",
            "<regionCode>331081</regionCode><row><line>CAT</line>",
            "<regionCode>331083</regionCode>",
            "<totals><policyCount>9</policyCount>")
        .doesNotContain("<regionCode>331000</regionCode>", "<regionCode>331021</regionCode>");
    assertThat(asked).contains("331002", "331021", "331083").doesNotContain("330382");
  }

  @Test
  void whatIsInsuredUnderThePrefectureItselfCountsForItsWarningAlone() throws Exception {
    SortedSet<String> asked = new TreeSet<>();
    String cap = Files.readString(CAP);
    List<Exposures.Row> rows = List.of(new Exposures.Row("331000", "CAT", 7, 700));
    assertThat(told(cap.replaceFirst("(?s)<area>.*</area>", area("331000000000")), rows, asked))
        .contains("<regionCode>331000</regionCode><row><line>CAT</line>", "<policyCount>7<");
    assertThat(asked).contains("331000");
    asked.clear();
    told(cap.replaceFirst("(?s)<area>.*</area>", area("331081000000")), List.of(), asked);
    assertThat(asked).containsExactly("331081");
  }

  private String told(String cap, List<Exposures.Row> rows, SortedSet<String> asked)
      throws Exception {
    AlertImpact impact =
        new AlertImpact(
            (environment, id) -> Optional.ofNullable(known),
            (insurer, regions) -> {
              asked.addAll(regions);
              return Optional.of(new Exposures.Snapshot(LocalDate.of(2026, 8, 23), rows));
            },
            TestCatalogue.regions(),
            Clock.fixed(Instant.parse("2026-08-24T00:00:10Z"), ZoneOffset.UTC));
    byte[] payload = cap.getBytes(StandardCharsets.UTF_8);
    byte[] document =
        impact
            .make(
                TestMessages.alert(1, "met-taizhou", "cap-cn", cap),
                payload,
                participants.named("insurer-a"))
            .orElseThrow();
    Schemas.validate(Schemas.IMPACT, document);
    return new String(document, StandardCharsets.UTF_8);
  }

  private static String area(String code) {
    return "<area><areaDesc>示例</areaDesc><geocode><valueName>CPEAS Geographic Code</valueName><value>"
        + code
        + "</value></geocode></area>";
  }

  private Optional<byte[]> make(String cap, String recipient) {
    AcceptedMessage message = TestMessages.alert(1, "met-taizhou", "cap-cn", cap);
    byte[] payload = cap.getBytes(StandardCharsets.UTF_8);
    return impact.make(message, payload, participants.named(recipient));
  }

  private static final class OneInsurer implements Exposures {
    @Override
    public Optional<Snapshot> newest(Uscc insurer, SortedSet<String> regionCodes) {
      assertThat(regionCodes).containsExactly("331002", "331021", "331081", "331083");
      return insurer.value().equals("91331000TEXT000A0M")
          ? Optional.of(
              new Snapshot(
                  LocalDate.of(2026, 8, 23),
                  List.of(
                      new Row("331002", "HOME_SEC", 2, 5),
                      new Row("331002", "MOTOR_COM", 3, 900_719_925_474_099_300L))))
          : Optional.empty();
    }
  }
}
