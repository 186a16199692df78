package io.kanhe.service.policing;

import io.kanhe.intake.DomainState;
import io.kanhe.message.Payload;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.service.policing.JdbcCollisions.Registered;
import io.kanhe.service.policing.JdbcCollisions.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The newest revision of each liability document. Revisions may come in any order: an older one is
 * kept in the ledger and changes nothing. A document that is withdrawn reopens the collisions that
 * rest on it.
 */
final class LiabilityRegister implements DomainState {

  static final String SERVICE = "ps.accident.liability";

  private static final String NEWEST =
      "SELECT revision FROM liability_document WHERE document_no = ?";
  private static final String SET =
      """
      INSERT INTO liability_document (document_no, revision, status, ledger_index) VALUES (?, ?, ?, ?)
      ON CONFLICT (document_no) DO UPDATE
      SET revision = excluded.revision, status = excluded.status, ledger_index = excluded.ledger_index""";

  private final CollisionNotices notices;

  LiabilityRegister(CollisionNotices notices) {
    this.notices = notices;
  }

  private record Key(String document) {}

  @Override
  public Optional<Step> step(Incoming message) {
    if (!message.header().serviceId().equals(SERVICE)
        || !message.header().operation().equals("publish")
        || !(message.payload() instanceof Payload.Inline inline)) {
      return Optional.empty();
    }
    XmlElement root = XmlReader.parse(inline.bytes(), XmlLimits.defaults()).root();
    OffsetDateTime occurred = OffsetDateTime.parse(text(root, "occurTime"));
    if (occurred.isAfter(message.header().sentTime())) {
      throw new KanheException(
          ErrorCode.RULE_FAILED, "occurTime is after sentTime (expected: an accident of the past)");
    }
    LiabilityRules.check(root, occurred);
    return Optional.of(
        new Revision(
            message,
            text(root, "liabilityDocNo"),
            Integer.parseInt(text(root, "revision")),
            text(root, "status")));
  }

  private static String text(XmlElement parent, String name) {
    return XmlPath.child(parent, name).orElse("");
  }

  private final class Revision implements Step {
    private final Incoming message;
    private final String document;
    private final int revision;
    private final String status;

    Revision(Incoming message, String document, int revision, String status) {
      this.message = message;
      this.document = document;
      this.revision = revision;
      this.status = status;
    }

    @Override
    public Object key() {
      return new Key(document);
    }

    @Override
    public Decision decide(Connection transaction) throws SQLException {
      int newest = newest(transaction);
      if (revision <= newest) {
        return Decision.unchanged(
            Map.of("revision", "superseded by " + newest, "revisionIgnored", "true"));
      }
      List<Registered> resting =
          status.equals("WITHDRAWN") ? JdbcCollisions.ofDocument(transaction, document) : List.of();
      return new Decision(
          Map.of("revision", Integer.toString(revision), "documentStatus", status),
          (accepted, batch) -> {
            batch.add(SET, document, revision, status, accepted.index());
            for (Registered collision : resting) {
              batch.add(JdbcCollisions.SET_STATE, State.REOPENED.name(), collision.caseRef());
              notices
                  .of(collision, "REOPENED", message.receivedAt(), null, collision.insurers())
                  .add(batch);
            }
          });
    }

    private int newest(Connection transaction) throws SQLException {
      try (PreparedStatement query = transaction.prepareStatement(NEWEST)) {
        query.setString(1, document);
        try (ResultSet row = query.executeQuery()) {
          return row.next() ? row.getInt(1) : 0;
        }
      }
    }
  }
}
