package io.kanhe.service.proof;

import io.kanhe.message.Environment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Requests for proofs in the gateway's database. */
final class JdbcProofs {

  static final String INSERT =
      """
      INSERT INTO weather_proof (environment, insurer, request_no, message_id, digest, receivers, peril, element,
        statistic, threshold, unit, start_at, end_at, due_at, request_index)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING""";
  static final String ANSWER =
      """
      UPDATE weather_proof SET proof_no = ?, proof_digest = ?, proof_index = ?
      WHERE environment = ? AND insurer = ? AND request_no = ? AND proof_index IS NULL""";

  private static final String COLUMNS =
      """
      SELECT insurer, request_no, message_id, digest, receivers, peril, element, statistic, threshold, unit, start_at,
        end_at, due_at, request_index, proof_digest, proof_index FROM weather_proof
      """;
  private static final String BY_NUMBER =
      COLUMNS + " WHERE environment = ? AND insurer = ? AND request_no = ?";
  private static final String BY_REQUEST_NUMBER =
      COLUMNS + " WHERE environment = ? AND request_no = ?";
  private static final String BY_PROOF = COLUMNS + " WHERE proof_index = ?";

  private JdbcProofs() {}

  /**
   * A request, and the proof that answered it.
   *
   * @param insurer participant
   * @param messageId of the request
   * @param digest of the request's payload
   * @param receivers codes of the organisations that the request addressed
   */
  record Asked(
      String insurer,
      String requestNo,
      String messageId,
      String digest,
      List<String> receivers,
      ProofRequest request,
      Instant dueAt,
      long requestIndex,
      @Nullable String proofDigest,
      long proofIndex) {}

  static Optional<Asked> byNumber(
      Connection connection, Environment environment, String insurer, String no)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(BY_NUMBER)) {
      query.setString(1, environment.name());
      query.setString(2, insurer);
      query.setString(3, no);
      return first(query);
    }
  }

  /** Requests of that number; every insurer numbers its own. */
  static List<Asked> byNumber(Connection connection, Environment environment, String no)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(BY_REQUEST_NUMBER)) {
      query.setString(1, environment.name());
      query.setString(2, no);
      return all(query);
    }
  }

  /** The request that the proof at that ledger index answered. */
  static Optional<Asked> byProof(Connection connection, long proofIndex) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(BY_PROOF)) {
      query.setLong(1, proofIndex);
      return first(query);
    }
  }

  private static Optional<Asked> first(PreparedStatement query) throws SQLException {
    return all(query).stream().findFirst();
  }

  private static List<Asked> all(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      List<Asked> found = new java.util.ArrayList<>();
      while (row.next()) {
        found.add(asked(row));
      }
      return found;
    }
  }

  private static Asked asked(ResultSet row) throws SQLException {
    return new Asked(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        Arrays.asList(row.getString(5).split(" ")),
        new ProofRequest(
            row.getString(2),
            row.getString(6),
            Instant.ofEpochMilli(row.getLong(11)),
            Instant.ofEpochMilli(row.getLong(12)),
            row.getString(7),
            row.getString(8),
            row.getString(9),
            row.getString(10)),
        Instant.ofEpochMilli(row.getLong(13)),
        row.getLong(14),
        row.getString(15),
        row.getLong(16));
  }
}
