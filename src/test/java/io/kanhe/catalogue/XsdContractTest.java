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
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class XsdContractTest {

  private static final Path SHARED = Path.of("../shared");
  private static final Catalogue CATALOGUE = TestCatalogue.ofRepository();
  private static final String CAP = TestCatalogue.sample("cap-hail.xml");
  private static final String NATIVE = TestCatalogue.sample("native-hail.xml");

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

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.kanhe.catalogue.CapDefects#defectsOfCap")
  void refusesDefectsOfCap(String name, String document, int code, String message) {
    assertRefused(TestCatalogue.alert(), document, code, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.kanhe.catalogue.AlertDefects#defectsOfNative")
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

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.kanhe.catalogue.AlertDefects#defectsOfImpact")
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
