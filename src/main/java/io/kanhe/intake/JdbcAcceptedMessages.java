package io.kanhe.intake;

import io.kanhe.body.Bodies;
import io.kanhe.body.BodyKey;
import io.kanhe.body.BodyRole;
import io.kanhe.body.SealedFile;
import io.kanhe.message.Digest;
import io.kanhe.message.DigestAlgorithm;
import io.kanhe.message.Header;
import io.kanhe.message.MessageId;
import io.kanhe.message.Payload;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.FaultTrace;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepted messages in the database; they are opened again from the very bytes that came in.
 * Thread-safe.
 */
final class JdbcAcceptedMessages implements AcceptedMessages, FeedRecords {

  private static final Logger log = LoggerFactory.getLogger(JdbcAcceptedMessages.class);
  private static final long HAND_OVER_BYTES = 32L << 20;
  private static final int READ_BUFFER_BYTES = 1 << 16;
  private static final String FIND =
      "SELECT m.sender, m.door, m.format, m.raw_digest, m.received_at, r.bytes, r.file, m.message_id"
          + " FROM message m JOIN message_raw r ON r.ledger_index = m.ledger_index WHERE m.ledger_index = ?";
  private static final String UNROUTED =
      "SELECT ledger_index FROM unrouted WHERE ledger_index > ? ORDER BY ledger_index LIMIT ?";

  private static final String NAMES_FILE = "SELECT 1 FROM message_raw WHERE file = ?";

  private final Database database;
  private final Opening opening;
  private final Bodies bodies;
  private final Path feeds;
  private final HandOver fresh = new HandOver(HAND_OVER_BYTES);
  private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();

  /**
   * @param feeds folder of the feed files
   */
  JdbcAcceptedMessages(Database database, Opening opening, Bodies bodies, Path feeds) {
    this.database = database;
    this.opening = opening;
    this.bodies = bodies;
    this.feeds = feeds;
  }

  @Override
  public Optional<AcceptedMessage> find(long ledgerIndex) {
    Optional<AcceptedMessage> handedOver = fresh.take(ledgerIndex);
    return handedOver.isPresent()
        ? handedOver
        : row(ledgerIndex).map(row -> open(ledgerIndex, row));
  }

  @Override
  public Optional<byte[]> raw(long ledgerIndex) {
    return row(ledgerIndex).map(row -> checked(ledgerIndex, row));
  }

  @Override
  public List<Long> unrouted(long after, int limit) {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(UNROUTED)) {
            statement.setLong(1, after);
            statement.setInt(2, limit);
            try (ResultSet rows = statement.executeQuery()) {
              List<Long> indexes = new ArrayList<>();
              while (rows.next()) {
                indexes.add(rows.getLong(1));
              }
              return indexes;
            }
          }
        });
  }

  @Override
  public void onAccepted(LongConsumer listener) {
    listeners.add(listener);
  }

  @Override
  public Path folder() {
    return feeds;
  }

  @Override
  public boolean isRecorded(String fileName) {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(NAMES_FILE)) {
            statement.setString(1, fileName);
            try (ResultSet found = statement.executeQuery()) {
              return found.next();
            }
          }
        });
  }

  /** Called after the commit, on the writer's thread. */
  void handOver(AcceptedMessage message, int sizeBytes) {
    fresh.put(message, sizeBytes);
    for (LongConsumer listener : listeners) {
      try {
        listener.accept(message.ledgerIndex());
      } catch (RuntimeException e) {
        // The message is durable and in `unrouted`: a listener's fault must not reach the writer.
        log.error(
            "listener failed for accepted message {}: {}", message.ledgerIndex(), FaultTrace.of(e));
      }
    }
  }

  private Optional<Row> row(long ledgerIndex) {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setLong(1, ledgerIndex);
            try (ResultSet found = statement.executeQuery()) {
              return found.next()
                  ? Optional.of(Row.of(found, opened(connection, ledgerIndex, found)))
                  : Optional.empty();
            }
          }
        });
  }

  /** The stored bytes in clear. The binding keeps one message's bytes out of another's place. */
  private byte[] opened(Connection connection, long ledgerIndex, ResultSet row)
      throws SQLException {
    BodyKey key =
        bodies
            .find(connection, ledgerIndex)
            .orElseThrow(
                () ->
                    new KanheException(
                        ErrorCode.INTERNAL, "message " + ledgerIndex + " has no key"));
    String id = bodyId(new ParticipantId(row.getString(1)), MessageId.parse(row.getString(8)));
    try {
      return key.open(BodyRole.RAW, id, row.getBytes(6));
    } catch (KanheException e) {
      log.error("ALARM: the stored bytes of accepted message {} were altered", ledgerIndex);
      throw e;
    }
  }

  /** To what the stored bytes of a message are bound. */
  static String bodyId(ParticipantId sender, MessageId id) {
    return sender + "/" + id;
  }

  private AcceptedMessage open(long ledgerIndex, Row row) {
    byte[] raw = checked(ledgerIndex, row);
    Opened opened =
        switch (row.door) {
          case SOAP -> opening.soap(raw);
          case MQ -> opening.mq(raw);
          case FEED -> openFeed(ledgerIndex, row, raw);
        };
    return new AcceptedMessage(
        ledgerIndex,
        row.sender,
        opened.header(),
        opened.payload(),
        row.format,
        row.rawDigest,
        row.door,
        row.receivedAt);
  }

  private Opened openFeed(long ledgerIndex, Row row, byte[] signedHeader) {
    Path file = feeds.resolve(Objects.requireNonNull(row.file, "feed without a file"));
    Payload.Content content =
        SealedFile.isNamed(row.file)
            ? new SealedFile(file, bodies.of(ledgerIndex))
            : new Payload.PlainFile(file);
    try {
      Opened opened = opening.feed(signedHeader, content, 0);
      Header header = opened.header();
      if (!header.payloadDigest().equals(digest(ledgerIndex, content))) {
        throw altered(ledgerIndex);
      }
      Long size = Objects.requireNonNull(header.payloadSizeBytes(), "checked at intake");
      Long rows = header.payloadRows();
      Payload payload = new Payload.Stored(content, size, rows == null ? -1 : rows);
      return new Opened(header, payload, opened.signer(), null);
    } catch (IOException e) {
      throw new KanheException(
          ErrorCode.INTERNAL, "the file of accepted message " + ledgerIndex + " is unreadable", e);
    }
  }

  private static Digest digest(long ledgerIndex, Payload.Content content) throws IOException {
    MessageDigest sha = DigestAlgorithm.SHA_256.newDigest();
    byte[] buffer = new byte[READ_BUFFER_BYTES];
    try (InputStream in = content.open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha.update(buffer, 0, n);
      }
    } catch (KanheException e) {
      throw altered(ledgerIndex); // a segment that does not open
    }
    return new Digest(DigestAlgorithm.SHA_256, sha.digest());
  }

  private static byte[] checked(long ledgerIndex, Row row) {
    if (!row.rawDigest.matches(row.bytes)) {
      throw altered(ledgerIndex);
    }
    return row.bytes;
  }

  private static KanheException altered(long ledgerIndex) {
    return new KanheException(
        ErrorCode.INTERNAL,
        "the stored bytes of accepted message " + ledgerIndex + " were altered");
  }

  private record Row(
      ParticipantId sender,
      Door door,
      String format,
      Digest rawDigest,
      Instant receivedAt,
      byte[] bytes,
      @Nullable String file) {

    static Row of(ResultSet row, byte[] bytes) throws SQLException {
      return new Row(
          new ParticipantId(row.getString(1)),
          Door.ofLabel(row.getString(2)),
          row.getString(3),
          Digest.parse(row.getString(4)),
          Instant.ofEpochMilli(row.getLong(5)),
          bytes,
          row.getString(7));
    }
  }
}
