package io.kanhe.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every service has a contract, every contract a sample, every field its notes. */
class ServiceContractsTest {

  private static final Catalogue CATALOGUE = TestCatalogue.ofRepository();

  static List<Samples.Sample> samples() {
    return Samples.of(CATALOGUE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void everyFormatHasASampleThatIsRight(Samples.Sample sample) {
    Catalogue.Checked checked =
        CATALOGUE.check(sample.header(), TestCatalogue.payload(sample.text()));
    assertThat(checked.records()).isPositive();
    assertThat(checked.warnings()).isEmpty();
  }

  @Test
  void everySampleBelongsToAFormat() throws IOException {
    Set<String> used = new TreeSet<>();
    PublishedCatalogue published = PublishedCatalogue.read(TestCatalogue.FOLDER);
    published
        .services()
        .forEach(service -> published.samples(service).forEach(each -> used.add(each.file())));
    used.add("senders.yaml");
    try (Stream<Path> files = Files.list(Samples.FOLDER)) {
      assertThat(files.map(each -> each.getFileName().toString())).allMatch(used::contains);
    }
  }

  @Test
  void thereAreTheServicesOfTheDomain() {
    assertThat(CATALOGUE.all())
        .extracting(Service::id)
        .contains(
            "ps.accident.liability",
            "ps.mutual-collision",
            "ps.burglary.case",
            "ps.vehicle.stolen",
            "ps.residence.verify",
            "ew.alert",
            "met.observation",
            "met.proof",
            "wat.stage",
            "ah.eartag",
            "ah.disposal",
            "ah.epidemic",
            "ins.coverage",
            "ins.claim",
            "ins.emergency",
            "reg.stat",
            "reg.case");
  }

  static List<Field> fields() {
    return formats()
        .filter(each -> !each.contract().fields().isEmpty())
        .flatMap(each -> each.contract().fields().stream())
        .toList();
  }

  @Test
  void everyFieldHasLabelsAndKnownListAndMask() {
    CodeLists lists = TestCatalogue.codeLists();
    assertThat(fields()).hasSizeGreaterThan(400);
    for (Field field : fields()) {
      assertThat(field.nameZh()).as(field.path()).containsPattern("\\p{IsHan}|VIN");
      assertThat(field.nameEn()).as(field.path()).isNotBlank();
      for (String list : field.notes().list().split("/")) {
        assertThat(list.isEmpty() || list.equals("CL-01") || lists.find(list).isPresent())
            .as(field.path() + " " + list)
            .isTrue();
      }
      assertThat(
              field.notes().mask().isEmpty()
                  || lists.label("KL-50", field.notes().mask()).isPresent())
          .as(field.path())
          .isTrue();
    }
  }

  @Test
  void everyFormatOfTheOwnNamespacesDescribesEveryElement() throws IOException {
    try (Stream<Path> files = Files.list(TestCatalogue.FOLDER)) {
      for (Path each : files.filter(file -> file.toString().endsWith("-1.0.xsd")).toList()) {
        String schema = Files.readString(each);
        if (schema.contains("urn:kanhe:catalogue:1")) {
          int elements = schema.split("<xs:element name=").length - 1;
          int roots = schema.split("\n  <xs:element name=").length - 1;
          int attributes = schema.split("<c:field ").length - 1;
          assertThat(attributes).as(each.toString()).isGreaterThanOrEqualTo(elements - roots);
        }
      }
    }
  }

  @Test
  void fieldsThatNamePersonsHaveAMask() {
    assertThat(fields())
        .filteredOn(field -> field.path().matches(".*(idNo|driverIdNo|IdNo|plateNo|vin|phone)$"))
        .isNotEmpty()
        .allSatisfy(field -> assertThat(field.notes().mask()).as(field.path()).isNotEmpty());
  }

  @Test
  void theSchemaOfCodesForPartnersIsThatOfTheCatalogue() throws IOException {
    assertThat(Files.readString(TestCatalogue.FOLDER.resolve(CodeListSchema.FILE)))
        .as("run ./kanhe docs codes --output config/catalogue/kanhe-codes-1.0.xsd")
        .isEqualTo(CodeListSchema.of(TestCatalogue.codeLists()));
  }

  private static Stream<Service.Format> formats() {
    return CATALOGUE.all().stream()
        .flatMap(each -> each.operations().stream())
        .flatMap(each -> each.formats().stream());
  }
}
