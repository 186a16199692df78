package io.kanhe.service.policing;

import io.kanhe.platform.yaml.YamlNode;
import io.kanhe.service.notice.DatedNumber;
import io.kanhe.service.policing.ClaimedVehicles.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How many claims about one vehicle, of how many insurers, within how many days speak for fraud
 * ({@code config/rules/fraud.lead.yaml}); what was in force at the loss counts. Immutable.
 */
record SameVehicle(DatedNumber claims, DatedNumber insurers, DatedNumber withinDays) {

  /**
   * @throws io.kanhe.platform.KanheException 5006 CONFIGURATION_INVALID
   */
  static SameVehicle read(YamlNode node) {
    node.keys(Set.of("claims", "insurers", "withinDays"), Set.of());
    return new SameVehicle(
        DatedNumber.read(node.get("claims")),
        DatedNumber.read(node.get("insurers")),
        DatedNumber.read(node.get("withinDays")));
  }

  Duration within(Instant loss) {
    return Duration.ofDays(withinDays.at(loss));
  }

  /** The first days with enough claims that {@code claim} belongs to; both ends count. */
  Optional<List<Claim>> window(List<Claim> known, Claim claim) {
    List<Claim> ordered = new ArrayList<>(known);
    ordered.sort(Comparator.comparing(Claim::lossAt).thenComparing(Claim::number));
    for (Claim first : ordered) {
      Instant end = first.lossAt().plus(within(claim.lossAt()));
      List<Claim> within =
          ordered.stream()
              .filter(each -> !each.lossAt().isBefore(first.lossAt()))
              .filter(each -> !each.lossAt().isAfter(end))
              .toList();
      if (within.contains(claim)
          && within.size() >= claims.at(claim.lossAt())
          && within.stream().map(Claim::insurer).distinct().count()
              >= insurers.at(claim.lossAt())) {
        return Optional.of(within);
      }
    }
    return Optional.empty();
  }
}
