package io.kanhe.trust;

import io.kanhe.message.Digest;
import io.kanhe.platform.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** In the gateway's database: {@code revocation_outage} and {@code revoked_certificate}. */
final class JdbcRevocationMemory implements RevocationMemory {

  private final Database database;

  /** Authorities without a row, so that a good answer costs no write. */
  private final Set<Digest> answering = ConcurrentHashMap.newKeySet();

  JdbcRevocationMemory(Database database) {
    this.database = database;
  }

  @Override
  public Instant outage(Digest issuer, Instant now) {
    try {
      return database.write(connection -> begin(connection, issuer, now));
    } finally {
      // After the row: an answer at the same time must not leave one that nobody takes away.
      answering.remove(issuer);
    }
  }

  private static Instant begin(Connection connection, Digest issuer, Instant now)
      throws SQLException {
    execute(
        connection,
        "INSERT INTO revocation_outage (issuer, since) VALUES (?, ?)"
            + " ON CONFLICT (issuer) DO NOTHING",
        issuer.toString(),
        now.toEpochMilli());
    String since =
        find(connection, "SELECT since FROM revocation_outage WHERE issuer = ?", issuer.toString());
    return since == null ? now : Instant.ofEpochMilli(Long.parseLong(since));
  }

  @Override
  public void answered(Digest issuer) {
    if (answering.add(issuer)) {
      write("DELETE FROM revocation_outage WHERE issuer = ?", issuer.toString());
    }
  }

  @Override
  public void revoked(Digest certificate, String reason, Instant now) {
    write(
        "INSERT INTO revoked_certificate (certificate, reason, found_at) VALUES (?, ?, ?)"
            + " ON CONFLICT (certificate) DO NOTHING",
        certificate.toString(),
        reason,
        now.toEpochMilli());
  }

  @Override
  public Optional<String> revocation(Digest certificate) {
    return Optional.ofNullable(
        database.read(
            connection ->
                find(
                    connection,
                    "SELECT reason FROM revoked_certificate WHERE certificate = ?",
                    certificate.toString())));
  }

  @Override
  public void restored(Digest certificate) {
    write("DELETE FROM revoked_certificate WHERE certificate = ?", certificate.toString());
  }

  private void write(String sql, Object... arguments) {
    database.write(connection -> execute(connection, sql, arguments));
  }

  private static int execute(Connection connection, String sql, Object... arguments)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      return statement.executeUpdate();
    }
  }

  private static @Nullable String find(Connection connection, String sql, String key)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, key);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? rows.getString(1) : null;
      }
    }
  }
}
