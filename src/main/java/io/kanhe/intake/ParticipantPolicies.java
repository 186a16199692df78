package io.kanhe.intake;

import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.AlgorithmPolicy;
import java.util.ArrayList;
import java.util.List;

/** The gateway's algorithm policy as narrowed by each participant's file. Thread-safe. */
final class ParticipantPolicies {

  private final AlgorithmPolicy gateway;

  /**
   * @throws KanheException 5006 CONFIGURATION_INVALID with every participant whose file asks for
   *     more than the gateway allows
   */
  ParticipantPolicies(ParticipantRegistry registry, AlgorithmPolicy gateway) {
    this.gateway = gateway;
    List<Participant> all = new ArrayList<>(registry.all());
    all.add(registry.gateway());
    List<String> problems = new ArrayList<>();
    for (Participant each : all) {
      try {
        of(each);
      } catch (KanheException e) {
        problems.add(e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new KanheException(ErrorCode.CONFIGURATION_INVALID, String.join("; ", problems));
    }
  }

  /** What counts for messages of {@code participant}, and for content encrypted to it. */
  AlgorithmPolicy of(Participant participant) {
    try {
      return gateway.narrowed(participant.algorithms());
    } catch (IllegalArgumentException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "participants/"
              + participant.id()
              + ".yaml, algorithms: "
              + e.getMessage()
              + ": a participant may be narrowed, never widened; take it out there, or allow it in"
              + " kanhe.crypto",
          e);
    }
  }
}
