package io.kanhe.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessageBundlesTest {

  private static final Pattern KEY = Pattern.compile("#\\{([a-zA-Z.]+)[}(]");
  private static final Path PAGES = Path.of("src/main/resources/templates/console");

  @Test
  void everyTextStandsInBothLanguages() throws IOException {
    assertThat(bundle("messages_zh_CN").stringPropertyNames())
        .isEqualTo(bundle("messages").stringPropertyNames());
  }

  @Test
  void noTextIsEmpty() throws IOException {
    assertThat(bundle("messages").values()).noneMatch(text -> text.toString().isBlank());
    assertThat(bundle("messages_zh_CN").values()).noneMatch(text -> text.toString().isBlank());
  }

  @Test
  void everyTextOfThePagesIsInTheBundles() throws IOException {
    assertThat(bundle("messages").stringPropertyNames()).containsAll(keysOfPages());
  }

  private static Set<String> keysOfPages() throws IOException {
    Set<String> keys = new TreeSet<>();
    try (Stream<Path> pages = Files.list(PAGES)) {
      for (Path page : pages.toList()) {
        Matcher matcher = KEY.matcher(Files.readString(page));
        while (matcher.find()) {
          keys.add(matcher.group(1));
        }
      }
    }
    assertThat(keys).hasSizeGreaterThan(10);
    return keys;
  }

  private static Properties bundle(String name) throws IOException {
    Properties properties = new Properties();
    try (Reader reader =
        new InputStreamReader(
            MessageBundlesTest.class.getResourceAsStream("/console/" + name + ".properties"),
            StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    return properties;
  }
}
