package io.kanhe.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kanhe.platform.KanheException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Samples that are right but for one defect, and the code with which each is refused. The table
 * names sample, defect, what is replaced by what, and the code.
 */
class BadSamplesTest {

  private static final String TABLE = "/catalogue/defects.csv";
  private static final Catalogue CATALOGUE = TestCatalogue.ofRepository();
  private static final Map<String, Samples.Sample> SAMPLES = new HashMap<>();

  static {
    Samples.of(CATALOGUE).forEach(each -> SAMPLES.putIfAbsent(each.name(), each));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvFileSource(resources = TABLE, delimiter = ';', numLinesToSkip = 1)
  void isRefusedWithItsCode(String sample, String defect, String right, String wrong, int code) {
    KanheException refusal = refusal(sample, right, wrong);
    assertThat(refusal.code().number()).as(refusal.getMessage()).isEqualTo(code);
    assertThat(refusal.getMessage()).contains("found", "expected");
    String value = text(wrong);
    if (value.matches("[0-9A-Z]{10,}")) {
      assertThat(refusal.getMessage()).doesNotContain(value);
    }
  }

  @Test
  void everyServiceHasADefectOfItsOwn() {
    String table = TestCatalogue.sample("defects.csv");
    assertThat(
            CATALOGUE.all().stream()
                .map(Service::id)
                .filter(id -> !id.startsWith("kanhe."))
                .collect(Collectors.toSet()))
        .isEqualTo(
            SAMPLES.values().stream()
                .filter(each -> table.contains("\n" + each.name() + ";"))
                .map(each -> each.header().serviceId())
                .collect(Collectors.toSet()));
  }

  /** Type 111 is a citizen's identity card; other documents have numbers of their own. */
  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "111, 522701190001010242, 0",
    "111, 35098219000101023X, 0",
    "111, ５２２７０１１９０００１０１０２４２, 0",
    "111, 522701190001010243, 1004",
    "111, 522701000101024, 1002",
    "111, 522701190002300242, 1002",
    "111, E12345678, 1002",
    "414, E12345678, 0",
    "414, 522701190001010243, 0",
    "999, E12345678, 1003"
  })
  void numbersOfDocumentsAreJudgedByTheKindOfDocument(String type, String number, int code) {
    String sample = "residence-verify-request.xml";
    String text =
        replaced(
            replaced(SAMPLES.get(sample).text(), ">111<", ">" + type + "<"),
            "522701190001010242",
            number);
    assertThat(codeOf(sample, text)).isEqualTo(code);
  }

  /** Eight characters with types 51 and 52, seven with all others (domain 2.1). */
  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "浙J12345, 02, 0",
    "浙J12345, 01, 0",
    "浙Ｊ１２３４５, 02, 0",
    "浙JD12345, 52, 0",
    "浙J12345D, 51, 0",
    "浙J12345, 52, 4002",
    "浙J12345, 51, 4002",
    "浙JD12345, 02, 4002",
    "浙J12345D, 01, 4002",
    "浙J12345, 99, 1003"
  })
  void platesAgreeWithTheirType(String plate, String type, int code) {
    String sample = "vehicle-stolen-check-request.xml";
    String text =
        replaced(
            replaced(SAMPLES.get(sample).text(), ">浙J12346<", ">" + plate + "<"),
            ">02<",
            ">" + type + "<");
    assertThat(codeOf(sample, text)).isEqualTo(code);
  }

  static Stream<Samples.Sample> xml() {
    return SAMPLES.values().stream().filter(each -> each.name().endsWith(".xml"));
  }

  @ParameterizedTest(name = "{0}")
  @org.junit.jupiter.params.provider.MethodSource("xml")
  void everyDocumentIsRefusedWhenItIsCutOffOrHoldsWhatXmlShouldNot(Samples.Sample sample) {
    String text = sample.text();
    int root = text.indexOf('<', text.indexOf("?>"));
    String start = text.substring(0, root);
    String rest = text.substring(root);
    int inside = rest.indexOf('>') + 1;
    assertThat(codeOf(sample.name(), text.substring(0, text.lastIndexOf("</")))).isEqualTo(1001);
    assertThat(codeOf(sample.name(), start + "<!DOCTYPE a>" + rest)).isEqualTo(1012);
    assertThat(
            codeOf(
                sample.name(),
                start + rest.substring(0, inside) + "<?a b?>" + rest.substring(inside)))
        .isEqualTo(1012);
    assertThat(
            codeOf(
                sample.name(),
                start + rest.substring(0, inside) + "<other/>" + rest.substring(inside)))
        .isEqualTo(1002);
  }

  private static KanheException refusal(String sample, String right, String wrong) {
    Samples.Sample known = SAMPLES.get(sample);
    assertThat(known).as(sample).isNotNull();
    String text = replaced(known.text(), right, wrong == null ? "" : wrong);
    return catchThrowableOfType(
        KanheException.class, () -> CATALOGUE.check(known.header(), TestCatalogue.payload(text)));
  }

  private static int codeOf(String sample, String text) {
    KanheException refusal =
        catchThrowableOfType(
            KanheException.class,
            () -> CATALOGUE.check(SAMPLES.get(sample).header(), TestCatalogue.payload(text)));
    return refusal == null ? 0 : refusal.code().number();
  }

  private static String replaced(String text, String right, String wrong) {
    assertThat(text).contains(right);
    int at = text.indexOf(right);
    return text.substring(0, at) + wrong + text.substring(at + right.length());
  }

  private static String text(String wrong) {
    return wrong == null ? "" : wrong.replaceAll("<[^>]*>|^[^>]*>|<.*$", "");
  }
}
