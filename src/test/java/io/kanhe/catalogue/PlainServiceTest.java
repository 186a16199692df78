package io.kanhe.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service of plain shape is two files: nothing of it stands in Java. */
class PlainServiceTest {

  private static final String SERVICE =
      """
      id: for.tree-loss
      version: 1.0
      names: {zh: 林木损失通报, en: Loss of trees}
      personalDataClass: 2
      purposes: [P01]
      terms: {providers: [INSURER], consumers: [REGULATOR_LOCAL], legalBases: [LB-LAW-AGRI], latency: 60s}
      retention: P30D
      operations:
        - name: tell
          directions: [EVENT]
          mode: P
          maxBytes: 64KB
          formats:
            - name: loss
              kind: XML
              schema: for.tree-loss-1.0.xsd
              root: "{urn:example:for:1.0}TreeLoss"
              rules: [plate-type]
        - name: list
          directions: [FEED]
          maxBytes: 1MB
          formats:
            - name: losses
              kind: CSV
              maxRows: 1000
              columns:
                - {name: regionCode, type: REGION6, zh: 行政区划, en: Region}
                - {name: line, type: CODE, list: CL-12, zh: 险种, en: Line of insurance}
                - {name: trees, type: INTEGER, min: 1, max: 999999, zh: 株数, en: Trees}
              key: [regionCode, line]
      """;

  private static final String SCHEMA =
      """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:kanhe:types:1.0"
          xmlns:cl="urn:kanhe:codes:1.0" xmlns:c="urn:kanhe:catalogue:1"
          targetNamespace="urn:example:for:1.0" elementFormDefault="qualified">
        <xs:import namespace="urn:kanhe:types:1.0" schemaLocation="kanhe-types-1.0.xsd"/>
        <xs:import namespace="urn:kanhe:codes:1.0" schemaLocation="kanhe-codes-1.0.xsd"/>
        <xs:element name="TreeLoss"><xs:complexType><xs:sequence>
          <xs:element name="owner" type="t:CitizenId"><xs:annotation><xs:appinfo>
            <c:field zh="林农" en="Owner" class="2" mask="idNo" example="331081190001010178"/>
          </xs:appinfo></xs:annotation></xs:element>
          <xs:element name="regionCode" type="t:RegionCode6"/>
          <xs:element name="line" type="cl:CL-12"/>
        </xs:sequence></xs:complexType></xs:element>
      </xs:schema>
      """;

  private static final String LOSS =
      "<TreeLoss xmlns=\"urn:example:for:1.0\"><owner>331081190001010178</owner>"
          + "<regionCode>331081</regionCode><line>AGRI_FOREST</line></TreeLoss>";
  private static final String LOSSES = "regionCode,line,trees\n331081,AGRI_FOREST,120\n";

  @TempDir private Path folder;
  private Catalogue catalogue;

  @BeforeEach
  void writeTwoFiles() throws IOException {
    for (String name :
        List.of("code-lists.yaml", "identifiers.yaml", "regions.csv", "kanhe-types-1.0.xsd")) {
      Files.copy(TestCatalogue.FOLDER.resolve(name), folder.resolve(name));
    }
    Files.writeString(folder.resolve("for.tree-loss.yaml"), SERVICE);
    Files.writeString(folder.resolve("for.tree-loss-1.0.xsd"), SCHEMA);
    catalogue = YamlCatalogue.read(folder, folder, lists(), Identifiers.read(folder, folder));
  }

  private CodeLists lists() {
    return CodeLists.read(YamlNode.read(folder.resolve("code-lists.yaml"), folder));
  }

  @Test
  void itsMessagesAreTaken() {
    assertThat(check("tell", LOSS)).isZero();
    assertThat(check("list", LOSSES)).isZero();
  }

  @ParameterizedTest(name = "{0}: {3}")
  @CsvSource({
    "tell, 331081190001010178, 331081190001010187, 1004",
    "tell, >331081<, >331099<, 1003",
    "tell, AGRI_FOREST, TREES, 1003",
    "tell, </owner>, </owner><owner/>, 1002",
    "list, ',120', ',0', 1002",
    "list, 331081, 331099, 1003",
    "list, AGRI_FOREST, TREES, 1003",
    "list, trees, tree, 1002"
  })
  void itsContractIsHeld(String operation, String right, String wrong, int code) {
    String text = operation.equals("tell") ? LOSS : LOSSES;
    assertThat(check(operation, text.replace(right, wrong))).isEqualTo(code);
  }

  @Test
  void itIsDescribedInTheDocument() {
    assertThat(new ServicesDocument(lists()).write(List.of(), catalogue.all()))
        .contains(
            "### for.tree-loss\n",
            "林木损失通报 · Loss of trees",
            "- From INSURER 保险公司 to REGULATOR_LOCAL",
            "- Bodies are stored for 30 days.",
            "| `owner` | 1 | 林农 | Owner | CitizenId |",
            "| `trees` | 1 | 株数 | Trees |");
  }

  private int check(String operation, String text) {
    Direction direction = operation.equals("tell") ? Direction.EVENT : Direction.FEED;
    Header header = TestCatalogue.header("for.tree-loss", operation, direction);
    KanheException refusal =
        catchThrowableOfType(
            KanheException.class, () -> catalogue.check(header, TestCatalogue.payload(text)));
    return refusal == null ? 0 : refusal.code().number();
  }
}
