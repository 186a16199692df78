package io.kanhe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;

class TrapsDocumentTest {

  private static final Path DOCUMENT = Path.of("docs/traps.md");
  private static final int TRAPS = 16;

  @Test
  void everyTrapNamesTestMethodsThatExist() throws IOException {
    List<String> rows =
        Files.readAllLines(DOCUMENT).stream()
            .filter(line -> line.matches("\\| \\d+ \\|.*"))
            .toList();
    assertThat(rows).hasSize(TRAPS);
    NamedTests tests = NamedTests.ofThisRepository();
    for (int i = 0; i < TRAPS; i++) {
      String row = rows.get(i);
      assertThat(row).startsWith("| " + (i + 1) + " |");
      Matcher named = NamedTests.TEST.matcher(row);
      assertThat(named.find() && named.group(2) != null).as(row).isTrue();
      assertThat(tests.missing(row)).as(row).isEmpty();
    }
  }

  @Test
  void everyRuleNamesTestsThatExist() throws IOException {
    String document = Files.readString(DOCUMENT);
    assertThat(NamedTests.ofThisRepository().missing(document)).isEmpty();
    assertThat(NamedTests.count(document)).isGreaterThan(60);
  }
}
