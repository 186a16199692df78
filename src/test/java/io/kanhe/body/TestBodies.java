package io.kanhe.body;

import io.kanhe.ledger.Change;
import io.kanhe.platform.database.Database;
import io.kanhe.trust.Trust;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.Optional;

/** Body encryption for tests, with a master key that never changes. */
public final class TestBodies {

  private static final String MASTER = "m1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n";

  private TestBodies() {}

  public static Bodies of(Database database) {
    return new Bodies(database, MasterKeys.parse(MASTER), Trust.bodyCipher("AES-256-GCM"));
  }

  /** The key of a message, made if there is none. */
  public static BodyKey key(Database database, Bodies bodies, long ledgerIndex) {
    Optional<BodyKey> known = database.read(connection -> bodies.find(connection, ledgerIndex));
    if (known.isPresent()) {
      return known.get();
    }
    BodyKey key = bodies.newKey();
    database.write(
        connection -> {
          bodies.keep(
              key,
              ledgerIndex,
              Instant.EPOCH,
              new Change.Batch() {
                @Override
                public void add(String sql, Object... arguments) {
                  insert(connection, sql, arguments);
                }

                @Override
                public void afterCommit(Runnable action) {
                  throw new UnsupportedOperationException();
                }
              });
          return key;
        });
    return key;
  }

  private static void insert(java.sql.Connection connection, String sql, Object... arguments) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        Object argument = arguments[i];
        statement.setObject(
            i + 1, argument instanceof Instant time ? (Object) time.toEpochMilli() : argument);
      }
      statement.executeUpdate();
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
