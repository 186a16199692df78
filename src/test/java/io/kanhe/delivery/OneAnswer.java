package io.kanhe.delivery;

import io.kanhe.participant.Agreement;
import io.kanhe.participant.Agreements;
import io.kanhe.participant.ParticipantId;
import java.time.LocalDate;
import java.util.List;

/** What is asked is allowed; an answer has no agreement of its own. */
final class OneAnswer implements Agreements {

  private final ParticipantId asker;
  private final ParticipantId provider;
  boolean allowed = true;

  OneAnswer(ParticipantId asker, ParticipantId provider) {
    this.asker = asker;
    this.provider = provider;
  }

  @Override
  public List<Agreement> inForce(ParticipantId sender, String serviceId, LocalDate day) {
    return List.of();
  }

  @Override
  public List<Agreement> all() {
    return List.of();
  }

  @Override
  public boolean allows(
      ParticipantId sender, String serviceId, ParticipantId recipient, LocalDate day) {
    return allowed && sender.equals(asker) && recipient.equals(provider);
  }
}
