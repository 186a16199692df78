package io.kanhe.service.policing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kanhe.service.policing.CollisionRules.Eligibility;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** HPZ-2009 with the edge values of the domain. */
class CollisionRulesTest {

  private static final CollisionRules RULES =
      CollisionRules.read(Path.of("config/rules/hpz-2009.yaml"), Path.of(""));
  private static final String A = Collisions.A;
  private static final String B = Collisions.B;

  static Stream<Arguments> cases() {
    return Stream.of(
        arguments("the usual case", Collisions.usual("X"), ""),
        arguments("a loss of 2,300", pair("EQUAL", "EQUAL", "2300.00"), "R2"),
        arguments("a loss of exactly the limit", pair("EQUAL", "EQUAL", "2000.00"), ""),
        arguments("a cent above the limit", pair("EQUAL", "EQUAL", "2000.01"), "R2"),
        arguments("somebody hurt", Collisions.usual("X").injured(), "R2"),
        arguments("damage outside the vehicles", Collisions.usual("X").thirdProperty(), "R2"),
        arguments("full and no liability", pair("FULL", "NONE", "100.00"), "R3"),
        arguments("main and secondary liability", pair("MAIN", "SECONDARY", "100.00"), ""),
        arguments("liability not determined", pair("UNDETERMINED", "EQUAL", "100.00"), "R3"),
        arguments("cover ended the day before", covered("2025-08-20", "2026-08-19"), "R1"),
        arguments("cover ends that day", covered("2025-08-21", "2026-08-20"), ""),
        arguments("cover begins that day", covered("2026-08-20", "2027-08-19"), ""),
        arguments("cover begins the day after", covered("2026-08-21", "2027-08-20"), "R1"),
        arguments("one party disagrees", Collisions.usual("X").disputed(), "R4"),
        arguments("one vehicle alone", Collisions.of("X").party(A, "FULL", "1.00"), "R1 R3"),
        arguments(
            "three vehicles, all equal",
            Collisions.usual("X").party(Collisions.C, "EQUAL", "2000.00"),
            ""),
        arguments(
            "before the rules began",
            covered("2008-06-01", "2009-05-31").at("2009-01-31T23:59:59+08:00"),
            "R2"),
        arguments(
            "the day counts in China",
            covered("2026-08-21", "2027-08-20").at("2026-08-20T17:00:00+01:00"),
            ""),
        arguments(
            "everything at once",
            Collisions.of("X").party(A, "FULL", "9000.00", "2020-01-01", "2020-12-31").disputed(),
            "R1 R2 R3 R4"));
  }

  private static Collisions pair(String first, String second, String loss) {
    return Collisions.of("X").party(A, first, "1500.00").party(B, second, loss);
  }

  private static Collisions covered(String from, String to) {
    return Collisions.of("X")
        .party(A, "EQUAL", "1.00", from, to)
        .party(B, "EQUAL", "1.00", "2009-01-01", "2027-12-31");
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("cases")
  void saysWhichRulesACaseFails(String name, Collisions collision, String failed) {
    byte[] payload = collision.xml().getBytes(StandardCharsets.UTF_8);
    Eligibility eligibility = RULES.evaluate(CollisionCase.read(payload));
    assertThat(String.join(" ", eligibility.failedRules())).isEqualTo(failed);
    assertThat(eligibility.isEligible()).isEqualTo(failed.isEmpty());
  }
}
