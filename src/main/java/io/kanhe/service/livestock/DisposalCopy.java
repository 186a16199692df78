package io.kanhe.service.livestock;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.participant.Participant;
import io.kanhe.participant.Role;
import io.kanhe.routing.RecipientPayload;
import java.util.Optional;

/** A disposal record for the husbandry department and for the insurer that it names. */
final class DisposalCopy implements RecipientPayload {

  @Override
  public String name() {
    return "disposal-record";
  }

  @Override
  public String operation() {
    return "record";
  }

  @Override
  public Optional<byte[]> make(AcceptedMessage message, byte[] payload, Participant recipient) {
    if (recipient.role() == Role.HUSBANDRY) {
      return Optional.of(payload);
    }
    return XmlPath.text(
            XmlReader.parse(payload, XmlLimits.defaults()).root(),
            "DisposalRecord/insurance/insurer")
        .filter(recipient.uscc().value()::equals)
        .map(insurer -> payload);
  }
}
