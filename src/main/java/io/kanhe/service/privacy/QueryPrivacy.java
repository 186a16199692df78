package io.kanhe.service.privacy;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.catalogue.Service;
import io.kanhe.catalogue.Service.ConsentRule;
import io.kanhe.intake.DomainState;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is asked about a person: needs a consent where the law or the service wants one, counts
 * against the operator's quota, and stands in the list of disclosures from the commit that accepts
 * it. The answer completes its row.
 */
final class QueryPrivacy implements DomainState {

  private static final String BY_CONSENT = "LB-CONSENT";
  private static final int SENSITIVE = 3;

  /** Days of quotas are days in China. */
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private static final String INSERT =
      """
      INSERT INTO disclosure (request_index, subject_hash, asked_at, consumer, service, purpose, legal_basis,
        consent_ref, operator) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""";
  private static final String ANSWERED =
      "UPDATE disclosure SET provider = ?, answered_at = ? WHERE request_index = ?";
  private static final String REQUEST_OF_DELIVERY =
      "SELECT ledger_index FROM delivery WHERE id = ? AND recipient = ?";
  private static final String COUNT =
      """
      SELECT COUNT(*) FROM disclosure
      WHERE consumer = ? AND service = ? AND operator = ? AND asked_at >= ?""";

  private final Catalogue catalogue;
  private final Subjects subjects;

  QueryPrivacy(Catalogue catalogue, Subjects subjects) {
    this.catalogue = catalogue;
    this.subjects = subjects;
  }

  @Override
  public Optional<Step> step(Incoming message) {
    Header header = message.header();
    Optional<Service> service = catalogue.find(header.serviceId(), header.version());
    Optional<Service.Operation> operation =
        service.flatMap(each -> each.operation(header.operation()));
    if (operation.isEmpty()) {
      return Optional.empty();
    }
    if (header.direction() == Direction.RESPONSE && operation.get().isQuery()) {
      return Optional.of(new Answered(message));
    }
    Service.Privacy privacy = operation.get().privacy();
    if (header.direction() != Direction.REQUEST || privacy.subject() == null) {
      return Optional.empty();
    }
    boolean consent =
        privacy.consent() == ConsentRule.ALWAYS || BY_CONSENT.equals(header.legalBasis());
    if (consent && header.consentRef() == null) {
      throw new KanheException(
          ErrorCode.CONSENT_MISSING, "consentRef is missing (expected: a registered consent)");
    }
    if (header.operatorRef() == null
        && operation.get().isQuery()
        && service.get().personalDataClass() >= SENSITIVE) {
      throw new KanheException(
          ErrorCode.HEADER_INVALID,
          "operatorRef is missing (expected: the pseudonym of who asks about a person)");
    }
    return Optional.of(new Asked(message, subject(message, privacy.subject()), privacy, consent));
  }

  private String subject(Incoming message, String path) {
    byte[] payload =
        message.payload() instanceof Payload.Inline inline ? inline.bytes() : new byte[0];
    String identifier =
        XmlPath.text(XmlReader.parse(payload, XmlLimits.defaults()).root(), path)
            .filter(text -> !text.isEmpty())
            .orElseThrow(
                () ->
                    new KanheException(
                        ErrorCode.CONTRACT_VIOLATED, path + " is missing (expected: one value)"));
    return subjects.hash(identifier);
  }

  /** Operators share nothing: two of them are decided side by side. */
  private record OperatorDay(String consumer, String service, String operator) {}

  private record Asked(
      Incoming message, String subjectHash, Service.Privacy privacy, boolean needsConsent)
      implements Step {

    @Override
    public Object key() {
      Header header = message.header();
      return new OperatorDay(
          message.sender().value(), header.serviceId(), String.valueOf(header.operatorRef()));
    }

    @Override
    public Decision decide(Connection transaction) throws SQLException {
      Header header = message.header();
      if (needsConsent) {
        checkConsent(transaction, header);
      }
      if (privacy.queriesPerOperator() > 0 && header.operatorRef() != null) {
        checkQuota(transaction, header, header.operatorRef());
      }
      return new Decision(
          Map.of("subject", "recorded"),
          (accepted, batch) ->
              batch.add(
                  INSERT,
                  accepted.index(),
                  subjectHash,
                  message.receivedAt(),
                  message.sender().value(),
                  header.serviceId(),
                  header.purposeCode(),
                  header.legalBasis(),
                  header.consentRef(),
                  header.operatorRef()));
    }

    private void checkConsent(Connection transaction, Header header) throws SQLException {
      Optional<Consent> consent =
          JdbcConsents.find(transaction, message.sender(), String.valueOf(header.consentRef()));
      Instant at = header.sentTime().toInstant();
      Optional<String> objection =
          consent.isEmpty()
              ? Optional.of("no consent is registered under this consentRef")
              : consent.get().objection(header.serviceId(), header.purposeCode(), subjectHash, at);
      if (objection.isPresent()) {
        throw new KanheException(ErrorCode.CONSENT_MISSING, objection.get());
      }
    }

    private void checkQuota(Connection transaction, Header header, String operator)
        throws SQLException {
      LocalDate day = LocalDate.ofInstant(message.receivedAt(), CHINA);
      try (PreparedStatement query = transaction.prepareStatement(COUNT)) {
        query.setString(1, message.sender().value());
        query.setString(2, header.serviceId());
        query.setString(3, operator);
        query.setLong(4, day.atStartOfDay(CHINA).toInstant().toEpochMilli());
        try (ResultSet row = query.executeQuery()) {
          if (row.next() && row.getInt(1) >= privacy.queriesPerOperator()) {
            throw new KanheException(
                ErrorCode.QUOTA_EXCEEDED,
                "this operatorRef has used up its "
                    + privacy.queriesPerOperator()
                    + " queries of today");
          }
        }
      }
    }
  }

  /** A provider's answer: who answered, and when. */
  private record Answered(Incoming message) implements Step {

    @Override
    public Object key() {
      return message.header().correlation().<Object>map(id -> id).orElse(this);
    }

    @Override
    public Decision decide(Connection transaction) throws SQLException {
      @Nullable Long request = request(transaction);
      return request == null
          ? Decision.unchanged(Map.of())
          : new Decision(
              Map.of(),
              (accepted, batch) ->
                  batch.add(ANSWERED, message.sender().value(), message.receivedAt(), request));
    }

    private @Nullable Long request(Connection transaction) throws SQLException {
      try (PreparedStatement query = transaction.prepareStatement(REQUEST_OF_DELIVERY)) {
        query.setString(1, message.header().correlation().map(Object::toString).orElse(""));
        query.setString(2, message.sender().value());
        try (ResultSet row = query.executeQuery()) {
          return row.next() ? row.getLong(1) : null;
        }
      }
    }
  }
}
