package io.kanhe.service.proof;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.participant.Participant;
import io.kanhe.platform.database.Database;
import io.kanhe.routing.RecipientPayload;
import java.util.Optional;

/** A weather proof for the insurer that asked for it, once, and for nobody else. Thread-safe. */
final class ProofCopy implements RecipientPayload {

  private final Database database;

  ProofCopy(Database database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "weather-proof";
  }

  @Override
  public String operation() {
    return "proof";
  }

  @Override
  public Optional<byte[]> make(AcceptedMessage message, byte[] payload, Participant recipient) {
    return database
        .read(connection -> JdbcProofs.byProof(connection, message.ledgerIndex()))
        .filter(asked -> asked.insurer().equals(recipient.id().value()))
        .map(asked -> payload);
  }
}
