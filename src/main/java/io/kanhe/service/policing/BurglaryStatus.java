package io.kanhe.service.policing;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.participant.Participant;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Existence;
import io.kanhe.routing.RecipientPayload;
import io.kanhe.service.notice.DatedNumber;
import io.kanhe.trust.KeyedHash;
import java.time.ZoneOffset;
import java.util.Optional;

/** A change of a police case, for insurers whose question about it matched not too long ago. */
final class BurglaryStatus implements RecipientPayload {

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
  private static final String MATCHED =
      """
      SELECT 1 FROM burglary_match
      WHERE environment = ? AND case_hash = ? AND insurer = ? AND matched_at >= ?""";

  private final Database database;
  private final KeyedHash hash;
  private final DatedNumber withinMonths;

  BurglaryStatus(Database database, KeyedHash hash, DatedNumber withinMonths) {
    this.database = database;
    this.hash = hash;
    this.withinMonths = withinMonths;
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
    int months = withinMonths.at(message.receivedAt());
    long since =
        message.receivedAt().atOffset(CHINA).minusMonths(months).toInstant().toEpochMilli();
    boolean matched =
        database.read(
            connection ->
                Existence.of(
                    connection,
                    MATCHED,
                    message.header().environment().name(),
                    hash.of(receipt),
                    recipient.id().value(),
                    since));
    return matched ? Optional.of(payload) : Optional.empty();
  }
}
