package io.kanhe.body;

import io.kanhe.ledger.Change;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import io.kanhe.trust.BodyCipher;
import io.kanhe.trust.Trust;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every message a key of its own and keeps it, wrapped by a master key, in a table of its
 * own. Thread-safe.
 */
public final class Bodies {

  private static final Logger LOG = LoggerFactory.getLogger(Bodies.class);

  /** When retention first looks at a message: by then most are delivered. */
  private static final Duration FIRST_REVIEW = Duration.ofMinutes(15);

  private static final String INSERT =
      "INSERT INTO body_key (ledger_index, cipher, master, wrapped, review_at) VALUES (?, ?, ?, ?, ?)";
  private static final String FIND =
      "SELECT cipher, master, wrapped FROM body_key WHERE ledger_index = ?";
  private static final String REWRAP =
      "UPDATE body_key SET master = ?, wrapped = ? WHERE ledger_index = ?";
  private static final String NOT_CURRENT =
      "SELECT ledger_index FROM body_key WHERE master <> ? AND master <> '' LIMIT ?";
  private static final String MASTERS = "SELECT DISTINCT master FROM body_key WHERE master <> ''";

  private final Database database;
  private final MasterKeys masters;
  private final BodyCipher cipher;
  private final Map<String, BodyCipher> ciphers = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final LongAdder damaged = new LongAdder();

  /**
   * @param cipher for new messages; those of other ciphers still open
   */
  public Bodies(Database database, MasterKeys masters, BodyCipher cipher) {
    this.database = database;
    this.masters = masters;
    this.cipher = cipher;
    ciphers.put(cipher.name(), cipher);
  }

  /** The key of a new message. */
  public BodyKey newKey() {
    byte[] key = new byte[cipher.keyBytes()];
    random.nextBytes(key);
    return new BodyKey(cipher, key, damaged::increment);
  }

  /** Adds the key to the commit that records the message. */
  public void keep(BodyKey key, long ledgerIndex, Instant at, Change.Batch batch) {
    batch.add(
        INSERT,
        ledgerIndex,
        key.cipher().name(),
        masters.current(),
        masters.wrap(key.cipher(), ledgerIndex, key.bytes()),
        at.plus(FIRST_REVIEW));
  }

  /** The key of a message; empty once it was erased. */
  public Optional<BodyKey> find(Connection connection, long ledgerIndex) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(FIND)) {
      query.setLong(1, ledgerIndex);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(key(row, ledgerIndex)) : Optional.empty();
      }
    }
  }

  /**
   * The key of a message that is not erased.
   *
   * @throws KanheException 5005 INTERNAL
   */
  public BodyKey of(long ledgerIndex) {
    return database
        .read(connection -> find(connection, ledgerIndex))
        .orElseThrow(
            () -> new KanheException(ErrorCode.INTERNAL, "message " + ledgerIndex + " has no key"));
  }

  /**
   * @throws KanheException 5006 CONFIGURATION_INVALID if messages are stored whose master key is
   *     not there
   */
  public void requireMasters() {
    List<String> missing =
        database.read(
            connection -> {
              List<String> unknown = new ArrayList<>();
              try (PreparedStatement query = connection.prepareStatement(MASTERS);
                  ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                  if (!masters.versions().contains(rows.getString(1))) {
                    unknown.add(rows.getString(1));
                  }
                }
              }
              return unknown;
            });
    if (!missing.isEmpty()) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "kanhe.bodies.master-key lacks "
              + missing
              + ", with which stored messages are encrypted (expected: their lines before the new"
              + " one)");
    }
  }

  /** How often since the start stored bytes or keys did not open: somebody altered them. */
  public long damaged() {
    return damaged.sum();
  }

  /**
   * Wraps keys of older master keys by the current one.
   *
   * @return how many
   */
  public int rewrap(int limit) {
    List<Long> old = notCurrent(limit);
    if (old.isEmpty()) {
      return 0;
    }
    return database.write(
        connection -> {
          int done = 0;
          try (PreparedStatement update = connection.prepareStatement(REWRAP)) {
            for (long index : old) {
              Optional<BodyKey> key = find(connection, index);
              if (key.isPresent()) {
                update.setString(1, masters.current());
                update.setBytes(2, masters.wrap(key.get().cipher(), index, key.get().bytes()));
                update.setLong(3, index);
                done += update.executeUpdate();
              }
            }
          }
          return done;
        });
  }

  private List<Long> notCurrent(int limit) {
    return database.read(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(NOT_CURRENT)) {
            query.setString(1, masters.current());
            query.setInt(2, limit);
            try (ResultSet rows = query.executeQuery()) {
              List<Long> found = new ArrayList<>();
              while (rows.next()) {
                found.add(rows.getLong(1));
              }
              return found;
            }
          }
        });
  }

  private BodyKey key(ResultSet row, long ledgerIndex) throws SQLException {
    String version = row.getString(2);
    if (version.isEmpty()) {
      return BodyKey.NONE;
    }
    BodyCipher used = ciphers.computeIfAbsent(row.getString(1), Trust::bodyCipher);
    try {
      byte[] key = masters.unwrap(used, version, ledgerIndex, row.getBytes(3));
      return new BodyKey(used, key, damaged::increment);
    } catch (KanheException e) {
      damaged.increment();
      LOG.error("ALARM: the stored key of message {} was altered", ledgerIndex);
      throw e;
    }
  }
}
