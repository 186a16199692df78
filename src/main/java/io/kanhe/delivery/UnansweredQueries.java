package io.kanhe.delivery;

import io.kanhe.body.Bodies;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.MessageId;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.database.Database;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells an asker whose query got no answer in time so, where nobody waits at a door: a NACK of the
 * gateway under the service that was asked, with a {@code k:Refusal} in it, delivered like
 * everything else. Thread-safe.
 */
final class UnansweredQueries {

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
  private static final String LABEL = "unanswered";
  private static final String FIND =
      """
      SELECT m.sender, m.message_id, m.service, m.version, m.operation, m.business_key, m.environment, m.door
      FROM message m LEFT JOIN query_answer a ON a.request_index = m.ledger_index
      WHERE m.ledger_index = ? AND m.direction = 'REQUEST' AND a.request_index IS NULL""";

  private final Database database;
  private final JdbcQueries queries;
  private final Bodies bodies;
  private final ParticipantRegistry registry;
  private final Map<Door, OutgoingSeal> seals = new EnumMap<>(Door.class);
  private final Duration deadline;

  UnansweredQueries(
      Database database,
      JdbcQueries queries,
      Bodies bodies,
      ParticipantRegistry registry,
      List<OutgoingSeal> seals,
      Duration deadline) {
    this.database = database;
    this.queries = queries;
    this.bodies = bodies;
    this.registry = registry;
    seals.forEach(seal -> this.seals.put(seal.door(), seal));
    this.deadline = deadline;
  }

  private record Asked(
      ParticipantId asker,
      MessageId id,
      String service,
      String version,
      String operation,
      String businessKey,
      Environment environment,
      Door door) {}

  /**
   * The notice for the asker, if {@code expired} put a query to a provider and the asker does not
   * wait at the SOAP door.
   */
  Optional<SealedDelivery> notice(Delivery expired, Instant now) {
    return find(expired.ledgerIndex())
        .filter(
            asked -> queries.deadline(asked.service, asked.version, asked.operation).isPresent())
        .filter(asked -> asked.door != Door.SOAP)
        .flatMap(asked -> registry.byId(asked.asker).map(to -> notice(expired, asked, to, now)))
        .map(notice -> SealedDelivery.of(notice, bodies.of(expired.ledgerIndex())));
  }

  private Delivery notice(Delivery expired, Asked asked, Participant asker, Instant now) {
    MessageId id = MessageId.named(expired.ledgerIndex() + "|" + asker.id() + "|" + LABEL);
    Instant until = now.plus(deadline);
    HeaderBuilder header =
        Header.builder(asked.service, asked.operation, asked.version, Direction.NACK)
            .messageId(id)
            .sender(registry.gateway().uscc())
            .receiver(asker.uscc())
            .sentTime(OffsetDateTime.ofInstant(now, CHINA))
            .expiresTime(OffsetDateTime.ofInstant(until, CHINA))
            .correlationId(asked.id)
            .businessKey(asked.businessKey)
            .environment(asked.environment);
    byte[] bytes =
        seals.get(asker.delivery()).seal(header, refusal(reason(expired), expired.ledgerIndex()));
    return new Delivery(
        id,
        expired.ledgerIndex(),
        asker.id(),
        asker.delivery(),
        LABEL,
        DeliveryState.PENDING,
        bytes,
        Digest.sha256(bytes),
        0,
        false,
        expired.priority(),
        now,
        until);
  }

  private ErrorCode reason(Delivery expired) {
    boolean down =
        queries
            .lastCode(expired.ledgerIndex())
            .filter(ErrorCode.PARTNER_DOWN.toString()::equals)
            .isPresent();
    return down ? ErrorCode.PARTNER_DOWN : ErrorCode.PARTNER_TIMEOUT;
  }

  private static byte[] refusal(ErrorCode code, long request) {
    return ("<k:Refusal xmlns:k=\""
            + Header.NAMESPACE
            + "\"><k:code>"
            + code
            + "</k:code><k:detail>The provider did not answer within the deadline.</k:detail>"
            + "<k:remedy>Ask again with a new message.</k:remedy><k:traceId>query-"
            + request
            + "</k:traceId></k:Refusal>")
        .getBytes(StandardCharsets.UTF_8);
  }

  private Optional<Asked> find(long requestIndex) {
    return database.read(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(FIND)) {
            query.setLong(1, requestIndex);
            try (ResultSet row = query.executeQuery()) {
              return row.next() ? Optional.of(asked(row)) : Optional.<Asked>empty();
            }
          }
        });
  }

  private static Asked asked(ResultSet row) throws SQLException {
    return new Asked(
        new ParticipantId(row.getString(1)),
        MessageId.parse(row.getString(2)),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        Environment.valueOf(row.getString(7)),
        Door.ofLabel(row.getString(8)));
  }
}
