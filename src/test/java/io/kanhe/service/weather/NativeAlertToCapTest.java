package io.kanhe.service.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.routing.TestMessages;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NativeAlertToCapTest {

  private static final Path SAMPLE = Path.of("src/test/resources/alerts/native-typhoon-orange.xml");
  private static final Path GOLDEN = Path.of("src/test/resources/alerts/cap-typhoon-orange.xml");

  private JdbcAlerts.@Nullable Known known;
  private final NativeAlertToCap transform =
      new NativeAlertToCap(
          (environment, id) -> Optional.ofNullable(known).filter(each -> each.id().equals(id)),
          code -> Map.of("11B01", "台风").getOrDefault(code, code),
          Gazetteer.read(Path.of("config/transforms/regions.csv")));

  @Test
  void turnsTheSampleIntoTheGoldenDocument() throws Exception {
    assertThat(apply(Files.readString(SAMPLE))).isEqualTo(Files.readString(GOLDEN).strip());
  }

  @Test
  void keepsToTheProfile() throws Exception {
    Schemas.validate(Schemas.PROFILE, bytes(apply(Files.readString(SAMPLE))));
  }

  @Test
  void keepsToTheSchemaOfOasis() throws Exception {
    assumeTrue(Files.exists(Schemas.OASIS_CAP), "the OASIS schema is not beside this checkout");
    Schemas.validate(Schemas.OASIS_CAP, bytes(apply(Files.readString(SAMPLE))));
  }

  static Stream<Arguments> traps() {
    return Stream.of(
        trap(
            "missing offset means China",
            "<sendTime>2026-08-24 08:00:00+08:00<",
            "<sendTime>2026-08-24 08:00:00<",
            "<sent>2026-08-24T08:00:00+08:00</sent>"),
        trap(
            "a T that is already there",
            "<effective>2026-08-24 08:00:00+08:00<",
            "<effective>2026-08-24T09:00:00+00:00<",
            "<effective>2026-08-24T09:00:00+00:00</effective>"),
        trap("Cancle", "<msgType>Update<", "<msgType>Cancle<", "<msgType>Cancel</msgType>"),
        trap("upper case colour", ">Orange<", ">RED<", "<severity>Extreme</severity>"),
        trap("lower case colour", ">Orange<", ">blue<", "<value>4</value>"),
        trap("yellow", ">Orange<", ">Yellow<", "<severity>Moderate</severity>"),
        trap("geology", ">11B01<", ">11D02<", "<category>Geo</category><event>11D02</event>"),
        trap("sea", ">11B01<", ">11E02<", "<category>Env</category>"),
        trap("flood", ">11B01<", ">11A01<", "<category>Met</category>"),
        trap("forest fire", ">11B01<", ">11G01<", "<category>Fire</category>"),
        trap(
            "codes repeated",
            ">331002000000,331081000000,331083000000<",
            ">331002000000,331002000000<",
            "<areaDesc>椒江区</areaDesc><geocode><valueName>CPEAS Geographic Code</valueName>"
                + "<value>331002000000</value></geocode></area></info>"),
        trap(
            "names and codes differ in number",
            ">椒江区,温岭市,玉环市<",
            ">沿海各县<",
            "<areaDesc>温岭市</areaDesc>"),
        trap(
            "a town unknown to the gazetteer",
            ">椒江区,温岭市,玉环市</areaDesc>",
            "></areaDesc>",
            "<areaDesc>玉环市</areaDesc>"),
        trap("restricted", ">Public<", ">Restricted<", "<restriction>by agreement</restriction>"),
        trap("private", ">Public<", ">Private<", "<addresses>by agreement</addresses>"),
        trap(
            "two departments and one alert",
            ">台州市气象局<",
            ">浙江省水利厅,浙江省气象台<",
            "<senderName>浙江省水利厅,浙江省气象台</senderName>"),
        trap(
            "a sender that is no name of anybody",
            ">台州市气象局<",
            ">Taizhou_Weather_Station<",
            "<sender>33100041600000</sender>"),
        trap("escaping", ">台州市气象局<", ">A &amp; B &lt;<", "<senderName>A &amp; B &lt;</senderName>"),
        trap(
            "an address that is one",
            "<web/>",
            "<web>https://alerts.example/1</web>",
            "<web>https://alerts.example/1</web>"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("traps")
  void standsTheTrap(String name, String old, String with, String expected) throws Exception {
    String sample = Files.readString(SAMPLE);
    assertThat(sample).contains(old);
    String cap = apply(sample.replace(old, with));
    assertThat(cap).contains(expected).doesNotContain("值班员").doesNotContain("audenceprt");
    Schemas.validate(Schemas.PROFILE, bytes(cap));
  }

  @Test
  void omitsEmptyElements() throws Exception {
    assertThat(apply(Files.readString(SAMPLE)))
        .doesNotContain("<onset")
        .doesNotContain("<expires")
        .doesNotContain("<web")
        .doesNotContain("<note")
        .doesNotContain("<polygon");
  }

  @Test
  void passesAPolygonOfASingleCode() throws Exception {
    String polygon = "28.65,121.20 28.65,121.75 28.25,121.75 28.65,121.20";
    String one =
        Files.readString(SAMPLE)
            .replace(">331002000000,331081000000,331083000000<", ">331081000000<")
            .replace("<polygon/>", "<polygon>" + polygon + "</polygon>");
    assertThat(apply(one)).contains("<polygon>" + polygon + "</polygon>");
  }

  @Test
  void resolvesTheReferenceByTheRegister() throws Exception {
    known =
        new JdbcAlerts.Known(
            "33100041600000_20260823170000",
            "met-taizhou",
            "33100041600099",
            Instant.parse("2026-08-23T08:59:30Z"),
            "Alert",
            "",
            false,
            JdbcAlerts.State.ACTIVE,
            null,
            1);
    assertThat(apply(Files.readString(SAMPLE)))
        .contains(
            "<references>33100041600099,33100041600000_20260823170000,"
                + "2026-08-23T16:59:30+08:00</references>");
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments("<secClassification>None<", "<secClassification>Secret<"),
        arguments("<references>33100041600000_20260823170000<", "<references>14_14<"),
        arguments(
            "<references>33100041600000_20260823170000<",
            "<references>33100041600000_20260231170000<"),
        arguments(">Orange<", ">Purple<"),
        arguments("<sendTime>2026-08-24 08", "<sendTime>2026-02-31 08"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refusals")
  void refusesWhatCannotBeMapped(String old, String with) throws Exception {
    String changed = Files.readString(SAMPLE).replace(old, with);
    assertThatThrownBy(() -> apply(changed))
        .isInstanceOfSatisfying(
            KanheException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RULE_FAILED));
  }

  @Test
  void letsAClassifiedAlertPassToANarrowerScope() throws Exception {
    String changed =
        Files.readString(SAMPLE)
            .replace("<secClassification>None<", "<secClassification>Internal<")
            .replace(">Public<", ">Restricted<");
    assertThat(apply(changed)).contains("<scope>Restricted</scope>");
  }

  @Test
  void takesACancelWithoutInfo() throws Exception {
    String sample = Files.readString(SAMPLE).replace(">Update<", ">Cancel<");
    String cancel = sample.substring(0, sample.indexOf("<info>")) + "</alert>";
    String cap = apply(cancel);
    assertThat(cap).endsWith("</references></alert>");
    Schemas.validate(Schemas.PROFILE, bytes(cap));
  }

  private String apply(String document) {
    AcceptedMessage message = TestMessages.alert(7, "met-taizhou", "native", document);
    return new String(transform.apply(message, bytes(document)), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Arguments trap(String name, String old, String with, String expected) {
    return arguments(name, old, with, expected);
  }
}
