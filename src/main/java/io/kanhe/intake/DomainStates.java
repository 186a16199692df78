package io.kanhe.intake;

import io.kanhe.intake.DomainState.Incoming;
import io.kanhe.intake.DomainState.Step;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks every part of the domain what the message would change. The last stage. */
final class DomainStates implements Stage {

  private final Supplier<List<DomainState>> states;

  /**
   * @param states asked for at the first message: services may themselves need the intake
   */
  DomainStates(Supplier<List<DomainState>> states) {
    this.states = states;
  }

  @Override
  public void check(Dossier dossier) {
    if (dossier.isAcknowledgement()) {
      return;
    }
    Incoming message =
        new Incoming(
            dossier.sender().id(),
            dossier.header(),
            dossier.format(),
            dossier.payload(),
            dossier.receivedAt());
    List<Step> steps =
        states.get().stream().map(state -> state.step(message)).flatMap(Optional::stream).toList();
    dossier.steps(steps);
  }
}
