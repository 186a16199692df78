package io.kanhe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.message.Digest;
import io.kanhe.service.privacy.Canary;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A search that finds nothing is worth what it would have found. */
class CanarySearchTest {

  private static final String ID = "331081190001010178";
  private static final Canary PERSON = canary(ID, "idNo");
  private static final Canary NAME = canary("甄丝雀丐戏甲", "name");
  private static final Canary TEXT =
      canary("丝雀丑戔称331081190001010194电话13809000077车牌浙J70077又称３３１０８１１９０００１０１０２１５", "note");
  private static final CanarySearch SEARCH = new CanarySearch(List.of(PERSON, NAME, TEXT));

  private static Canary canary(String value, String path) {
    return new Canary(value, "a.service", path, 3, Set.of());
  }

  /** Log lines, entries and pages into which a value got, one way each. */
  static List<String> leaks() {
    byte[] name = NAME.value().getBytes(StandardCharsets.UTF_8);
    byte[] json = ("{\"x\":\"" + ID + "\"}").getBytes(StandardCharsets.UTF_8);
    return List.of(
        "12:00:00 WARN  io.kanhe.X found '" + ID + "', expected another",
        "{\"type\":\"REFUSED\",\"detail\":\"" + ID + "\"}",
        Base64.getEncoder().encodeToString(json),
        Base64.getMimeEncoder(8, new byte[] {'\n'}).encodeToString(json),
        Base64.getUrlEncoder()
            .encodeToString(("?" + NAME.value()).getBytes(StandardCharsets.UTF_8)),
        HexFormat.of().formatHex(name),
        "name=" + URLEncoder.encode(NAME.value(), StandardCharsets.UTF_8),
        "\\u7504\\u4e1d\\u96c0\\u4e10\\u620f\\u7532",
        "&#29956;&#19997;&#38592;&#19984;&#25103;&#30002;",
        "digest SHA-256:" + Digest.sha256(name).hex(),
        "331081-19000101-0178",
        "３３１０８１１９０００１０１０１７８",
        "<td>丝雀丐戏</td>",
        "note 丝雀丑戔称... cut",
        "call 138 0900 0077",
        "car 浙J70077",
        "3310811900 01010194");
  }

  @ParameterizedTest
  @MethodSource("leaks")
  void findsWhatWasPlanted(String text) {
    assertThat(SEARCH.in("before\n" + text + "\nafter")).isNotEmpty();
  }

  @Test
  void saysWhichFieldAndNotWhichValue() {
    assertThat(SEARCH.in("a " + ID)).containsExactly("a.service idNo");
  }

  @Test
  void findsNothingInWhatIsMasked() {
    assertThat(
            SEARCH.in("331081********0178 甄****甲 138****0077 浙J·***77 SHA-256:" + "ab".repeat(32)))
        .isEmpty();
  }
}
