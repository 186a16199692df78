package io.kanhe.service.proof;

import io.kanhe.platform.yaml.YamlNode;
import io.kanhe.service.notice.DatedNumber;
import io.kanhe.service.notice.Terms;
import io.kanhe.service.regulation.WorkingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Until when the bureau issues a proof: {@code config/rules/met-proof.yaml}, in working days. Where
 * an exercise plays days in moments, every one of its days is a working day. Immutable.
 */
public record ProofTerms(DatedNumber workingDays, WorkingCalendar calendar, Terms terms) {

  /**
   * @throws io.kanhe.platform.KanheException 5006 CONFIGURATION_INVALID
   */
  static ProofTerms read(YamlNode node, WorkingCalendar calendar, Terms terms) {
    node.keys(Set.of("proofWithinWorkingDays"), Set.of());
    return new ProofTerms(DatedNumber.read(node.get("proofWithinWorkingDays")), calendar, terms);
  }

  Instant dueAt(Instant receivedAt) {
    int days = workingDays.at(receivedAt);
    return terms.day().equals(Duration.ofDays(1))
        ? calendar.endAfter(receivedAt, days)
        : receivedAt.plus(terms.days(days));
  }
}
