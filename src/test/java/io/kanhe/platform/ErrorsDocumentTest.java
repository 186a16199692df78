package io.kanhe.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorsDocumentTest {

  @Test
  void documentHoldsExactlyTheTableOfTheCode() throws IOException {
    List<String> documented =
        Files.readAllLines(Path.of("docs/errors.md")).stream()
            .filter(line -> line.matches("\\| \\d{4} \\|.*"))
            .toList();

    assertThat(documented)
        .containsExactlyElementsOf(
            Arrays.stream(ErrorCode.values()).map(ErrorsDocumentTest::row).toList());
  }

  @Test
  void numbersAreUniqueAndOfFourDigits() {
    assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::number))
        .doesNotHaveDuplicates()
        .allMatch(number -> number >= 1000 && number <= 9999);
  }

  private static String row(ErrorCode code) {
    return "| %d | `%s` | %s | %d | %s | %s |"
        .formatted(
            code.number(),
            code.name(),
            code.disposition(),
            code.httpStatus(),
            code.title(),
            code.remedy());
  }
}
