package io.kanhe.service.policing;

import io.kanhe.intake.DomainState;
import io.kanhe.message.Environment;
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
 * kept in the ledger and changes nothing. Only who issued a document revises it. A document that is
 * withdrawn reopens the collisions that rest on it, and is no ground for a new one.
 */
final class LiabilityRegister implements DomainState {

  static final String SERVICE = "ps.accident.liability";
  private static final String WITHDRAWN = "WITHDRAWN";

  private static final String NEWEST =
      """
      SELECT revision, issuer, status FROM liability_document WHERE environment = ? AND document_no = ?""";
  private static final String SET =
      """
      INSERT INTO liability_document (environment, document_no, issuer, revision, status, ledger_index)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (environment, document_no) DO UPDATE
      SET revision = excluded.revision, status = excluded.status, ledger_index = excluded.ledger_index""";

  private final CollisionNotices notices;

  LiabilityRegister(CollisionNotices notices) {
    this.notices = notices;
  }

  private record Key(Environment environment, String document) {}

  private record Known(int revision, String issuer, String status) {}

  @Override
  public Optional<Step> step(Incoming message) {
    if (!(message.payload() instanceof Payload.Inline inline)) {
      return Optional.empty();
    }
    if (message.header().serviceId().equals(CollisionCase.SERVICE)
        && message.header().operation().equals("register")) {
      String document = CollisionCase.read(inline.bytes()).liabilityDocument();
      return Optional.of(new RestsOn(new Key(message.header().environment(), document)));
    }
    if (!message.header().serviceId().equals(SERVICE)
        || !message.header().operation().equals("publish")) {
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

  /**
   * A collision that is registered: what was withdrawn before, or in the commit just before, is no
   * ground for it.
   */
  private record RestsOn(Key key) implements Step {

    @Override
    public Decision decide(Connection transaction) throws SQLException {
      if (known(transaction, key).filter(it -> it.status().equals(WITHDRAWN)).isPresent()) {
        throw new KanheException(
            ErrorCode.STATE_CONFLICT,
            "liabilityDocNo: found a document that was withdrawn (expected: one in force)");
      }
      return Decision.unchanged(Map.of());
    }
  }

  private static Optional<Known> known(Connection transaction, Key key) throws SQLException {
    try (PreparedStatement query = transaction.prepareStatement(NEWEST)) {
      query.setString(1, key.environment().name());
      query.setString(2, key.document());
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.of(new Known(row.getInt(1), row.getString(2), row.getString(3)))
            : Optional.empty();
      }
    }
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
    public Key key() {
      return new Key(message.header().environment(), document);
    }

    @Override
    public Decision decide(Connection transaction) throws SQLException {
      Optional<Known> known = known(transaction, key());
      if (known.filter(it -> !it.issuer().equals(message.sender().value())).isPresent()) {
        throw new KanheException(
            ErrorCode.STATE_CONFLICT,
            "liabilityDocNo: found a document of another unit (expected: one of the sender)");
      }
      if (known.filter(it -> revision <= it.revision()).isPresent()) {
        return Decision.unchanged(
            Map.of(
                "revision", "superseded by " + known.get().revision(), "revisionIgnored", "true"));
      }
      Environment environment = message.header().environment();
      List<Registered> resting =
          status.equals(WITHDRAWN)
              ? JdbcCollisions.ofDocument(transaction, environment, document)
              : List.of();
      return new Decision(
          Map.of("revision", Integer.toString(revision), "documentStatus", status),
          (accepted, batch) -> {
            batch.add(
                SET,
                environment.name(),
                document,
                message.sender().value(),
                revision,
                status,
                accepted.index());
            for (Registered collision : resting) {
              batch.add(
                  JdbcCollisions.SET_STATE,
                  State.REOPENED.name(),
                  environment.name(),
                  collision.caseRef());
              notices
                  .of(collision, "REOPENED", message.receivedAt(), null, collision.insurers())
                  .add(batch);
            }
          });
    }
  }
}
