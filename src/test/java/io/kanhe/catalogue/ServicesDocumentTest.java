package io.kanhe.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicesDocumentTest {

  private static final Catalogue CATALOGUE = TestCatalogue.ofRepository();
  private static final Path DOCUMENT = Path.of("docs/services.md");

  @TempDir private Path folder;

  @Test
  void theDocumentIsThatOfTheCatalogue() throws IOException {
    assertThat(Files.readString(DOCUMENT))
        .as("run ./kanhe docs services --output docs/services.md")
        .isEqualTo(CatalogueDocuments.services(TestCatalogue.FOLDER));
  }

  @Test
  void namesEveryServiceOperationAndField() throws IOException {
    String text = Files.readString(DOCUMENT);
    for (Service service : CATALOGUE.all()) {
      assertThat(text).contains("### " + service.id() + "\n", service.nameZh());
      for (Service.Operation operation : service.operations()) {
        assertThat(text).contains("#### Operation `" + operation.name() + "`");
        for (Service.Format format : operation.formats()) {
          for (Field field : format.contract().fields()) {
            assertThat(text).contains("| `" + field.path() + "` | ", field.nameZh());
          }
        }
      }
    }
  }

  @Test
  void everyMechanismOfTheNoticeHasAServiceOrAReason() {
    List<Mechanism> mechanisms = Mechanism.read(TestCatalogue.FOLDER, Path.of(""), CATALOGUE);
    assertThat(mechanisms).hasSize(40);
    assertThat(mechanisms)
        .filteredOn(each -> each.services().isEmpty())
        .extracting(Mechanism::number)
        .containsExactly(15, 39, 40);
    assertThat(mechanisms).allSatisfy(each -> assertThat(each.note()).isNotBlank());
  }

  @Test
  void everyServiceButTheGatewaysOwnServesAMechanism() {
    List<Mechanism> mechanisms = Mechanism.read(TestCatalogue.FOLDER, Path.of(""), CATALOGUE);
    assertThat(CATALOGUE.all())
        .extracting(Service::id)
        .filteredOn(each -> !each.startsWith("kanhe."))
        .allMatch(each -> mechanisms.stream().anyMatch(row -> row.services().contains(each)));
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = ';',
      value = {
        "services: [reg.case], note; services: [reg.kase], note; 'reg.kase'",
        "services: [reg.case], note; services: [], note; an empty list",
        "services: [reg.case], note; services: [reg.case], reason; either services or a reason",
        "services: [reg.case], note; note; no key 'services'",
        "no: 7,; no: 8,; no 8"
      })
  void refusesARowThatIsNotCovered(String right, String wrong, String found) throws IOException {
    String text = Files.readString(TestCatalogue.FOLDER.resolve(Mechanism.FILE));
    assertThat(text).contains(right);
    Files.writeString(folder.resolve(Mechanism.FILE), text.replaceFirst(quoted(right), wrong));
    assertThatThrownBy(() -> Mechanism.read(folder, folder, CATALOGUE))
        .isInstanceOf(KanheException.class)
        .hasMessageContaining(Mechanism.FILE)
        .hasMessageContaining(found)
        .extracting(e -> ((KanheException) e).code())
        .isEqualTo(ErrorCode.CONFIGURATION_INVALID);
  }

  @Test
  void refusesATableWithoutItsLastRow() throws IOException {
    String text = Files.readString(TestCatalogue.FOLDER.resolve(Mechanism.FILE));
    Files.writeString(
        folder.resolve(Mechanism.FILE), text.substring(0, text.lastIndexOf("  - {no: 40")));
    assertThatThrownBy(() -> Mechanism.read(folder, folder, CATALOGUE))
        .hasMessageContaining("found 39 rows, expected 40 rows");
  }

  private static String quoted(String text) {
    return java.util.regex.Pattern.quote(text);
  }
}
