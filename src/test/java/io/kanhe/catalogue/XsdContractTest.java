package io.kanhe.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class XsdContractTest {

  private static final Path SHARED = Path.of("../shared");
  private static final Catalogue CATALOGUE = TestCatalogue.ofRepository();
  private static final String CAP = TestCatalogue.sample("cap-hail.xml");
  private static final String NATIVE = TestCatalogue.sample("native-hail.xml");
  private static final String IMPACT = TestCatalogue.sample("impact.xml");

  @ParameterizedTest
  @CsvSource({
    "cap-hail.xml,publish,cap-cn",
    "native-hail.xml,publish,native",
    "impact.xml,impact,alert-impact"
  })
  void acceptsTheSamples(String file, String operation, String format) {
    Header header = TestCatalogue.header("ew.alert", operation, Direction.EVENT);
    Catalogue.Checked checked =
        CATALOGUE.check(header, TestCatalogue.payload(TestCatalogue.sample(file)));
    assertThat(checked.format()).isEqualTo(format);
    assertThat(checked.records()).isEqualTo(1);
    assertThat(checked.service().id()).isEqualTo("ew.alert");
  }

  @ParameterizedTest
  @CsvSource({"s07_cap_typhoon_orange.xml,cap-cn", "s07_native_typhoon_orange.xml,native"})
  void acceptsTheSamplesOfTheDomain(String file, String format) throws IOException {
    Payload payload = new Payload.Inline(Files.readAllBytes(shared("domain/" + file)));
    assertThat(CATALOGUE.check(TestCatalogue.alert(), payload).format()).isEqualTo(format);
  }

  @Test
  void itsCapDocumentsAreValidCap() throws Exception {
    var cap =
        SchemaFactory.newDefaultInstance().newSchema(shared("vectors/cap/CAP-v1.2.xsd").toFile());
    cap.newValidator().validate(new StreamSource(new StringReader(CAP)));
    cap.newValidator()
        .validate(new StreamSource(shared("domain/s07_cap_typhoon_orange.xml").toFile()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "invalid.cap",
        "australia.cap",
        "australia_bom.cap",
        "cap_amber_alert_example.xml",
        "mexico.xml",
        "sweden.cap",
        "weather.cap",
        "NOAA_MultiplePolygons.txt"
      })
  void refusesCapOfOtherProfiles(String file) throws IOException {
    Payload payload = new Payload.Inline(Files.readAllBytes(shared("vectors/cap/" + file)));
    assertThatThrownBy(() -> CATALOGUE.check(TestCatalogue.alert(), payload))
        .isInstanceOf(KanheException.class)
        .extracting(e -> ((KanheException) e).code())
        .isIn(ErrorCode.CONTRACT_VIOLATED, ErrorCode.CODE_UNKNOWN, ErrorCode.CONSTRUCT_FORBIDDEN);
  }

  static Stream<Arguments> defectsOfCap() {
    return Stream.of(
        cap("truncated", "</alert>", "", 1001, "found something that is not well-formed"),
        cap(
            "two-roots",
            "</alert>",
            "</alert><alert/>",
            1001,
            "found something that is not well-formed"),
        cap(
            "undefined-entity",
            "冰雹</event>",
            "&hail;</event>",
            1001,
            "found something that is not well-formed"),
        cap(
            "doctype",
            "<alert ",
            "<!DOCTYPE alert [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><alert ",
            1012,
            "found a DOCTYPE"),
        cap(
            "billion-laughs",
            "<alert ",
            "<!DOCTYPE alert [<!ENTITY a \"a\"><!ENTITY b \"&a;&a;\">]><alert ",
            1012,
            "found a DOCTYPE"),
        cap(
            "processing-instruction",
            "<status>",
            "<?go now?><status>",
            1012,
            "found a processing instruction"),
        cap(
            "other-namespace",
            "cap:1.2",
            "cap:1.1",
            1002,
            "found a payload of no known format, expected one of cap-cn, native"),
        cap("other-root", "alert", "alerts", 1002, "found a payload of no known format"),
        cap(
            "identifier-not-national",
            "_20260701120000_1",
            "",
            1002,
            "alert/identifier: found a value of another form, expected an alert id"),
        cap(
            "sender-name",
            "<sender>33108141600000",
            "<sender>weather bureau",
            1002,
            "alert/sender: found a value of another form, expected an issuer code of 14 digits"),
        cap(
            "sent-without-offset",
            "12:00:00+08:00</sent>",
            "12:00:00</sent>",
            1002,
            "alert/sent: found a value of another form, expected a date and time with offset"),
        cap(
            "sent-on-no-day",
            "2026-07-01T12:00:00+08:00</sent>",
            "2026-02-30T12:00:00+08:00</sent>",
            1002,
            "alert/sent: found"),
        cap(
            "sent-with-blank",
            "2026-07-01T12:00:00+08:00</sent>",
            "2026-07-01 12:00:00+08:00</sent>",
            1002,
            "alert/sent: found"),
        cap(
            "status-unknown",
            "Exercise",
            "Draft",
            1003,
            "alert/status: found a value outside its code list, expected one of [Actual, Exercise, Test]"),
        cap(
            "status-of-other-environment",
            "Exercise",
            "Actual",
            4002,
            "alert/status: found status Actual in a message of environment Exercise"),
        cap(
            "message-type-unknown",
            "Update<",
            "Ack<",
            1003,
            "alert/msgType: found a value outside its code list, expected one of [Alert, Update, Cancel]"),
        cap(
            "scope-missing",
            "<scope>Public</scope>",
            "",
            1002,
            "alert/code: found an element out of place, expected one of [source, scope]"),
        cap(
            "restricted-without-restriction",
            "Public",
            "Restricted",
            4002,
            "alert/restriction: found none"),
        cap("private-without-addresses", "Public", "Private", 4002, "alert/addresses: found none"),
        cap(
            "other-profile",
            "kanhe-cn:1.0",
            "IPAWS:1.0",
            1003,
            "alert/code: found a value outside its code list"),
        cap(
            "no-profile",
            "<code>profile:kanhe-cn:1.0</code>",
            "",
            1002,
            "alert/references: found an element out of place, expected one of [restriction, addresses, code]"),
        cap(
            "update-without-references",
            "<references>33108141600000,33108141600000_20260701110000,2026-07-01T11:00:00+08:00</references>",
            "",
            4002,
            "alert/references: found none in an Update or Cancel"),
        cap(
            "bare-reference",
            "33108141600000,33108141600000_20260701110000,2026-07-01T11:00:00+08:00",
            "33108141600000_20260701110000",
            1002,
            "alert/references: found a value of another form, expected references as sender,identifier,sent"),
        cap(
            "category-unknown",
            "<category>Met",
            "<category>Hail",
            1003,
            "alert/info/category: found"),
        cap(
            "event-code-of-other-shape",
            "11B15",
            "HAIL",
            1002,
            "alert/info/eventCode/value: found a value of another form, expected an event code of list CL-03"),
        cap(
            "event-code-unknown",
            "11B15",
            "11B99",
            1003,
            "alert/info/eventCode/value: found a value outside its code list"),
        cap(
            "event-code-system-unknown",
            "GB/T35561-2017",
            "SAME",
            1003,
            "alert/info/eventCode/valueName: found"),
        cap(
            "expires-before-effective",
            "18:00:00",
            "11:00:00",
            4002,
            "alert/info/expires: found a time not after the start"),
        cap(
            "colour-against-severity",
            "Yellow",
            "Red",
            4002,
            "alert/info/severity: found Moderate with warning colour Red, expected Extreme"),
        cap(
            "colour-unknown",
            ">Yellow",
            ">Pink",
            1003,
            "alert/info/parameter/value: found a colour outside its list"),
        cap(
            "blank-headline",
            "示例气象台发布冰雹黄色预警[III级/较重]",
            "  ",
            1002,
            "alert/info/headline: found a value of another form, expected a text of 1 to 256 characters"),
        cap(
            "empty-expires",
            "<expires>2026-07-01T18:00:00+08:00</expires>",
            "<expires/>",
            1002,
            "alert/info/expires: found"),
        cap(
            "no-area",
            "(?s)<area>.*</area>",
            "",
            1002,
            "alert/info: found too few elements, expected one of [parameter, area]"),
        cap(
            "no-geocode",
            "(?s)<geocode>.*</geocode>",
            "",
            1002,
            "alert/info/area: found too few elements"),
        cap(
            "geocode-of-six-digits",
            "331081000000",
            "331081",
            1002,
            "alert/info/area/geocode/value: found a value of another form, expected a region code of twelve digits"),
        cap(
            "geocode-system-unknown",
            "CPEAS Geographic Code",
            "EXCLUDE_POLYGON",
            1003,
            "alert/info/area/geocode/valueName: found"),
        cap(
            "open-polygon",
            "28.65,121.20</polygon>",
            "28.60,121.20</polygon>",
            4002,
            "alert/info/area/polygon: found an open line"),
        cap(
            "polygon-of-three-points",
            "28.65,121.75 28.25",
            "28.25",
            1002,
            "alert/info/area/polygon: found a value of another form, expected at least four points"),
        cap(
            "polygon-out-of-range",
            "28.25,121.75",
            "128.25,121.75",
            1002,
            "alert/info/area/polygon: found"),
        cap(
            "unknown-element",
            "<event>",
            "<secret>x</secret><event>",
            1002,
            "alert/info/secret: found an element out of place, expected one of [category, event]"),
        cap(
            "unknown-attribute",
            "<event>",
            "<event lang=\"zh\">",
            1002,
            "alert/info/event: found an attribute missing or not known here"),
        cap(
            "substituted-type",
            "<event>",
            "<event xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:x=\"http://www.w3.org/2001/XMLSchema\" xsi:type=\"x:string\">",
            1002,
            "alert/info/event: found"),
        cap(
            "text-between-elements",
            "<event>",
            "text<event>",
            1002,
            "alert/info: found text between elements"),
        cap("info-missing", "(?s)<info>.*</info>", "", 1002, "alert: found no info, expected one"),
        cap(
            "foreign-schema-location",
            "<event>",
            "<event xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"urn:x http://127.0.0.1:9/x.xsd\"><b xmlns=\"urn:x\"/>",
            1002,
            "alert/info/event"));
  }

  private static Arguments cap(String name, String good, String bad, int code, String message) {
    return Arguments.of(name, defect(CAP, good, bad), code, message);
  }

  private static String defect(String document, String good, String bad) {
    String broken =
        good.startsWith("(?s)") ? document.replaceFirst(good, bad) : document.replace(good, bad);
    assertThat(broken).isNotEqualTo(document);
    return broken;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("defectsOfCap")
  void refusesDefectsOfCap(String name, String document, int code, String message) {
    assertRefused(TestCatalogue.alert(), document, code, message);
  }

  static Stream<Arguments> defectsOfNative() {
    return Stream.of(
        nativeOf(
            "time-on-no-day",
            "12:00:00+08:00</sendTime>",
            "25:00:00+08:00</sendTime>",
            1002,
            "alert/sendTime: found no existing time"),
        nativeOf(
            "no-sender-code",
            "<senderCode>33108141600000</senderCode>",
            "",
            1002,
            "alert/sendTime: found an element out of place, expected one of [senderCode]"),
        nativeOf(
            "message-type-unknown",
            ">Update<",
            ">Change<",
            1003,
            "alert/msgType: found a value outside its code list"),
        nativeOf(
            "severity-is-a-word-of-cap",
            "Yellow",
            "Moderate",
            1003,
            "alert/info/severity: found a value outside its code list, expected one of [Blue"),
        nativeOf(
            "update-without-references",
            "33108141600000_20260701110000</ref",
            "</ref",
            4002,
            "alert/references: found none"),
        nativeOf("event-code-unknown", "11B15", "11B98", 1003, "alert/info/eventType: found"),
        nativeOf(
            "expires-before-effective",
            "18:00:00",
            "08:00:00",
            4002,
            "alert/info/expires: found a time not after the start"),
        nativeOf(
            "geocode-of-six-digits",
            "331002000000,331081000000",
            "331002000000,331081",
            1002,
            "alert/info/area/geocode: found a value of another form, expected region codes"),
        nativeOf(
            "geocode-trailing-comma",
            "331081000000",
            "331081000000,",
            1002,
            "alert/info/area/geocode: found"),
        nativeOf("info-missing", "(?s)<info>.*</info>", "", 1002, "alert: found no info"),
        nativeOf(
            "status-of-other-environment",
            "Exercise",
            "Actual",
            4002,
            "alert/status: found status Actual"));
  }

  private static Arguments nativeOf(
      String name, String good, String bad, int code, String message) {
    return Arguments.of(name, defect(NATIVE, good, bad), code, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("defectsOfNative")
  void refusesDefectsOfTheNativeStructure(String name, String document, int code, String message) {
    assertRefused(TestCatalogue.alert(), document, code, message);
  }

  @Test
  void toleratesWhatIsInCirculation() {
    accepted(NATIVE.replace(">Update<", ">Cancle<"));
    accepted(NATIVE.replace("Yellow", "YELLOW"));
    accepted(NATIVE.replaceFirst("(?s)<info>.*</info>", "").replace(">Update<", ">Cancel<"));
    accepted(NATIVE.replace("331002000000,331081000000", "331002000000,331002000000"));
    accepted(CAP.replaceFirst("(?s)<info>.*</info>", "").replace(">Update<", ">Cancel<"));
    accepted("\uFEFF" + CAP);
  }

  private static void accepted(String document) {
    assertThat(CATALOGUE.check(TestCatalogue.alert(), TestCatalogue.payload(document)).records())
        .isEqualTo(1);
  }

  static Stream<Arguments> defectsOfImpact() {
    return Stream.of(
        impact(
            "wrong-check-character",
            "91331000TEXT000A0M",
            "91331000TEXT000A0K",
            1004,
            "AlertImpact/insurer: found a wrong check character"),
        impact(
            "insurer-of-other-shape",
            "91331000TEXT000A0M",
            "insurer-a",
            1002,
            "AlertImpact/insurer: found a value of another form, expected a unified social credit code"),
        impact(
            "line-unknown",
            "RURAL_HOUSE",
            "HOUSES",
            1003,
            "AlertImpact/regions/region/row/line: found a value outside its code list"),
        impact(
            "line-twice",
            "RURAL_HOUSE",
            "MOTOR",
            4002,
            "AlertImpact/regions/region/row/line: found a value for the second time"),
        impact(
            "region-twice",
            "331081",
            "331002",
            4002,
            "AlertImpact/regions/region/regionCode: found a value for the second time"),
        impact(
            "total-of-policies",
            "6500",
            "6501",
            4002,
            "AlertImpact/totals/policyCount: found another total"),
        impact(
            "total-of-sums",
            "221760000.50",
            "221760000.51",
            4002,
            "AlertImpact/totals/sumInsuredYuan: found another total"),
        impact(
            "negative-count",
            ">298<",
            ">-298<",
            1002,
            "AlertImpact/regions/region/row/policyCount: found a value of another form, expected a whole number, not negative"),
        impact(
            "three-decimals",
            "35760000.00",
            "35760000.001",
            1002,
            "AlertImpact/regions/region/row/sumInsuredYuan: found a value of another form, expected an amount of yuan"),
        impact("colour-in-capitals", "Orange", "ORANGE", 1003, "AlertImpact/severity: found"));
  }

  private static Arguments impact(String name, String good, String bad, int code, String message) {
    return Arguments.of(name, defect(IMPACT, good, bad), code, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("defectsOfImpact")
  void refusesDefectsOfImpact(String name, String document, int code, String message) {
    assertRefused(
        TestCatalogue.header("ew.alert", "impact", Direction.EVENT), document, code, message);
  }

  @Test
  void speaksOurWordsInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.SIMPLIFIED_CHINESE);
      Catalogue fresh = TestCatalogue.ofRepository();
      String document = CAP.replace("<scope>Public</scope>", "");
      assertThatThrownBy(() -> fresh.check(TestCatalogue.alert(), TestCatalogue.payload(document)))
          .hasMessage("alert/code: found an element out of place, expected one of [source, scope]");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void neverShowsAValueThatLooksLikeTheValidatorsText() {
    String document =
        CAP.replace("331081000000", "x' for type 'Uscc'. One of '{secret}' is expected");
    assertThatThrownBy(
            () -> CATALOGUE.check(TestCatalogue.alert(), TestCatalogue.payload(document)))
        .hasMessage(
            "alert/info/area/geocode/value: found a value of another form, expected a region code of twelve digits: "
                + "county 6, town 3, village 3");
    String coded = CAP.replace("Exercise", "enumeration '[secret]'");
    assertThatThrownBy(() -> CATALOGUE.check(TestCatalogue.alert(), TestCatalogue.payload(coded)))
        .hasMessageEndingWith("expected one of [Actual, Exercise, Test]");
  }

  @Test
  void refusesDepthAndAttributesBeyondTheLimits() {
    assertRefused(
        TestCatalogue.alert(),
        CAP.replace("<info>", "<info>" + "<a>".repeat(100)),
        1002,
        "alert/info/a: found");
    String attributes =
        java.util.stream.IntStream.range(0, 100)
            .mapToObj(i -> " a" + i + "=\"\"")
            .reduce("", String::concat);
    assertRefused(
        TestCatalogue.alert(),
        CAP.replace("<info>", "<info" + attributes + ">"),
        1007,
        "found more than 64");
  }

  @Test
  void takesALongPolygonWithoutExhaustingTheStack() {
    String polygon = "28.65,121.20 " + "28.651234,121.751234 ".repeat(20_000) + "28.65,121.20";
    accepted(CAP.replaceFirst("<polygon>.*</polygon>", "<polygon>" + polygon + "</polygon>"));
  }

  @Test
  void otherEncodingsAreMalformed() {
    Payload utf16 = new Payload.Inline(CAP.getBytes(StandardCharsets.UTF_16));
    assertThatThrownBy(() -> CATALOGUE.check(TestCatalogue.alert(), utf16))
        .hasMessageContaining("not well-formed");
    Payload latin =
        new Payload.Inline(
            CAP.replace("UTF-8", "ISO-8859-1")
                .replace("冰雹", "gr\u00eale")
                .getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> CATALOGUE.check(TestCatalogue.alert(), latin))
        .hasMessageContaining("not well-formed");
  }

  @Test
  void checksAcknowledgements() {
    Header header = TestCatalogue.header("kanhe.acknowledgement", "acknowledge", Direction.ACK);
    String good =
        "<k:Acknowledgement xmlns:k=\"urn:kanhe:envelope:1\"><k:deliveredDigest algorithm=\"SHA-256\">"
            + "0f".repeat(32)
            + "</k:deliveredDigest></k:Acknowledgement>";
    assertThat(CATALOGUE.check(header, TestCatalogue.payload(good)).format())
        .isEqualTo("acknowledgement");
    assertRefused(header, good.replace("0f", "0F"), 1002, "Acknowledgement/deliveredDigest: found");
    assertRefused(
        header, good.replace("SHA-256", "SHA-1"), 1003, "Acknowledgement/deliveredDigest: found");
    assertRefused(
        header, "<Acknowledgement/>", 1002, "Acknowledgement: found another root element");
    Header event = TestCatalogue.header("kanhe.acknowledgement", "acknowledge", Direction.EVENT);
    assertRefused(event, good, 1011, "found a service, version, operation or direction");
  }

  private static void assertRefused(Header header, String document, int code, String message) {
    assertThatThrownBy(() -> CATALOGUE.check(header, TestCatalogue.payload(document)))
        .isInstanceOfSatisfying(
            KanheException.class,
            e -> {
              assertThat(e.getMessage()).contains(message);
              assertThat(e.code().number()).isEqualTo(code);
            });
  }

  private static Path shared(String name) {
    Path file = SHARED.resolve(name);
    Assumptions.assumeTrue(Files.exists(file), () -> name + " of the shared folder is not there");
    return file;
  }
}
