package io.kanhe.service.livestock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules on disposal records with the edge values of the domain (S12, scenario C). */
class DisposalRulesTest {

  private static final DisposalRules RULES =
      DisposalRules.read(Path.of("config/rules/disposal.yaml"), Path.of(""));

  static Stream<Arguments> believed() {
    return Stream.of(
        arguments("the sample", sample(), ""),
        arguments("processed as it came", process("2026-08-25T13:40:00+08:00"), ""),
        arguments("exactly 48 h", process("2026-08-27T13:40:00+08:00"), ""),
        arguments("48 h and a second", process("2026-08-27T13:40:01+08:00"), "LATE_48H"),
        arguments("49 h", process("2026-08-27T14:40:00+08:00"), "LATE_48H"),
        arguments("the same moment in another zone", process("2026-08-25T05:40:00Z"), ""),
        arguments("half a kilogram too much", sample().with("totalWeight", "232.0"), ""),
        arguments("half a kilogram too little", sample().with("totalWeight", "231.0"), ""),
        arguments("received, not yet processed", sample().received(), ""),
        arguments("collected", sample().collected(), ""),
        arguments("brought by the farmer", sample().without("collectTime"), ""),
        arguments(
            "poultry wears no tags",
            sample().without("animals").with("species", "9").with("animalStage", "POULTRY"),
            ""),
        arguments(
            "piglets wear none yet", sample().without("animals").with("animalStage", "PIGLET"), ""),
        arguments("a plant that counts less", sample().counted(2), ""));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments("processed before received", process("2026-08-25T13:39:59+08:00")),
        arguments(
            "received before collected", sample().with("receiveTime", "2026-08-25T11:04:59+08:00")),
        arguments(
            "collected before reported", sample().with("collectTime", "2026-08-25T07:19:59+08:00")),
        arguments("too heavy", sample().with("totalWeight", "232.1")),
        arguments("too light", sample().with("totalWeight", "230.9")),
        arguments("one animal too few", sample().with("quantity", "4")),
        arguments("one animal too many", sample().with("quantity", "2")),
        arguments("pigs without tags", sample().without("animals")),
        arguments("a tag twice", sample().replace("0000102<", "0000103<")),
        arguments("a tag of cattle", sample().with("earTag", "233108100000101")),
        arguments("collected without a time", sample().collected().without("collectTime")),
        arguments("processed without a time", sample().without("processTime")),
        arguments("processed without a method", sample().without("method")),
        arguments("processed by nobody", sample().without("plant")),
        arguments(
            "before the rules began", sample().with("reportTime", "2014-12-31T23:59:59+08:00")));
  }

  private static Disposals sample() {
    return Disposals.sample();
  }

  private static Disposals process(String time) {
    return sample().with("processTime", time);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("believed")
  void believesARecordThatFits(String name, Disposals disposal, String warnings) {
    assertThat(String.join(" ", RULES.check(disposal.read()))).isEqualTo(warnings);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void refusesARecordThatContradictsItself(String name, Disposals disposal) {
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(() -> RULES.check(disposal.read()))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.RULE_FAILED));
  }
}
