package io.kanhe.delivery;

import io.kanhe.intake.AcknowledgementSink;
import io.kanhe.ledger.EntryType;
import io.kanhe.message.AcknowledgementCodec;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.MessageId;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Existence;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Settles deliveries by what their recipients signed. An acknowledgement counts in every open
 * state: it may come in before the hand-over itself is recorded, or after an attempt that seemed to
 * fail. Thread-safe.
 */
final class DeliveryAcknowledgements implements AcknowledgementSink {

  private final Clock clock;

  DeliveryAcknowledgements(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Settlement settle(
      Connection transaction, ParticipantId recipient, Header acknowledgement, byte[] payload)
      throws SQLException {
    DeliveryState wanted =
        acknowledgement.direction() == Direction.NACK
            ? DeliveryState.DECLINED
            : DeliveryState.ACKNOWLEDGED;
    MessageId id =
        acknowledgement
            .correlation()
            .orElseThrow(
                () ->
                    new KanheException(
                        ErrorCode.HEADER_INVALID,
                        "correlationId is missing (expected: the id of the delivered message)"));
    Found found =
        find(transaction, id, recipient)
            .orElseThrow(
                () ->
                    new KanheException(
                        ErrorCode.NOT_FOUND, "no delivery " + id + " to " + recipient));
    Digest acknowledged = AcknowledgementCodec.read(payload);
    if (!acknowledged.equals(found.digest()) && !isFormer(transaction, id, acknowledged)) {
      throw new KanheException(
          ErrorCode.CONTENT_MISMATCH,
          "deliveredDigest is not that of the bytes handed over (expected: "
              + found.digest()
              + ")");
    }
    if (found.state() == wanted) {
      return settlement(wanted, id, recipient, found.of(acknowledged), (entry, batch) -> {});
    }
    if (found.state() != DeliveryState.PENDING && found.state() != DeliveryState.HANDED_OVER) {
      throw new KanheException(
          ErrorCode.STATE_CONFLICT, "delivery " + id + " is already " + found.state());
    }
    Instant now = clock.instant();
    return settlement(
        wanted,
        id,
        recipient,
        found.of(acknowledged),
        (entry, batch) ->
            batch.add(OutboxSql.SETTLED, wanted.name(), now, entry.index(), id.toString()));
  }

  @Override
  public Settlement settleByAnswer(Connection transaction, ParticipantId provider, Header answer)
      throws SQLException {
    MessageId id = answer.correlation().orElseThrow();
    Found found =
        find(transaction, id, provider)
            .orElseThrow(
                () ->
                    new KanheException(ErrorCode.NOT_FOUND, "no query " + id + " to " + provider));
    Instant now = clock.instant();
    if (found.state() == DeliveryState.EXPIRED || now.isAfter(found.deadline())) {
      throw new KanheException(
          ErrorCode.ANSWER_LATE, "query " + id + " was to be answered by " + found.deadline());
    }
    if (found.state() == DeliveryState.DECLINED || isAnswered(transaction, found.ledgerIndex())) {
      throw new KanheException(ErrorCode.STATE_CONFLICT, "query " + id + " is settled already");
    }
    Settlement settled =
        settlement(
            DeliveryState.ACKNOWLEDGED,
            id,
            provider,
            found,
            (entry, batch) -> {
              batch.add(
                  OutboxSql.SETTLED,
                  DeliveryState.ACKNOWLEDGED.name(),
                  now,
                  entry.index(),
                  id.toString());
              batch.add(JdbcQueries.INSERT_ANSWER, found.ledgerIndex(), entry.index(), null);
            });
    return new Settlement(EntryType.ACCEPTED, settled.facts(), settled.writes());
  }

  private static boolean isAnswered(Connection transaction, long request) throws SQLException {
    return Existence.of(transaction, JdbcQueries.IS_ANSWERED, request);
  }

  private static Settlement settlement(
      DeliveryState state, MessageId id, ParticipantId recipient, Found found, Writes writes) {
    Map<String, String> facts =
        Map.of(
            "acceptedIndex", Long.toString(found.ledgerIndex()),
            "delivery", id.toString(),
            "deliveredDigest", found.digest().toString(),
            "label", found.label(),
            "recipient", recipient.value());
    EntryType type = state == DeliveryState.DECLINED ? EntryType.DECLINED : EntryType.ACKNOWLEDGED;
    return new Settlement(type, facts, writes);
  }

  private static Optional<Found> find(Connection transaction, MessageId id, ParticipantId recipient)
      throws SQLException {
    try (PreparedStatement query = transaction.prepareStatement(OutboxSql.STATE)) {
      query.setString(1, id.toString());
      query.setString(2, recipient.value());
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        return Optional.of(
            new Found(
                DeliveryState.valueOf(row.getString(1)),
                Digest.parse(row.getString(2)),
                row.getLong(3),
                row.getString(4),
                Instant.ofEpochMilli(row.getLong(5))));
      }
    }
  }

  /** A form that was handed over and signed anew since. */
  private static boolean isFormer(Connection transaction, MessageId id, Digest acknowledged)
      throws SQLException {
    return Existence.of(transaction, OutboxSql.IS_FORMER, id.toString(), acknowledged.toString());
  }

  private record Found(
      DeliveryState state, Digest digest, long ledgerIndex, String label, Instant deadline) {

    /** Of the form that the recipient has. */
    Found of(Digest acknowledged) {
      return new Found(state, acknowledged, ledgerIndex, label, deadline);
    }
  }
}
