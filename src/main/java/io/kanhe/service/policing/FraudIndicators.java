package io.kanhe.service.policing;

import io.kanhe.ledger.Change.Batch;
import io.kanhe.message.Environment;
import io.kanhe.message.Uscc;
import io.kanhe.message.xml.ElementWriter;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.participant.Role;
import io.kanhe.service.notice.Notice;
import io.kanhe.service.policing.ClaimedVehicles.Claim;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/**
 * What the gateway says of an indicator for fraud (fraud.lead): to each insurer its own claims, to
 * the regulator how many there are. Nobody is told whose the other claims are, or which vehicle.
 */
final class FraudIndicators {

  private static final String SERVICE = "fraud.lead";
  private static final String NAMESPACE = "urn:kanhe:fraud:1.0";
  private static final int KEY = 16;

  private final ParticipantRegistry registry;

  FraudIndicators(ParticipantRegistry registry) {
    this.registry = registry;
  }

  /**
   * @param claims about one vehicle, the earliest first
   */
  void sameVehicle(List<Claim> claims, Environment environment, Instant now, Batch batch) {
    for (String insurer : new TreeSet<>(claims.stream().map(Claim::insurer).toList())) {
      List<String> own =
          claims.stream()
              .filter(each -> each.insurer().equals(insurer))
              .map(Claim::number)
              .toList();
      registry
          .byUscc(new Uscc(insurer))
          .map(Participant::id)
          .ifPresent(to -> notice(claims, own, environment, now, List.of(to)).add(batch));
    }
    List<ParticipantId> regulators =
        registry.byRole(Role.REGULATOR_LOCAL).stream().map(Participant::id).toList();
    notice(claims, List.of(), environment, now, regulators).add(batch);
  }

  private static Notice notice(
      List<Claim> claims,
      List<String> own,
      Environment environment,
      Instant now,
      List<ParticipantId> to) {
    Claim first = claims.get(0);
    ElementWriter xml =
        new ElementWriter("FraudIndicator", NAMESPACE)
            .leaf("indicatorCode", "SAME_VEHICLE")
            .leaf("claims", Integer.toString(claims.size()))
            .leaf(
                "insurers", Long.toString(claims.stream().map(Claim::insurer).distinct().count()));
    own.forEach(claim -> xml.leaf("ownClaimNo", claim));
    return new Notice(
        String.join(
            "|",
            SERVICE,
            "SAME_VEHICLE",
            first.vehicle(),
            environment.name(),
            Long.toString(first.lossAt().toEpochMilli()),
            to.toString()),
        now,
        SERVICE,
        "indicator",
        "FI-" + first.vehicle().substring(0, Math.min(KEY, first.vehicle().length())),
        environment,
        "P08",
        "LB-LAW",
        to,
        xml.finish());
  }
}
