package io.kanhe.service.regulation;

import io.kanhe.platform.yaml.YamlNode;
import io.kanhe.service.notice.DatedNumber;
import java.util.Set;

/**
 * Numbers of {@code config/rules/reg-case.yaml}.
 *
 * @param handleWithinDays from the assignment of a case to its outcome
 * @param massFromPeople from so many people on a case is a mass case
 */
record CaseRules(DatedNumber handleWithinDays, DatedNumber massFromPeople) {

  /**
   * @throws io.kanhe.platform.KanheException 5006 CONFIGURATION_INVALID
   */
  static CaseRules read(YamlNode node) {
    node.keys(Set.of("handleWithinDays", "massFromPeople"), Set.of());
    return new CaseRules(
        DatedNumber.read(node.get("handleWithinDays")),
        DatedNumber.read(node.get("massFromPeople")));
  }
}
