package io.kanhe.service.policing;

import io.kanhe.intake.DomainState;
import io.kanhe.message.Direction;
import io.kanhe.message.Payload;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.trust.KeyedHash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** Remembers whose question about a police case matched: only they hear what becomes of it. */
final class BurglaryMatches implements DomainState {

  static final String SERVICE = "ps.burglary.case";

  private static final String ASKED =
      "INSERT INTO burglary_question (request_index, case_hash, insurer) VALUES (?, ?, ?)";
  private static final String MATCHED =
      """
      INSERT INTO burglary_match (environment, case_hash, insurer, matched_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (environment, case_hash, insurer) DO UPDATE SET matched_at = excluded.matched_at""";
  private static final String QUESTION =
      """
      SELECT q.case_hash, q.insurer FROM burglary_question q JOIN delivery d ON d.ledger_index = q.request_index
      WHERE d.id = ? AND d.recipient = ?""";

  private final KeyedHash hash;

  BurglaryMatches(KeyedHash hash) {
    this.hash = hash;
  }

  @Override
  public Optional<Step> step(Incoming message) {
    if (!message.header().serviceId().equals(SERVICE)
        || !message.header().operation().equals("verify")
        || !(message.payload() instanceof Payload.Inline inline)) {
      return Optional.empty();
    }
    XmlElement root = XmlReader.parse(inline.bytes(), XmlLimits.defaults()).root();
    if (message.header().direction() == Direction.REQUEST) {
      return Optional.of(
          new Question(message, hash.of(XmlPath.child(root, "caseReceiptNo").orElse(""))));
    }
    boolean matched = XmlPath.child(root, "matchResult").filter("MATCHED"::equals).isPresent();
    return matched ? Optional.of(new Match(message)) : Optional.empty();
  }

  private record Question(Incoming message, String caseHash) implements Step {
    @Override
    public Object key() {
      return this;
    }

    @Override
    public Decision decide(Connection transaction) {
      return new Decision(
          Map.of(),
          (accepted, batch) ->
              batch.add(ASKED, accepted.index(), caseHash, message.sender().value()));
    }
  }

  private record Match(Incoming message) implements Step {
    @Override
    public Object key() {
      return this;
    }

    @Override
    public Decision decide(Connection transaction) throws SQLException {
      try (PreparedStatement query = transaction.prepareStatement(QUESTION)) {
        query.setString(1, message.header().correlation().map(Object::toString).orElse(""));
        query.setString(2, message.sender().value());
        try (ResultSet row = query.executeQuery()) {
          if (!row.next()) {
            return Decision.unchanged(Map.of());
          }
          String caseHash = row.getString(1);
          String insurer = row.getString(2);
          return new Decision(
              Map.of(),
              (accepted, batch) ->
                  batch.add(
                      MATCHED,
                      message.header().environment().name(),
                      caseHash,
                      insurer,
                      message.receivedAt()));
        }
      }
    }
  }
}
