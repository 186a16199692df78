package io.kanhe.service.privacy;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.xml.ElementWriter;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.participant.Participant;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Existence;
import io.kanhe.routing.RecipientPayload;
import java.util.Optional;

/** Tells a provider that a consent, under which it answered questions, is revoked. */
final class ConsentStop implements RecipientPayload {

  private static final String NAMESPACE = "urn:kanhe:consent:1.0";
  private static final String ANSWERED =
      """
      SELECT 1 FROM disclosure WHERE consumer = ? AND consent_ref = ? AND provider = ? LIMIT 1""";

  private final Database database;

  ConsentStop(Database database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "consent-stop";
  }

  @Override
  public String operation() {
    return "stop";
  }

  @Override
  public Optional<byte[]> make(AcceptedMessage message, byte[] payload, Participant recipient) {
    XmlElement revocation = XmlReader.parse(payload, XmlLimits.defaults()).root();
    String ref = Consent.text(revocation, "consentRef");
    if (!hasAnswered(message, ref, recipient)) {
      return Optional.empty();
    }
    return Optional.of(
        new ElementWriter("ConsentStop", NAMESPACE)
            .leaf("consentRef", ref)
            .leaf("holder", message.header().sender().value())
            .leaf("revokedAt", Consent.text(revocation, "revokedAt"))
            .finish());
  }

  private boolean hasAnswered(AcceptedMessage message, String ref, Participant provider) {
    return database.read(
        connection ->
            Existence.of(
                connection, ANSWERED, message.sender().value(), ref, provider.id().value()));
  }
}
