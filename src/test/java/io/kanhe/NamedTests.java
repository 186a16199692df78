package io.kanhe;

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

/** Tests as documents name them, {@code `SomeTest.someMethod`}, and whether they exist. */
final class NamedTests {

  /** Class, and method if one is named. */
  static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT|Contract))(?:\\.(\\w+))?`");

  private static final Pattern ANNOTATION =
      Pattern.compile("@(?:Test|ParameterizedTest|TestFactory)\\b");

  private final Map<String, String> sources;

  private NamedTests(Map<String, String> sources) {
    this.sources = sources;
  }

  static NamedTests ofThisRepository() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(
              file -> sources.put(file.getFileName().toString().replace(".java", ""), text(file)));
    }
    return new NamedTests(sources);
  }

  /** What the text names and nobody wrote. */
  List<String> missing(String text) {
    Matcher matcher = TEST.matcher(text);
    List<String> missing = new ArrayList<>();
    while (matcher.find()) {
      String source = sources.get(matcher.group(1));
      String method = matcher.group(2);
      if (source == null || (method != null && !holdsTest(source, method))) {
        missing.add(matcher.group());
      }
    }
    return missing;
  }

  static long count(String text) {
    return TEST.matcher(text).results().count();
  }

  /** An annotation of a test stands between the method and the one before it. */
  private static boolean holdsTest(String source, String method) {
    Matcher declaration = Pattern.compile("[\\w>] " + method + "\\(").matcher(source);
    while (declaration.find()) {
      String before = source.substring(0, declaration.start());
      int end = before.lastIndexOf("\n  }\n");
      String own = end < 0 ? before : before.substring(end);
      if (ANNOTATION.matcher(own).find()) {
        return true;
      }
    }
    return false;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
