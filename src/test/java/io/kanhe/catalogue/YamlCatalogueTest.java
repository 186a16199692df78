package io.kanhe.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.message.Direction;
import io.kanhe.message.Payload;
import io.kanhe.participant.Agreement;
import io.kanhe.participant.Agreements;
import io.kanhe.participant.LegalBasis;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.Purpose;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlCatalogueTest {

  private static final Catalogue CATALOGUE = TestCatalogue.ofRepository();

  @TempDir Path home;

  @Test
  void readsTheRepositorysOwnCatalogue() throws java.io.IOException {
    java.util.List<String> files;
    try (java.util.stream.Stream<Path> list = java.nio.file.Files.list(TestCatalogue.FOLDER)) {
      files =
          list.map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".yaml"))
              .filter(
                  name ->
                      !List.of("code-lists.yaml", "identifiers.yaml", "mechanisms.yaml")
                          .contains(name))
              .map(name -> name.substring(0, name.length() - ".yaml".length()))
              .toList();
    }
    assertThat(CATALOGUE.all())
        .extracting(Service::id)
        .contains("ew.alert", "ins.coverage", "kanhe.acknowledgement", "kanhe.consent")
        .containsAll(files)
        .hasSize(files.size() + 1);
    assertThat(CATALOGUE.find("ew.alert", "1.0").orElseThrow().nameZh()).isEqualTo("预警信息");
    assertThat(CATALOGUE.find("ew.alert", "2.0")).isEmpty();
  }

  @Test
  void findsAnOperationOnlyInItsDirections() {
    assertThat(CATALOGUE.operation(TestCatalogue.alert())).isPresent();
    assertThat(CATALOGUE.operation(TestCatalogue.header("ew.alert", "publish", Direction.REQUEST)))
        .isEmpty();
    assertThat(CATALOGUE.operation(TestCatalogue.header("ew.alert", "retract", Direction.EVENT)))
        .isEmpty();
    assertThat(CATALOGUE.operation(TestCatalogue.header("ew.alarm", "publish", Direction.EVENT)))
        .isEmpty();
    assertThat(
            CATALOGUE.operation(
                TestCatalogue.header("kanhe.acknowledgement", "acknowledge", Direction.NACK)))
        .isPresent();
  }

  @Test
  void refusesPayloadsLargerThanTheOperationAllows() {
    Payload payload = new Payload.Inline(new byte[(2 << 20) + 1]);
    assertThatThrownBy(() -> CATALOGUE.check(TestCatalogue.alert(), payload))
        .hasMessage("found a payload of 2097153 bytes, expected at most 2097152")
        .extracting(e -> ((KanheException) e).code())
        .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
  }

  @Test
  void labelsCodes() {
    CodeLists lists = TestCatalogue.codeLists();
    assertThat(lists.label("CL-03", "11B01").orElseThrow().zh()).isEqualTo("台风");
    assertThat(lists.label("CL-03", "11E02").orElseThrow().en()).isEqualTo("Storm surge");
    assertThat(lists.label("CL-03", "99Z99")).isEmpty();
  }

  @Test
  void codeListsAndSchemasAndEnumsAgree() throws IOException {
    CodeLists lists = TestCatalogue.codeLists();
    assertThat(enumeration("ListedEventCode")).isEqualTo(codes(lists, "CL-03"));
    assertThat(enumeration("WarningColour")).isEqualTo(codes(lists, "CL-04"));
    assertThat(enumeration("InsuranceLine")).isEqualTo(codes(lists, "CL-12"));
    assertThat(new TreeSet<>(Purpose.codes())).isEqualTo(codes(lists, "CL-18"));
    assertThat(new TreeSet<>(LegalBasis.codes())).isEqualTo(codes(lists, "CL-19"));
  }

  private static Set<String> codes(CodeLists lists, String id) {
    return new TreeSet<>(lists.find(id).orElseThrow().codes().keySet());
  }

  private static Set<String> enumeration(String type) throws IOException {
    String schema = Files.readString(TestCatalogue.FOLDER.resolve("kanhe-types-1.0.xsd"));
    String body = schema.substring(schema.indexOf("name=\"" + type + "\""));
    return Pattern.compile("enumeration value=\"([^\"]+)\"")
        .matcher(body.substring(0, body.indexOf("</xs:simpleType>")))
        .results()
        .map(each -> each.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static Stream<Arguments> brokenServices() {
    return Stream.of(
        broken(
            "ew.alert",
            "id: ew.alert",
            "id: ew.alarm",
            "ew.alert.yaml:2: found id 'ew.alarm', expected the name of the file"),
        broken(
            "ew.alert",
            "version: 1.0",
            "version: one",
            "ew.alert.yaml:3: found version 'one', expected a version as 1.0"),
        broken(
            "ew.alert",
            "personalDataClass: 0",
            "personalDataClass: 5",
            "ew.alert.yaml:5: found 5, expected a whole number from 0 to 4"),
        broken(
            "ew.alert",
            "[P01, P02",
            "[P01, P77",
            "ew.alert.yaml:6: found purposes 'P77', expected one of [P01"),
        broken(
            "ew.alert",
            "[EVENT]",
            "[PUSH]",
            "ew.alert.yaml:9: found directions 'PUSH', expected one of [REQUEST"),
        broken(
            "ew.alert",
            "2MB",
            "2 megabytes",
            "ew.alert.yaml:10: found maxBytes '2 megabytes', expected a size as 512KB"),
        broken(
            "ew.alert",
            "2MB",
            "20GB",
            "ew.alert.yaml:12: found an XML format with more than 67108864 bytes"),
        broken(
            "ew.alert",
            "kind: XML",
            "kind: JSON",
            "ew.alert.yaml:13: found kind 'JSON', expected one of [XML, CSV, NDJSON]"),
        broken(
            "ew.alert",
            "cap-cn-1.0.xsd",
            "cap-cn-2.0.xsd",
            "ew.alert.yaml:14: found schema that does not compile (cap-cn-2.0.xsd: found no readable file"),
        broken(
            "ew.alert",
            "cap-cn-1.0.xsd",
            "../cap-cn-1.0.xsd",
            "ew.alert.yaml:14: found schema '../cap-cn-1.0.xsd', expected the name of an .xsd file"),
        broken(
            "ew.alert",
            "1.2}alert",
            "1.2}warning",
            "ew.alert.yaml:15: found root element 'warning', expected an element of cap-cn-1.0.xsd"),
        broken(
            "ew.alert",
            "[alert-cap]",
            "[alert-any]",
            "ew.alert.yaml:16: found rules 'alert-any', expected one of [alert-cap, alert-impact, alert-native, person-id, plate-type]"),
        broken(
            "ew.alert",
            "rules: [alert-cap]",
            "rule: [alert-cap]",
            "ew.alert.yaml:16: found unknown key 'rule', expected one of"),
        broken(
            "ew.alert",
            "name: impact",
            "name: publish",
            "ew.alert.yaml:8: found one operation twice"),
        broken(
            "ins.coverage",
            "list: CL-12",
            "list: CL-99",
            "ins.coverage.yaml:19: found unknown code list 'CL-99'"),
        broken(
            "ins.coverage",
            "type: DATE",
            "type: DAY",
            "ins.coverage.yaml:17: found type 'DAY', expected one of [CODE, DATE"),
        broken(
            "ins.coverage",
            "scale: 2, zh: 保险金额",
            "scale: 18, zh: 保险金额",
            "ins.coverage.yaml:22: found 18, expected a whole number from 0 to 17"),
        broken(
            "ins.coverage",
            "{name: asOfDate",
            "{name: insurer",
            "ins.coverage.yaml:16: found no columns or one name twice"),
        broken(
            "ins.coverage",
            "key: [regionCode, line]",
            "key: [regionCode, sumInsured]",
            "ins.coverage.yaml:28: found column sumInsured in a key"),
        broken(
            "ins.coverage",
            "[maxSingleSum, sumInsured]",
            "[maxSingleSum, policyCount]",
            "ins.coverage.yaml:31: found columns that cannot be compared"),
        broken(
            "ins.coverage",
            "[maxSingleSum, sumInsured]",
            "[maxSingleSum, sum]",
            "ins.coverage.yaml:31: found atMost 'sum', expected one of [asOfDate"),
        broken(
            "ins.coverage",
            "constant: [insurer, asOfDate]",
            "constant: [asOfDate]",
            "ins.coverage.yaml:26: found a column that may change"),
        broken(
            "ins.coverage",
            "min: 0, max: 999999999999, zh: 保单数",
            "max: 999999999999, zh: 保单数",
            "ins.coverage.yaml:20: found no key 'min' in columns"));
  }

  private static Arguments broken(String service, String good, String bad, String message) {
    return Arguments.of(service, good, bad, message);
  }

  @ParameterizedTest
  @MethodSource("brokenServices")
  void tellsFileLineAndCause(String service, String good, String bad, String message)
      throws IOException {
    copyCatalogue();
    Path file = home.resolve("catalogue/" + service + ".yaml");
    String yaml = Files.readString(file);
    String changed = yaml.replaceFirst(Pattern.quote(good), bad);
    assertThat(changed).isNotEqualTo(yaml);
    Files.writeString(file, changed);
    assertThatThrownBy(
            () ->
                YamlCatalogue.read(
                    home.resolve("catalogue"),
                    home,
                    TestCatalogue.codeLists(),
                    TestCatalogue.identifiers()))
        .isInstanceOf(KanheException.class)
        .hasMessageContaining("catalogue/" + message)
        .extracting(e -> ((KanheException) e).code())
        .isEqualTo(ErrorCode.CONFIGURATION_INVALID);
  }

  @Test
  void refusesSchemasThatImportFromElsewhere() throws IOException {
    copyCatalogue();
    Path file = home.resolve("catalogue/cap-cn-1.0.xsd");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("\"kanhe-types-1.0.xsd\"", "\"http://127.0.0.1:9/types.xsd\""));
    assertThatThrownBy(
            () ->
                YamlCatalogue.read(
                    home.resolve("catalogue"),
                    home,
                    TestCatalogue.codeLists(),
                    TestCatalogue.identifiers()))
        .hasMessageContaining("found a schema location that is not a plain file name");
  }

  @Test
  void tellsFileLineAndCauseOfCodeLists() throws IOException {
    Path file = home.resolve("code-lists.yaml");
    Files.writeString(
        file,
        "lists:\n  CL-1:\n    names: {zh: 一, en: one}\n    codes: {}\n  CL-02:\n    names: {zh: 二}\n    codes: {}\n");
    assertThatThrownBy(() -> CodeLists.read(YamlNode.read(file, home)))
        .hasMessageContaining("code-lists.yaml:3: found list id 'CL-1', expected an id as CL-12")
        .hasMessageContaining("code-lists.yaml:6: found no key 'en' in names");
  }

  @Test
  void refusesAgreementsOnUnknownServicesAndForOtherPurposes() {
    assertThatThrownBy(
            () -> CatalogueConfiguration.checkAgreements(one("ew.alarm", "P04"), CATALOGUE))
        .hasMessage(
            "agreements.yaml, agreement A-1: found service 'ew.alarm', expected one of catalogue/");
    assertThatThrownBy(
            () -> CatalogueConfiguration.checkAgreements(one("ew.alert", "P09"), CATALOGUE))
        .hasMessage(
            "agreements.yaml, agreement A-1: found purposes [P09], expected purposes that the service allows");
    CatalogueConfiguration.checkAgreements(one("ew.alert", "P04"), CATALOGUE);
  }

  private static Agreements one(String service, String purpose) {
    LocalDate day = LocalDate.parse("2026-01-01");
    Agreement agreement =
        new Agreement(
            "A-1",
            service,
            new ParticipantId("met-x"),
            Set.of(),
            Set.of(purpose),
            Set.of("LB-PUBLIC"),
            day,
            day);
    return new Agreements() {
      @Override
      public List<Agreement> all() {
        return List.of(agreement);
      }

      @Override
      public List<Agreement> inForce(ParticipantId sender, String serviceId, LocalDate at) {
        return List.of();
      }

      @Override
      public boolean allows(
          ParticipantId sender, String serviceId, ParticipantId recipient, LocalDate at) {
        return false;
      }
    };
  }

  private void copyCatalogue() throws IOException {
    Path folder = Files.createDirectories(home.resolve("catalogue"));
    try (Stream<Path> files = Files.list(TestCatalogue.FOLDER)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        Files.copy(each, folder.resolve(each.getFileName()));
      }
    }
  }
}
