package io.kanhe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;

class SecurityDocumentTest {

  private static final Path DOCUMENT = Path.of("docs/security.md");
  private static final String CASES = "## Every attack case";

  @Test
  void everyTestThatTheDocumentNamesExists() throws IOException {
    String document = Files.readString(DOCUMENT);
    assertThat(NamedTests.ofThisRepository().missing(document)).isEmpty();
    assertThat(NamedTests.count(document)).isGreaterThan(150);
  }

  /** A control that nothing shows has to say so. */
  @Test
  void everyAttackCaseNamesTheMethodThatShowsIt() throws IOException {
    String document = Files.readString(DOCUMENT);
    List<String> rows =
        document
            .substring(document.indexOf(CASES))
            .lines()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| attack"))
            .toList();
    assertThat(rows).hasSizeGreaterThan(70);
    for (String row : rows) {
      assertThat(row).doesNotContain("later");
      Matcher test = NamedTests.TEST.matcher(row);
      boolean shown = test.find() && test.group(2) != null;
      assertThat(shown || row.contains("not present") || row.contains("no test")).as(row).isTrue();
    }
  }
}
