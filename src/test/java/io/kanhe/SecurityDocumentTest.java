package io.kanhe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SecurityDocumentTest {

  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT|Contract))`");

  @Test
  void everyTestThatTheDocumentNamesExists() throws IOException {
    Matcher matcher = TEST.matcher(Files.readString(Path.of("docs/security.md")));
    Set<String> named = new TreeSet<>();
    while (matcher.find()) {
      named.add(matcher.group(1));
    }

    assertThat(named).hasSizeGreaterThan(10);
    assertThat(existing()).containsAll(named);
  }

  private static Set<String> existing() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }
}
