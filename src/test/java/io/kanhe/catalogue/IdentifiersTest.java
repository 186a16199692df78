package io.kanhe.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Identifiers by type of {@code kanhe-types-1.0.xsd}; persons and organisations are invented. */
class IdentifiersTest {

  private static final String PROBE = "probe.xsd";
  private static final String FINE = "fine";
  private static final LocalDate TODAY = LocalDate.of(2026, 8, 24);

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "CitizenId, 11010519491231002X, fine",
    "CitizenId, 331081190001010178, fine",
    "CitizenId, 331082190001010211, fine",
    "CitizenId, 331002190001010228, fine",
    "CitizenId, 35098219000101023X, fine",
    "CitizenId, 522701190001010242, fine",
    "CitizenId, １１０１０５１９４９１２３１００２Ｘ, fine",
    "CitizenId, 110105194912310021, 1004",
    "CitizenId, 331081190001010187, 1004",
    "CitizenId, 11010519491231002x, 1002",
    "CitizenId, 110105491231002, 1002",
    "CitizenId, 331081190002300178, 1002",
    "CitizenId, 331081190013010178, 1002",
    "CitizenId, 3310811900010101780, 1002",
    "Uscc, 91350100M000100Y43, fine",
    "Uscc, 12331000TEXT000177, fine",
    "Uscc, 11331000TEXT000255, fine",
    "Uscc, 11331000TEXT000330, fine",
    "Uscc, 11331000TEXT00041T, fine",
    "Uscc, 11330000TEXT0005X6, fine",
    "Uscc, 91331000TEXT000A0M, fine",
    "Uscc, 91331000TEXT000B9J, fine",
    "Uscc, 91330200TEXT000C7B, fine",
    "Uscc, 91331081TEXT000D5J, fine",
    "Uscc, 91331081TEXT000E3D, fine",
    "Uscc, 12331000TEXT000920, fine",
    "Uscc, ９１３５０１００Ｍ０００１００Ｙ４３, fine",
    "Uscc, 91350100M000100Y44, 1004",
    "Uscc, 91350100M000010Y43, 1004",
    "Uscc, 91350100I000100Y43, 1002",
    "Uscc, 91350100m000100y43, 1002",
    "Uscc, 91350100M000100Y4, 1002",
    "Vin, 1M8GDM9AXKP042788, fine",
    "Vin, LTEST0008P0000001, fine",
    "Vin, LTEST000XP0000002, fine",
    "Vin, LTEST0001P0000003, fine",
    "Vin, ＬＴＥＳＴ０００１Ｐ０００００３, 1002",
    "Vin, ＬＴＥＳＴ０００１Ｐ００００００３, fine",
    "Vin, 1M8GDM9A1KP042788, VIN_CHECK_DIGIT",
    "Vin, LTEST0002P0000003, VIN_CHECK_DIGIT",
    "Vin, LTESTO001P0000003, 1002",
    "Vin, LTEST0001P000000, 1002",
    "PlateNo, 浙J12345, fine",
    "PlateNo, 浙JD12345, fine",
    "PlateNo, 浙J12345D, fine",
    "PlateNo, 新A1234警, fine",
    "PlateNo, 粤Z1234港, fine",
    "PlateNo, 浙Ｊ１２３４５, fine",
    "PlateNo, 浙J1234, 1002",
    "PlateNo, 浙J123456, 1002",
    "PlateNo, 浙JI2345, 1002",
    "PlateNo, 浙I12345, 1002",
    "PlateNo, J12345浙, 1002",
    "EarTag15, 133108100000101, fine",
    "EarTag15, 233108299999999, fine",
    "EarTag15, 133102100000101, fine",
    "EarTag15, 152270100000101, fine",
    "EarTag15, １３３１０８１００００００１０１, 1002",
    "EarTag15, １３３１０８１０００００１０１, fine",
    "EarTag15, 433108100000101, 1002",
    "EarTag15, 133108100000000, 1002",
    "EarTag15, 133100000000101, 1002",
    "EarTag15, 13310810000010, 1002",
    "EarTag15, 133109900000101, 1003",
    "Stcd8, 70190011, fine",
    "Stcd8, 7019001A, fine",
    "Stcd8, 7019001a, 1002",
    "Stcd8, 7019001, 1002",
    "MetStation5, 54511, fine",
    "MetStation5, A1234, fine",
    "MetStation5, 5451, 1002",
    "MetStation5, 5451A, 1002",
    "RegionCode6, 331081, fine",
    "RegionCode6, 331000, fine",
    "RegionCode6, 110105, fine",
    "RegionCode6, ３３１０８１, fine",
    "RegionCode6, 331021, REGION_SUPERSEDED",
    "RegionCode6, 330204, REGION_SUPERSEDED",
    "RegionCode6, 331099, 1003",
    "RegionCode6, 033108, 1002",
    "RegionCode6, 33108, 1002",
    "RegionCode12, 331081000000, fine",
    "RegionCode12, 130132000000, fine",
    "RegionCode12, 331021000000, REGION_SUPERSEDED",
    "RegionCode12, 331099000000, 1003",
    "RegionCode12, 331081, 1002",
    "AlertId, 33100041600000_20260824080000, fine",
    "AlertId, 33100041600000_20260824080000_1, fine",
    "AlertId, 33100041600000_20260824080000_12, 1002",
    "AlertId, 33100041600000_20260824080000_, 1002",
    "AlertId, 3310004160000_20260824080000, 1002",
    "AlertId, 3310004160000020260824080000, 1002",
    "PoliceUnit12, 331081000000, fine",
    "PoliceUnit12, 33108100000, 1002",
    "PersonIdNo, E12345678, fine",
    "PersonIdNo, 12345, 1002"
  })
  void isFineOrRefusedOrDoubtful(String type, String value, String expected) {
    assertThat(judged(TestCatalogue.identifiers(), type, value, TODAY)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} on {1}: {2}")
  @CsvSource({
    "331021, 2017-04-08, fine",
    "331021, 2017-04-09, REGION_SUPERSEDED",
    "331083, 2017-04-08, 1003",
    "331083, 2017-04-09, fine",
    "330383, 2019-08-15, 1003",
    "330383, 2019-08-16, fine"
  })
  void regionsAreJudgedOnTheDayOfTheMessage(String code, LocalDate day, String expected) {
    assertThat(judged(TestCatalogue.identifiers(), "RegionCode6", code, day)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} on {1} is {2}")
  @CsvSource({
    "331021, 2017-04-08, 331021",
    "331021, 2026-08-24, 331083",
    "330283, 2026-08-24, 330213",
    "331081, 2026-08-24, 331081",
    "110105, 2026-08-24, 110105"
  })
  void regionsHaveSuccessors(String code, LocalDate day, String expected) {
    assertThat(TestCatalogue.identifiers().regions().current(code, day)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"LTEST0001P0000003, fine", "LTEST0002P0000003, 1004", "1M8GDM9A1KP042788, 1004"})
  void aWrongCheckDigitOfAVehicleIsRefusedWhereTheOperatorWantsIt(String vin, String expected)
      throws IOException {
    Files.copy(TestCatalogue.FOLDER.resolve(Regions.FILE), folder.resolve(Regions.FILE));
    Files.writeString(folder.resolve(Identifiers.FILE), "vinCheckDigit: refuse\n");
    assertThat(judged(Identifiers.read(folder, folder), "Vin", vin, TODAY)).isEqualTo(expected);
  }

  /** The digest of the payload stays that of what somebody typed. */
  @Test
  void aPayloadInFullWidthStaysAsItCame() {
    io.kanhe.message.Payload payload = payload("PlateNo", "浙Ｊ１２３４５");
    byte[] before = ((io.kanhe.message.Payload.Inline) payload).bytes().clone();
    contract(TestCatalogue.identifiers(), "PlateNo").examine(payload, on(TODAY));
    assertThat(((io.kanhe.message.Payload.Inline) payload).bytes()).isEqualTo(before);
  }

  @Test
  void aRefusalNeverQuotesTheValue() {
    assertThatCode(() -> check(TestCatalogue.identifiers(), "CitizenId", "331081190001010187"))
        .hasMessageContaining("a wrong check character")
        .hasMessageNotContaining("3310811900");
  }

  private static String judged(Identifiers identifiers, String type, String value, LocalDate day) {
    try {
      Contract.Findings findings =
          contract(identifiers, type).examine(payload(type, value), on(day));
      return findings.warnings().isEmpty() ? FINE : String.join(",", findings.warnings());
    } catch (KanheException e) {
      return Integer.toString(e.code().number());
    }
  }

  private static void check(Identifiers identifiers, String type, String value) {
    contract(identifiers, type).examine(payload(type, value), on(TODAY));
  }

  private static io.kanhe.message.Payload payload(String type, String value) {
    return TestCatalogue.payload("<" + type + " xmlns=\"urn:probe\">" + value + "</" + type + ">");
  }

  private static Header on(LocalDate day) {
    Header header = TestCatalogue.header("ew.alert", "publish", Direction.EVENT);
    return Header.builder(header.serviceId(), header.operation(), "1.0", header.direction())
        .sender(TestCatalogue.INSURER_A)
        .sentTime(OffsetDateTime.parse(day + "T08:00:00+08:00"))
        .payloadDigest(header.payloadDigest())
        .build();
  }

  /** A document that is one value of a type. */
  private static Contract contract(Identifiers identifiers, String type) {
    String schema =
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:t=\"urn:kanhe:types:1.0\""
            + " targetNamespace=\"urn:probe\">"
            + "<xs:import namespace=\"urn:kanhe:types:1.0\" schemaLocation=\"kanhe-types-1.0.xsd\"/>"
            + "<xs:element name=\""
            + type
            + "\" type=\"t:"
            + type
            + "\"/></xs:schema>";
    CompiledSchema compiled =
        CompiledSchema.of(
            PROBE,
            name ->
                name.equals(PROBE)
                    ? schema.getBytes(StandardCharsets.UTF_8)
                    : Files.readAllBytes(TestCatalogue.FOLDER.resolve(name)));
    return new XsdContract(compiled, new QName("urn:probe", type), identifiers, List.of());
  }
}
