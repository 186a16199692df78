package io.kanhe.service.regulation;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.participant.Participant;
import io.kanhe.participant.Role;
import io.kanhe.routing.RecipientPayload;
import java.util.List;
import java.util.Optional;

/** Who gets what of a lead: the names that {@code routes/fraud-lead.camel.yaml} uses. */
final class LeadCopies {

  private LeadCopies() {}

  static RecipientPayload named(String name) {
    return all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<RecipientPayload> all() {
    return List.of(
        new Copy("fraud-lead", "refer", LeadCopies::addressed),
        new Copy("fraud-lead-summary", "refer", LeadCopies::summary),
        new Copy("fraud-lead-progress", "progress", LeadCopies::progress),
        new Copy("fraud-lead-overdue", "overdue", LeadCopies::overdue));
  }

  @FunctionalInterface
  private interface Maker {
    Optional<byte[]> make(AcceptedMessage message, byte[] payload, Participant recipient);
  }

  private record Copy(String name, String operation, Maker maker) implements RecipientPayload {

    @Override
    public Optional<byte[]> make(AcceptedMessage message, byte[] payload, Participant recipient) {
      return maker.make(message, payload, recipient);
    }
  }

  /** The lead as it is, byte for byte, to whom it is addressed. */
  private static Optional<byte[]> addressed(
      AcceptedMessage message, byte[] payload, Participant recipient) {
    return message.header().receivers().contains(recipient.uscc())
        ? Optional.of(payload)
        : Optional.empty();
  }

  private static Optional<byte[]> summary(
      AcceptedMessage message, byte[] payload, Participant recipient) {
    return Optional.of(LeadDocument.read(payload).summary());
  }

  /** To the reporter of the lead, whichever insurer the police addressed, and to regulators. */
  private static Optional<byte[]> progress(
      AcceptedMessage message, byte[] payload, Participant recipient) {
    boolean concerned =
        recipient.role() == Role.REGULATOR_LOCAL
            || LeadDocument.read(payload).key().reporter().equals(recipient.uscc());
    return concerned ? Optional.of(payload) : Optional.empty();
  }

  private static Optional<byte[]> overdue(
      AcceptedMessage message, byte[] payload, Participant recipient) {
    return recipient.role() == Role.POLICE_ECON
        ? addressed(message, payload, recipient)
        : progress(message, payload, recipient);
  }
}
