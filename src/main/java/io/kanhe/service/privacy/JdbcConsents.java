package io.kanhe.service.privacy;

import io.kanhe.participant.ParticipantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The register of consents in the gateway's database. */
final class JdbcConsents {

  static final String INSERT =
      """
      INSERT INTO consent (holder, consent_ref, subject_hash, services, purposes, channel, signed_at, expires_at,
        evidence, ledger_index) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
  static final String REVOKE =
      "UPDATE consent SET revoked_at = ? WHERE holder = ? AND consent_ref = ? AND revoked_at IS NULL";

  private static final String FIND =
      """
      SELECT consent_ref, subject_hash, services, purposes, channel, signed_at, expires_at, evidence, revoked_at
      FROM consent WHERE holder = ? AND consent_ref = ?""";

  private JdbcConsents() {}

  static Optional<Consent> find(Connection connection, ParticipantId holder, String ref)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(FIND)) {
      query.setString(1, holder.value());
      query.setString(2, ref);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        return Optional.of(
            new Consent(
                row.getString(1),
                row.getString(2),
                Consent.words(row.getString(3)),
                Consent.words(row.getString(4)),
                row.getString(5),
                Instant.ofEpochMilli(row.getLong(6)),
                Instant.ofEpochMilli(row.getLong(7)),
                row.getString(8),
                row.getObject(9) == null ? null : Instant.ofEpochMilli(row.getLong(9))));
      }
    }
  }
}
