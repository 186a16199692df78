package io.kanhe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SecurityDocumentTest {

  private static final Path DOCUMENT = Path.of("docs/security.md");
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT|Contract))(?:\\.(\\w+))?`");
  private static final String CASES = "## Every attack case";

  @Test
  void everyTestThatTheDocumentNamesExists() throws IOException {
    Map<String, String> sources = sources();
    Matcher matcher = TEST.matcher(Files.readString(DOCUMENT));
    List<String> missing = new ArrayList<>();
    int named = 0;
    while (matcher.find()) {
      String source = sources.get(matcher.group(1));
      String method = matcher.group(2);
      boolean found = source != null && (method == null || holdsTest(source, method));
      if (!found) {
        missing.add(matcher.group());
      }
      named++;
    }
    assertThat(missing).isEmpty();
    assertThat(named).isGreaterThan(150);
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
      Matcher test = TEST.matcher(row);
      boolean shown = test.find() && test.group(2) != null;
      assertThat(shown || row.contains("not present") || row.contains("no test")).as(row).isTrue();
    }
  }

  private static boolean holdsTest(String source, String method) {
    Matcher declaration =
        Pattern.compile(
                "@(?:Test|ParameterizedTest|TestFactory)\\b[^;{}]*(?:\\{[^{}]*}[^;{}]*)*?"
                    + "\\b"
                    + method
                    + "\\(")
            .matcher(source);
    return declaration.find();
  }

  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(
              file -> sources.put(file.getFileName().toString().replace(".java", ""), text(file)));
    }
    return sources;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
