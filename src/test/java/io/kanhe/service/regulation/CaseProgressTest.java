package io.kanhe.service.regulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kanhe.message.Uscc;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which steps fit a case; the digit after a step is its time. */
class CaseProgressTest {

  private static final Uscc A = new Uscc("91331000TEXT000A0M");
  private static final Uscc B = new Uscc("91331000TEXT000B9J");

  @ParameterizedTest
  @CsvSource({
    "'', REGISTERED",
    "ASSIGNED1, ASSIGNED",
    "ASSIGNED1 INVESTIGATING2, INVESTIGATING",
    "ASSIGNED1 INVESTIGATING2 MEDIATED3, MEDIATED",
    "ASSIGNED1 INVESTIGATING2 DECIDED3, DECIDED",
    "REJECTED1, REJECTED",
    "ASSIGNED1 INVESTIGATING2 MEDIATED3 CLOSED4, CLOSED",
    "ASSIGNED1 MEDIATED3 CLOSED4 REOPENED5, REOPENED",
    "ASSIGNED1 MEDIATED3 CLOSED4 REOPENED5 ASSIGNED6, ASSIGNED",
    "ASSIGNED1 MEDIATED3 CLOSED4 REOPENED5 INVESTIGATING6 DECIDED7 CLOSED8, CLOSED",
  })
  void comesAsFarAsItsFurthestStep(String steps, CaseState expected) {
    assertThat(after(steps).state()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'', CLOSED1",
    "'', REOPENED1",
    "'', REGISTERED1",
    "ASSIGNED1 INVESTIGATING2, CLOSED3",
    "ASSIGNED1 MEDIATED3, DECIDED4",
    "ASSIGNED1 MEDIATED3 CLOSED4, REJECTED5",
    "ASSIGNED1 MEDIATED3, REOPENED4",
    "ASSIGNED1 MEDIATED3 CLOSED4 REOPENED5, CLOSED6",
    "ASSIGNED1 MEDIATED3, ASSIGNED4-B",
  })
  void refusesAStepThatDoesNotFit(String steps, String next) {
    CaseProgress progress = after(steps);
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(() -> progress.with(step(next)))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.STATE_CONFLICT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ASSIGNED1 INVESTIGATING2 MEDIATED3 CLOSED4 REOPENED5",
        "ASSIGNED1 INVESTIGATING2 DECIDED3",
      })
  void changesNothingByARepeatedStep(String steps) {
    CaseProgress progress = after(steps);
    String last = steps.substring(steps.lastIndexOf(' ') + 1);
    assertThat(progress.with(step(last))).isEqualTo(progress);
  }

  @Test
  void comesToTheSameStateInWhicheverOrderAssignmentInquiryAndOutcomeArrive() {
    CaseProgress expected = after("ASSIGNED1 INVESTIGATING2 MEDIATED3");
    List<String> steps = List.of("ASSIGNED1", "INVESTIGATING2", "MEDIATED3");
    assertThat(orders(steps)).hasSize(6).allSatisfy(o -> assertThat(after(o)).isEqualTo(expected));
  }

  @Test
  void ignoresStepsOfAnEarlierRound() {
    CaseProgress reopened = after("ASSIGNED1 MEDIATED3 CLOSED4 REOPENED5");
    assertThat(reopened.with(step("INVESTIGATING2"))).isEqualTo(reopened);
    assertThat(reopened.with(step("DECIDED3"))).isEqualTo(reopened);
  }

  @Test
  void keepsTheNewestAssigneeWhicheverComesFirst() {
    assertThat(after("ASSIGNED1 ASSIGNED2-B").assignee()).isEqualTo(B);
    assertThat(after("ASSIGNED2-B ASSIGNED1").assignee()).isEqualTo(B);
  }

  private static List<String> orders(List<String> steps) {
    if (steps.size() == 1) {
      return steps;
    }
    List<String> orders = new ArrayList<>();
    for (String first : steps) {
      List<String> rest = steps.stream().filter(each -> !each.equals(first)).toList();
      orders(rest).forEach(order -> orders.add(first + " " + order));
    }
    return orders;
  }

  private static CaseProgress after(String steps) {
    CaseProgress progress = CaseProgress.REGISTERED;
    List<String> words = steps.isEmpty() ? List.of() : Arrays.asList(steps.split(" "));
    for (String word : words) {
      progress = progress.with(step(word));
    }
    return progress;
  }

  private static CaseStep step(String word) {
    boolean other = word.endsWith("-B");
    String plain = other ? word.substring(0, word.length() - 2) : word;
    CaseState action = CaseState.valueOf(plain.substring(0, plain.length() - 1));
    Instant at = Instant.ofEpochSecond(plain.charAt(plain.length() - 1) - '0');
    return new CaseStep(action, at, action == CaseState.ASSIGNED ? (other ? B : A) : null);
  }
}
