package io.kanhe.service.policing;

import io.kanhe.platform.yaml.YamlNode;
import io.kanhe.service.notice.DatedNumber;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether each insurer may pay for its own vehicle (互碰自赔, rule set {@code HPZ-2009}).
 *
 * <ul>
 *   <li>R1: two or more motor vehicles, each with a compulsory cover in force
 *   <li>R2: damage to vehicles only, nobody hurt, and no loss above the limit
 *   <li>R3: every party bears some of the liability
 *   <li>R4: all parties agree
 * </ul>
 *
 * @param limits the first whose days include the accident counts
 */
record CollisionRules(String ruleSet, List<Limit> limits, DatedNumber counterpartMissingAfterDays) {

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
  private static final Set<String> SHARED = Set.of("EQUAL", "MAIN", "SECONDARY");

  CollisionRules {
    limits = List.copyOf(limits);
  }

  /**
   * @param amount yuan that no party's loss may exceed
   */
  record Limit(LocalDate from, @Nullable LocalDate to, BigDecimal amount) {

    boolean includes(LocalDate day) {
      return !day.isBefore(from) && (to == null || !day.isAfter(to));
    }
  }

  /**
   * @param failedRules empty if it is eligible
   * @param limit that counted on the day of the accident; zero before the first
   */
  record Eligibility(SortedSet<String> failedRules, BigDecimal limit) {

    boolean isEligible() {
      return failedRules.isEmpty();
    }
  }

  /**
   * @throws io.kanhe.platform.KanheException 5006 CONFIGURATION_INVALID
   */
  static CollisionRules read(Path file, Path home) {
    YamlNode node = YamlNode.read(file, home);
    node.keys(Set.of("ruleSet", "propertyLimits", "counterpartMissingAfterDays"), Set.of());
    return new CollisionRules(
        node.get("ruleSet").text(),
        node.get("propertyLimits").items(CollisionRules::limit),
        DatedNumber.read(node.get("counterpartMissingAfterDays")));
  }

  private static Limit limit(YamlNode node) {
    node.keys(Set.of("from", "amount"), Set.of("to"));
    return new Limit(
        node.get("from").date(),
        node.find("to").map(YamlNode::date).orElse(null),
        node.get("amount").as(BigDecimal::new, "an amount of yuan as 2000.00"));
  }

  Eligibility evaluate(CollisionCase collision) {
    LocalDate day = collision.occurTime().withOffsetSameInstant(CHINA).toLocalDate();
    Optional<Limit> limit = limits.stream().filter(each -> each.includes(day)).findFirst();
    BigDecimal amount = limit.map(Limit::amount).orElse(BigDecimal.ZERO);
    SortedSet<String> failed = new TreeSet<>();
    if (collision.parties().size() < 2
        || collision.parties().stream().anyMatch(p -> !covered(p, day))) {
      failed.add("R1");
    }
    if (collision.injury()
        || collision.thirdProperty()
        || collision.parties().stream().anyMatch(party -> party.loss().compareTo(amount) > 0)) {
      failed.add("R2");
    }
    if (!collision.parties().stream().allMatch(party -> SHARED.contains(party.liability()))) {
      failed.add("R3");
    }
    if (!collision.agreed()) {
      failed.add("R4");
    }
    return new Eligibility(failed, amount);
  }

  private static boolean covered(CollisionCase.Party party, LocalDate day) {
    return !day.isBefore(party.coverFrom()) && !day.isAfter(party.coverTo());
  }
}
