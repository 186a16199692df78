package io.kanhe.service.regulation;

import static io.kanhe.service.regulation.CaseSamples.indicator;
import static io.kanhe.service.regulation.LeadParties.INSURER_A;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kanhe.message.Payload;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsReportTest {

  @ParameterizedTest
  @CsvSource({
    "112, 97, 86.61, true",
    "112, 97, 86.6, false",
    "112, 97, 86.60, false",
    "112, 97, 86.62, false",
    "8, 1, 12.5, true",
    "8, 1, 12.50, true",
    "32, 1, 3.13, true",
    "32, 1, 3.12, false",
    "3, 2, 66.67, true",
    "3, 3, 100, true",
    "3, 4, 133.33, true",
    "5, 0, 0, true",
    "0, 0, 0, false",
    "'', 4, 100, false",
    "4, '', 100, false",
    "4, 4, '', true",
  })
  void theRateIsThatOfItsCounts(String found, String closed, String rate, boolean right) {
    StatisticsReport report =
        report(
            "QUARTER",
            "2026-Q3",
            indicator("DSP-NEW", found)
                + indicator("DSP-CLOSED", closed)
                + indicator("DSP-RATE", rate));
    if (right) {
      assertThatCode(report::checkRate).doesNotThrowAnyException();
    } else {
      refused(report::checkRate);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MONTH, 2026-02, 2026-02-28",
    "MONTH, 2028-02, 2028-02-29",
    "QUARTER, 2026-Q3, 2026-09-30",
    "HALF, 2026-H1, 2026-06-30",
    "YEAR, 2026, 2026-12-31",
  })
  void thePeriodEnds(String type, String period, LocalDate end) {
    assertThat(report(type, period, indicator("DSP-NEW", "1")).lastDay()).isEqualTo(end);
  }

  @ParameterizedTest
  @CsvSource({"QUARTER, 2026-09", "MONTH, 2026-Q3", "YEAR, 2026-H1", "HALF, 2026"})
  void thePeriodIsOfItsType(String type, String period) {
    StatisticsReport report = report(type, period, indicator("DSP-NEW", "1"));
    refused(report::lastDay);
  }

  private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
    assertThatExceptionOfType(KanheException.class)
        .isThrownBy(action)
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.RULE_FAILED));
  }

  private static StatisticsReport report(String type, String period, String indicators) {
    String text = CaseSamples.report(INSURER_A, type, period, 0, indicators);
    return StatisticsReport.read(new Payload.Inline(text.getBytes(StandardCharsets.UTF_8)));
  }
}
