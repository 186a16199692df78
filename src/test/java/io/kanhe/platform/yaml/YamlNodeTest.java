package io.kanhe.platform.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlNodeTest {

  @TempDir Path folder;

  @Test
  void readsScalarsAsTheyAreWritten() throws IOException {
    YamlNode root =
        read(
            "region: 331000\nversion: 1.0\ncode: 11E02\nanswer: \"no\"\non: 2026-08-24\nsize: 4MB\n");
    assertThat(root.get("region").text()).isEqualTo("331000");
    assertThat(root.get("version").text()).isEqualTo("1.0");
    assertThat(root.get("code").text()).isEqualTo("11E02");
    assertThat(root.get("answer").text()).isEqualTo("no");
    assertThat(root.get("on").date()).hasToString("2026-08-24");
    assertThat(root.get("size").bytes()).isEqualTo(4 << 20);
    assertThat(root.get("code").line()).isEqualTo(3);
  }

  static Stream<Arguments> filesThatAreNotStrict() {
    return Stream.of(
        Arguments.of("a: 1\na: 2\n", "f.yaml:2: found key 'a' twice, expected once"),
        Arguments.of(
            "a: &x 1\nb: *x\n",
            "f.yaml:1: found an anchor or alias, expected the value written out"),
        Arguments.of(
            "a: !!java.net.URL [http://x]\n", "f.yaml:1: found a tag, expected a plain value"),
        Arguments.of("a: !mine 1\n", "f.yaml:1: found a tag, expected a plain value"),
        Arguments.of("a: 1\n---\nb: 2\n", "f.yaml:2: found a second document, expected one"),
        Arguments.of(
            "<<: {a: 1}\n", "f.yaml:1: found a key that is not a plain name, expected one"),
        Arguments.of(
            "? [a, b]\n: 1\n", "f.yaml:1: found a key that is not a plain name, expected one"),
        Arguments.of("", "f.yaml:1: found an empty file, expected a mapping of keys to values"),
        Arguments.of("a: [1\nb: 2\n", "f.yaml:2: found something that is not YAML at column 2"),
        Arguments.of("a: b: c\n", "f.yaml:1: found something that is not YAML at column 5"),
        Arguments.of("a:\n\tb: 1\n", "f.yaml:2: found something that is not YAML at column 1"),
        Arguments.of("a: " + "[".repeat(40) + "]".repeat(40), "f.yaml:1: found"),
        Arguments.of(
            "a: \u0007\n", "f.yaml:1: found a character or size that YAML does not allow"));
  }

  @ParameterizedTest
  @MethodSource("filesThatAreNotStrict")
  void refusesWhatIsNotStrict(String yaml, String message) {
    assertRefused(() -> read(yaml), message);
  }

  @Test
  void refusesOtherEncodingsAndMissingFiles() throws IOException {
    Path file = folder.resolve("f.yaml");
    Files.write(file, "a: é".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(() -> YamlNode.read(file, folder), "f.yaml:1: found bytes that are not UTF-8");
    assertRefused(
        () -> YamlNode.read(folder.resolve("none.yaml"), folder),
        "none.yaml:1: found no readable file");
    Files.writeString(file, "a: " + "x".repeat(1 << 20));
    assertRefused(
        () -> YamlNode.read(file, folder),
        "f.yaml:1: found 1048579 bytes, expected at most 1048576");
  }

  @Test
  void namesAllUnknownAndMissingKeysAtOnce() throws IOException {
    YamlNode root = read("id: x\nnmae: y\ncolor: z\n");
    assertRefused(
        () -> root.keys(Set.of("id", "name"), Set.of("colour")),
        """
        f.yaml:2: found unknown key 'nmae', expected one of [colour, id, name]
        f.yaml:3: found unknown key 'color', expected one of [colour, id, name]
        f.yaml:1: found no key 'name', expected a value for it""");
  }

  @Test
  void namesWhatIsOfAnotherKind() throws IOException {
    YamlNode root =
        read("list: [1]\nmap: {a: 1}\nnone:\nflag: yes\nnumber: 1e3\nbig: 99\nday: 24.8.2026\n");
    assertRefused(
        () -> root.get("list").text(), "f.yaml:1: found a list, expected a text for list");
    assertRefused(() -> root.get("map").items(), "f.yaml:2: found a mapping, expected a list");
    assertRefused(
        () -> root.get("none").text(), "f.yaml:3: found nothing, expected a text for none");
    assertRefused(
        () -> root.get("flag").flag(), "f.yaml:4: found flag 'yes', expected one of [false, true]");
    assertRefused(
        () -> root.get("number").number(0, 9),
        "f.yaml:5: found number '1e3', expected a whole number");
    assertRefused(
        () -> root.get("big").integer(0, 9),
        "f.yaml:6: found 99, expected a whole number from 0 to 9");
    assertRefused(
        () -> root.get("day").date(),
        "f.yaml:7: found day '24.8.2026', expected a date as 2026-08-24");
  }

  @Test
  void replacesOnlyKnownPlaceholders() throws IOException {
    YamlNode root = read("a: https://${host}:${port}/x\nb: ${user.home}\n");
    Map<String, String> known = Map.of("host", "localhost", "port", "9443");
    assertThat(root.get("a").text(known)).isEqualTo("https://localhost:9443/x");
    assertRefused(
        () -> root.get("b").text(known),
        "f.yaml:2: found unknown placeholder 'user.home', expected one of [host, port]");
    assertRefused(
        () -> root.get("a").text(), "f.yaml:1: found a placeholder in a, expected a plain value");
  }

  private YamlNode read(String yaml) throws IOException {
    Path file = folder.resolve("f.yaml");
    Files.writeString(file, yaml);
    return YamlNode.read(file, folder);
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable work, String message) {
    assertThatThrownBy(work)
        .isInstanceOf(KanheException.class)
        .hasMessageStartingWith(message)
        .extracting(e -> ((KanheException) e).code())
        .isEqualTo(ErrorCode.CONFIGURATION_INVALID);
  }
}
