package io.kanhe.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultTraceTest {

  private static final String PERSON = "331081190001010178";

  @Test
  void tellsKindsCodesAndPlacesButNoMessage() {
    RuntimeException cause = new NumberFormatException("For input string: \"" + PERSON + "\"");
    cause.addSuppressed(new IllegalStateException(PERSON));
    String line = FaultTrace.of(new KanheException(ErrorCode.INTERNAL, PERSON, cause));
    assertThat(line)
        .doesNotContain(PERSON)
        .startsWith("io.kanhe.platform.KanheException 5005 INTERNAL at FaultTraceTest.tells")
        .contains(", caused by java.lang.NumberFormatException at FaultTraceTest.tells");
  }

  @Test
  void namesThePlaceInTheLibraryAndHowKanheCameThere() {
    try {
      Long.parseLong(PERSON + "X");
    } catch (NumberFormatException e) {
      assertThat(FaultTrace.of(e))
          .doesNotContain(PERSON)
          .startsWith("java.lang.NumberFormatException at ")
          .contains(" < FaultTraceTest.namesThePlace");
    }
  }

  @Test
  void endsWithCausesThatGoInACircle() {
    RuntimeException first = new IllegalStateException("a");
    RuntimeException second = new IllegalArgumentException("b", first);
    first.initCause(second);
    assertThat(FaultTrace.of(first)).hasSizeLessThan(2000);
  }
}
