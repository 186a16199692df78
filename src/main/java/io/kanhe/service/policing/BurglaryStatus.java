package io.kanhe.service.policing;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.participant.Participant;
import io.kanhe.platform.database.Database;
import io.kanhe.routing.RecipientPayload;
import io.kanhe.trust.KeyedHash;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Optional;

/** A change of a police case, for insurers whose question about it matched not too long ago. */
final class BurglaryStatus implements RecipientPayload {

  private static final Duration REMEMBERED = Duration.ofDays(730);
  private static final String MATCHED =
      "SELECT 1 FROM burglary_match WHERE case_hash = ? AND insurer = ? AND matched_at >= ?";

  private final Database database;
  private final KeyedHash hash;

  BurglaryStatus(Database database, KeyedHash hash) {
    this.database = database;
    this.hash = hash;
  }

  @Override
  public String name() {
    return "burglary-status";
  }

  @Override
  public String operation() {
    return "status";
  }

  @Override
  public Optional<byte[]> make(AcceptedMessage message, byte[] payload, Participant recipient) {
    String receipt =
        XmlPath.child(XmlReader.parse(payload, XmlLimits.defaults()).root(), "caseReceiptNo")
            .orElse("");
    long since = message.receivedAt().minus(REMEMBERED).toEpochMilli();
    boolean matched =
        database.read(
            connection -> {
              try (PreparedStatement query = connection.prepareStatement(MATCHED)) {
                query.setString(1, hash.of(receipt));
                query.setString(2, recipient.id().value());
                query.setLong(3, since);
                try (ResultSet row = query.executeQuery()) {
                  return row.next();
                }
              }
            });
    return matched ? Optional.of(payload) : Optional.empty();
  }
}
