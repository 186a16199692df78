package io.kanhe.service.regulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.platform.yaml.YamlNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeadTermsTest {

  private static final WorkingCalendar CALENDAR =
      WorkingCalendar.read(
          YamlNode.read(Path.of("config/calendars/working-days.yaml"), Path.of("")));

  /** Received on the left (in China), due before the start of the day on the right. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-23T09:00:00+08:00, 2026-12-01", // Monday: Tuesday to Friday, then Monday
    "2026-11-27T23:59:59+08:00, 2026-12-05", // Friday
    "2026-11-28T00:00:00+08:00, 2026-12-05", // Saturday does not count
    "2026-09-30T10:00:00+08:00, 2026-10-14", // holidays, then the worked Saturday of October 10
    "2026-02-13T10:00:00+08:00, 2026-02-28", // spring festival with the worked Saturday before it
    "2026-11-22T17:00:00Z, 2026-12-01", // already Monday in China
  })
  void countsWorkingDays(OffsetDateTime received, LocalDate end) {
    LeadTerms terms =
        LeadTerms.read(
            YamlNode.read(Path.of("config/rules/fraud.lead.yaml"), Path.of("")), CALENDAR);
    assertThat(terms.dueAt(received.toInstant()))
        .isEqualTo(Instant.parse(end.minusDays(1) + "T16:00:00Z"));
  }

  @Test
  void usesTheTermInForceWhenTheLeadCame() {
    LeadTerms terms =
        new LeadTerms(
            List.of(
                new LeadTerms.Term(5, LocalDate.parse("2026-01-01")),
                new LeadTerms.Term(3, LocalDate.parse("2026-11-24"))),
            CALENDAR);
    assertThat(terms.dueAt(Instant.parse("2026-11-23T02:00:00Z")))
        .isEqualTo(Instant.parse("2026-11-30T16:00:00Z"));
    assertThat(terms.dueAt(Instant.parse("2026-11-24T02:00:00Z")))
        .isEqualTo(Instant.parse("2026-11-27T16:00:00Z"));
    assertThat(terms.dueAt(Instant.parse("2025-11-24T02:00:00Z"))).isNotNull();
  }
}
