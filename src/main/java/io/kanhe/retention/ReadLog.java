package io.kanhe.retention;

import io.kanhe.ledger.Change;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.EvidenceVerifier;
import io.kanhe.ledger.Ledger;
import io.kanhe.ledger.ReceiptVerifier;
import io.kanhe.message.MessageId;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who saw content of which message. Thread-safe. */
public final class ReadLog {

  private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}");
  private static final String INSERT =
      "INSERT INTO body_read (read_index, ledger_index, reader, content, purpose, read_at) VALUES (?, ?, ?, ?, ?, ?)";
  private static final String OF =
      "SELECT read_index, reader, content, purpose, read_at FROM body_read WHERE ledger_index = ? ORDER BY read_index";

  private final Database database;
  private final Ledger ledger;
  private final Clock clock;

  ReadLog(Database database, Ledger ledger, Clock clock) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Somebody who is about to see content.
   *
   * @param by the operator, or {@code loopback} where nobody said who asks
   * @param purpose why, if it was said
   */
  public record Reader(String by, @Nullable String purpose) {

    /** Of a request that does not say who makes it. */
    public static final String LOOPBACK = "loopback";

    /**
     * @throws KanheException 1009 HEADER_INVALID for free text: entries hold no personal values
     */
    public Reader {
      if (!REFERENCE.matcher(by).matches()
          || (purpose != null && !REFERENCE.matcher(purpose).matches())) {
        throw new KanheException(
            ErrorCode.HEADER_INVALID,
            "operator or purpose is not a reference (expected: 1 to 64 of letters, digits, . _ / -)");
      }
    }
  }

  /** A line of the log; {@code entry} is the index of the READ entry. */
  public record Line(
      long entry, String reader, String content, @Nullable String purpose, Instant at) {}

  /**
   * Records that content is shown. Returns once that is durable: only then may it be shown.
   *
   * @param content what kind of content, for instance {@code evidence}
   * @throws KanheException 5004 STORE_UNAVAILABLE, and nothing may be shown
   */
  public void record(long ledgerIndex, MessageId id, String content, Reader reader) {
    ledger.appendAndWait(
        new Read(ledgerIndex, id, content, reader, clock.instant()),
        "that it is read could not be recorded");
  }

  /** Who saw content of a message, oldest first. */
  public List<Line> of(long ledgerIndex) {
    return database.read(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(OF)) {
            query.setLong(1, ledgerIndex);
            try (ResultSet row = query.executeQuery()) {
              List<Line> lines = new ArrayList<>();
              while (row.next()) {
                lines.add(
                    new Line(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        Instant.ofEpochMilli(row.getLong(5))));
              }
              return lines;
            }
          }
        });
  }

  private record Read(long ledgerIndex, MessageId id, String content, Reader reader, Instant at)
      implements Change<Long> {

    @Override
    public Object key() {
      return this;
    }

    @Override
    public Plan<Long> plan(Connection transaction) {
      Map<String, String> facts = new TreeMap<>();
      facts.put(EvidenceVerifier.FACT_ACCEPTED_INDEX, Long.toString(ledgerIndex));
      facts.put(ReceiptVerifier.FACT_MESSAGE_ID, id.toString());
      facts.put("content", content);
      facts.put("by", reader.by());
      String purpose = reader.purpose();
      if (purpose != null) {
        facts.put("purpose", purpose);
      }
      return new Append<>(
          Entry.of(EntryType.READ, at, facts),
          (recorded, batch) -> {
            long index = recorded.get(0).index();
            batch.add(INSERT, index, ledgerIndex, reader.by(), content, purpose, at);
            return index;
          });
    }
  }
}
