package io.kanhe.service.policing;

import io.kanhe.catalogue.Identifiers;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.participant.Participant;
import io.kanhe.routing.RecipientPayload;
import java.util.Optional;

/**
 * A liability document for the insurers of its parties and for nobody else. What each of them sees
 * of the other parties is the mask's affair.
 */
final class LiabilityNotice implements RecipientPayload {

  @Override
  public String name() {
    return "liability-notice";
  }

  @Override
  public String operation() {
    return "publish";
  }

  @Override
  public Optional<byte[]> make(AcceptedMessage message, byte[] payload, Participant recipient) {
    XmlElement notice = XmlReader.parse(payload, XmlLimits.defaults()).root();
    boolean concerned =
        XmlPath.all(notice, "AccidentLiabilityNotice/parties/party/ctpInsurer").stream()
            .anyMatch(
                insurer -> Identifiers.plain(insurer.token()).equals(recipient.uscc().value()));
    return concerned ? Optional.of(payload) : Optional.empty();
  }
}
