package io.kanhe.intake;

import io.kanhe.ledger.Receipt;
import io.kanhe.message.MessageId;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import io.kanhe.platform.database.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Search over the tables of {@code V2__message.sql}. Thread-safe. */
final class JdbcMessageSearch implements MessageSearch {

  private static final int MAX_ROWS = 1000;
  private static final String MESSAGES =
      "SELECT ledger_index, sender, message_id, service, version, operation, direction, environment, business_key,"
          + " correlation_id, door, format, raw_digest, sender_sequence, received_at FROM message WHERE ";
  private static final String REFUSALS =
      "SELECT ledger_index, code, door, peer, sender, message_id, detail, trace_id, received_at FROM refusal WHERE ";
  private static final String NEWEST_FIRST = " ORDER BY ledger_index DESC LIMIT ";

  private final Database database;
  private final ReceiptFormat receipts;

  JdbcMessageSearch(Database database, ReceiptFormat receipts) {
    this.database = database;
    this.receipts = receipts;
  }

  @Override
  public List<MessageView> newest(long before, int limit) {
    return list(MESSAGES + "ledger_index < ?" + page(limit), JdbcMessageSearch::message, before);
  }

  @Override
  public List<MessageView> byBusinessKey(String businessKey, long before, int limit) {
    String sql = MESSAGES + "business_key = ? AND ledger_index < ?" + page(limit);
    return list(sql, JdbcMessageSearch::message, businessKey, before);
  }

  @Override
  public List<MessageView> byMessageId(MessageId id) {
    return list(
        MESSAGES + "message_id = ?" + page(MAX_ROWS), JdbcMessageSearch::message, id.toString());
  }

  @Override
  public Optional<MessageView> byLedgerIndex(long ledgerIndex) {
    return list(MESSAGES + "ledger_index = ?" + page(1), JdbcMessageSearch::message, ledgerIndex)
        .stream()
        .findFirst();
  }

  @Override
  public Optional<Receipt> receipt(long ledgerIndex) {
    List<byte[]> stored =
        list(
            "SELECT receipt FROM message WHERE ledger_index = ?",
            row -> row.getBytes(1),
            ledgerIndex);
    return stored.stream().findFirst().map(receipts::read);
  }

  @Override
  public List<RefusalView> refusals(long before, int limit) {
    return list(REFUSALS + "ledger_index < ?" + page(limit), JdbcMessageSearch::refusal, before);
  }

  @Override
  public List<RefusalView> refusalsOf(MessageId id) {
    return list(
        REFUSALS + "message_id = ?" + page(MAX_ROWS), JdbcMessageSearch::refusal, id.toString());
  }

  private static String page(int limit) {
    return NEWEST_FIRST + Math.max(1, Math.min(limit, MAX_ROWS));
  }

  private <T> List<T> list(String sql, RowReader<T> reader, Object... arguments) {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
              statement.setObject(i + 1, arguments[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
              List<T> found = new ArrayList<>();
              while (rows.next()) {
                found.add(reader.read(rows));
              }
              return found;
            }
          }
        });
  }

  private static MessageView message(ResultSet row) throws SQLException {
    String correlation = row.getString(10);
    return new MessageView(
        row.getLong(1),
        new ParticipantId(row.getString(2)),
        MessageId.parse(row.getString(3)),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        correlation == null ? null : MessageId.parse(correlation),
        Door.ofLabel(row.getString(11)),
        row.getString(12),
        row.getString(13),
        row.getLong(14),
        Instant.ofEpochMilli(row.getLong(15)));
  }

  private static RefusalView refusal(ResultSet row) throws SQLException {
    return new RefusalView(
        row.getLong(1),
        row.getInt(2),
        Door.ofLabel(row.getString(3)),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        Instant.ofEpochMilli(row.getLong(9)));
  }

  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }
}
