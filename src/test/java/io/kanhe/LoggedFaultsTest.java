package io.kanhe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No log statement gets an exception, or the text of one that is not Kanhe's own: both may quote a
 * payload or a person. {@code FaultTrace} says what may be said.
 */
class LoggedFaultsTest {

  private static final Path SOURCES = Path.of("src/main/java/io/kanhe");

  /** Their messages are made by Kanhe from configuration and places, never from content. */
  private static final Set<String> OWN = Set.of("KanheException", "NoAnswer", "Difference");

  private static final Pattern CAUGHT =
      Pattern.compile("(?:catch \\(|\\()([A-Z][A-Za-z.| ]*?) (\\w+)\\)\\s*(?:throws [^{]*)?\\{");
  private static final Pattern LAMBDA = Pattern.compile("\\(\\w+, (failure|thrown|error)\\) ->");
  private static final Pattern STATEMENT =
      Pattern.compile(
          "(?i:log)\\s*\\.\\s*(?:error|warn|info|debug|trace)\\((.*?)\\);", Pattern.DOTALL);

  @Test
  void noStatementLogsAnExceptionOrItsText() throws IOException {
    List<String> found = new ArrayList<>();
    int statements = 0;
    for (Path file : sources()) {
      String source = Files.readString(file);
      statements += (int) STATEMENT.matcher(source).results().count();
      found.addAll(problems(file.getFileName().toString(), source));
    }
    assertThat(found).isEmpty();
    assertThat(statements).isGreaterThan(60);
  }

  @Test
  void whatItForbidsIsFound() {
    String head = "try { } catch (RuntimeException e) { ";
    for (String bad :
        List.of(
            "LOG.warn(\"failed\", e);",
            "log.error(\"failed {}\",\n id,\n e);",
            "LOG.warn(\"failed: {}\", e.getMessage());",
            "LOG.warn(\"failed: {}\", e.toString());",
            "LOG.warn(\"failed: {}\", e.getCause().getMessage());")) {
      assertThat(problems("A.java", head + bad)).as(bad).hasSize(1);
    }
    assertThat(problems("A.java", head + "LOG.warn(\"failed: {}\", FaultTrace.of(e));")).isEmpty();
    assertThat(
            problems(
                "A.java",
                "catch (KanheException e) { LOG.warn(\"{} {}\", e.code(), e.getMessage());"))
        .isEmpty();
  }

  private static List<String> problems(String file, String source) {
    List<String> found = new ArrayList<>();
    Matcher statement = STATEMENT.matcher(source);
    while (statement.find()) {
      String logged = statement.group(1).replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"", "\"\"");
      nearest(source.substring(0, statement.start()))
          .forEach(
              (name, types) -> {
                boolean own = OWN.containsAll(types);
                boolean whole = logged.matches("(?s).*,\\s*" + name + "\\s*");
                boolean text =
                    logged.matches(
                        "(?s).*\\b"
                            + name
                            + "(?:\\.getCause\\(\\))*\\.(?:toString|getMessage)\\(.*");
                boolean deep = logged.matches("(?s).*\\b" + name + "\\.getCause\\(\\)\\..*");
                if (whole || deep || (text && !own)) {
                  found.add(file + ": " + statement.group().replaceAll("\\s+", " "));
                }
              });
    }
    return found;
  }

  /** Names of exceptions, with the types under which each was caught or given last. */
  private static Map<String, Set<String>> nearest(String before) {
    Map<String, Set<String>> names = new TreeMap<>();
    Matcher caught = CAUGHT.matcher(before);
    while (caught.find()) {
      if (caught.group(1).matches("(?s).*(Exception|Throwable|Error|NoAnswer|Difference)")) {
        names.put(caught.group(2), new TreeSet<>(List.of(caught.group(1).split("\\s*\\|\\s*"))));
      }
    }
    Matcher lambda = LAMBDA.matcher(before);
    while (lambda.find()) {
      names.put(lambda.group(1), Set.of("Throwable"));
    }
    return names;
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.startsWith(SOURCES.resolve("sandbox")))
          .toList();
    }
  }
}
