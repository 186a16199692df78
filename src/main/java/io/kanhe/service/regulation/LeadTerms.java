package io.kanhe.service.regulation;

import io.kanhe.platform.yaml.YamlNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Within how many working days the police decides about a lead, by the day on which it came: {@code
 * config/rules/fraud.lead.yaml}. Immutable.
 */
final class LeadTerms {

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
  private static final int LONGEST_DAYS = 250;

  private final List<Term> newestFirst;
  private final WorkingCalendar calendar;

  LeadTerms(List<Term> terms, WorkingCalendar calendar) {
    this.newestFirst =
        terms.stream().sorted(Comparator.comparing(Term::validFrom).reversed()).toList();
    this.calendar = calendar;
  }

  record Term(int workingDays, LocalDate validFrom) {}

  /**
   * @throws io.kanhe.platform.KanheException 5006 CONFIGURATION_INVALID
   */
  static LeadTerms read(YamlNode node, WorkingCalendar calendar) {
    node.keys(Set.of("acceptWithin"), Set.of("sameVehicle"));
    YamlNode terms = node.get("acceptWithin");
    List<Term> read = terms.items(LeadTerms::term);
    if (read.isEmpty()) {
      throw terms.problem("an empty list", "at least one term");
    }
    return new LeadTerms(read, calendar);
  }

  private static Term term(YamlNode node) {
    node.keys(Set.of("workingDays", "validFrom"), Set.of());
    return new Term(node.get("workingDays").integer(1, LONGEST_DAYS), node.get("validFrom").date());
  }

  /** Until when the decision is due; before the first term began, that term counts. */
  Instant dueAt(Instant receivedAt) {
    LocalDate day = LocalDate.ofInstant(receivedAt, CHINA);
    Term term =
        newestFirst.stream()
            .filter(each -> !each.validFrom().isAfter(day))
            .findFirst()
            .orElse(newestFirst.get(newestFirst.size() - 1));
    return calendar.endAfter(receivedAt, term.workingDays());
  }
}
