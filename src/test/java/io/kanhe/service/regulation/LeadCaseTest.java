package io.kanhe.service.regulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.service.regulation.LeadCase.State;
import io.kanhe.service.regulation.LeadEvent.LeadResult;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeadCaseTest {

  /** Steps in the order in which they arrive; the last of a row that ends in ! is refused. */
  @ParameterizedTest
  @CsvSource({
    "'', NEW",
    "ACK, ACKED",
    "ACK ACCEPT, ACCEPTED",
    "ACK RETURN, RETURNED",
    "ACK ACCEPT FILED, FILED",
    "ACK ACCEPT NOT_FILED, NOT_FILED",
    "ACK ACCEPT FILED CONCLUDED, CLOSED",
    "ACK ACCEPT NOT_FILED CONCLUDED, CLOSED",
    "ACK RETURN CONCLUDED, CLOSED",
    // repeated
    "ACK ACK, ACKED",
    "ACK ACCEPT ACCEPT, ACCEPTED",
    "ACK ACCEPT FILED FILED, FILED",
    "ACK ACCEPT FILED CONCLUDED CONCLUDED, CLOSED",
    // overtaken by a later step
    "ACCEPT ACK, ACCEPTED",
    "FILED, FILED",
    "FILED ACK ACCEPT, FILED",
    "CONCLUDED, CLOSED",
    "CONCLUDED FILED ACCEPT ACK, CLOSED",
    // contradictions
    "ACK ACCEPT RETURN!, ACCEPTED",
    "ACK RETURN ACCEPT!, RETURNED",
    "ACK ACCEPT ACCEPT_LATER!, ACCEPTED",
    "ACK RETURN RETURN_OTHER!, RETURNED",
    "ACK RETURN FILED!, RETURNED",
    "ACK RETURN NOT_FILED!, RETURNED",
    "FILED RETURN!, FILED",
    "ACK ACCEPT FILED NOT_FILED!, FILED",
    "ACK ACCEPT NOT_FILED FILED!, NOT_FILED",
    "ACK ACCEPT FILED FILED_LATER!, FILED",
    "CONCLUDED CONCLUDED_LATER!, CLOSED",
  })
  void comesAsFarAsTheFurthestStep(String steps, State expected) {
    LeadCase lead = LeadCase.NEW;
    for (String step : steps.isEmpty() ? new String[0] : steps.split(" ")) {
      LeadCase before = lead;
      if (step.endsWith("!")) {
        LeadEvent refused = event(step.substring(0, step.length() - 1));
        KanheException conflict =
            catchThrowableOfType(KanheException.class, () -> before.with(refused));
        assertThat(conflict.code()).isEqualTo(ErrorCode.STATE_CONFLICT);
      } else {
        lead = lead.with(event(step));
      }
    }
    assertThat(lead.state()).isEqualTo(expected);
  }

  @Test
  void endsTheSameInWhateverOrderAndHoweverOftenStepsArrive() {
    List<String> steps = List.of("ACK", "ACCEPT", "FILED", "CONCLUDED");
    LeadCase expected = LeadCase.NEW;
    for (String step : steps) {
      expected = expected.with(event(step));
    }
    Random random = new Random(24);
    for (int run = 0; run < 200; run++) {
      List<String> arriving = new ArrayList<>(steps);
      arriving.addAll(steps);
      Collections.shuffle(arriving, random);
      LeadCase lead = LeadCase.NEW;
      for (String step : arriving) {
        lead = lead.with(event(step));
      }
      assertThat(lead).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"'', true", "ACK, true", "ACCEPT, false", "RETURN, false", "CONCLUDED, false"})
  void isUndecidedUntilThePoliceDecides(String step, boolean undecided) {
    LeadCase lead = step.isEmpty() ? LeadCase.NEW : LeadCase.NEW.with(event(step));
    assertThat(lead.isUndecided()).isEqualTo(undecided);
  }

  private static LeadEvent event(String step) {
    LocalDate day = LocalDate.parse("2026-11-24");
    return switch (step) {
      case "ACK" -> new LeadEvent.Acknowledged();
      case "ACCEPT" -> new LeadEvent.Accepted("331000000000", day);
      case "ACCEPT_LATER" -> new LeadEvent.Accepted("331000000000", day.plusDays(1));
      case "RETURN" -> new LeadEvent.Returned("CIVIL_DISPUTE");
      case "RETURN_OTHER" -> new LeadEvent.Returned("OTHER");
      case "FILED_LATER" -> new LeadEvent.Result(LeadResult.FILED, day.plusDays(1));
      case "CONCLUDED_LATER" -> new LeadEvent.Result(LeadResult.CONCLUDED, day.plusDays(1));
      default -> new LeadEvent.Result(LeadResult.valueOf(step), day);
    };
  }
}
