package io.kanhe.service.livestock;

import io.kanhe.message.Environment;
import io.kanhe.service.livestock.DisposalRecord.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Disposals and claims in the gateway's database; reads inside the deciding transaction. */
final class JdbcDisposals {

  static final String SET_RECORD =
      """
      INSERT INTO disposal_record (environment, record_no, cert_no, species, state, death_cause, reported_at,
        fingerprint, ledger_index) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (environment, record_no) DO UPDATE
      SET cert_no = excluded.cert_no, species = excluded.species, state = excluded.state,
        death_cause = excluded.death_cause, reported_at = excluded.reported_at,
        fingerprint = excluded.fingerprint, ledger_index = excluded.ledger_index""";
  static final String DELETE_ANIMALS =
      "DELETE FROM disposal_animal WHERE environment = ? AND record_no = ?";
  static final String INSERT_ANIMAL =
      "INSERT INTO disposal_animal (environment, record_no, ear_tag) VALUES (?, ?, ?)";
  static final String INSERT_CLAIM =
      """
      INSERT INTO disposal_claim (claim_hash, claim_no, insurer, ledger_index) VALUES (?, ?, ?, ?)
      ON CONFLICT (claim_hash) DO NOTHING""";
  static final String INSERT_CHECK =
      """
      INSERT INTO disposal_check (request_index, result_code, claim_path, statuses) VALUES (?, ?, ?, ?)
      ON CONFLICT (request_index) DO NOTHING""";

  /** Statements stay short: SQLite and PostgreSQL have limits of their own. */
  private static final int VALUES_AT_ONCE = 200;

  private static final String COLUMNS =
      "SELECT record_no, cert_no, species, state, death_cause, reported_at, fingerprint"
          + " FROM disposal_record WHERE environment = ? AND ";
  private static final String TAGS =
      "SELECT ear_tag FROM disposal_animal WHERE environment = ? AND record_no = ?";
  private static final String PROCESSED_ELSEWHERE =
      """
      SELECT a.ear_tag FROM disposal_animal a
      JOIN disposal_record r ON r.environment = a.environment AND r.record_no = a.record_no
      WHERE r.state = 'PROCESSED' AND a.environment = ? AND a.record_no <> ? AND a.ear_tag IN (""";
  private static final String CLAIMED =
      """
      SELECT claim_hash FROM disposal_claim
      WHERE NOT (claim_no = ? AND insurer = ?) AND claim_hash IN (""";
  private static final String CHECK =
      "SELECT result_code, claim_path, statuses FROM disposal_check WHERE request_index = ?";

  private JdbcDisposals() {}

  /**
   * A record as it was last accepted.
   *
   * @param reportedAt epoch milliseconds
   */
  record Known(
      String recordNo,
      String certNo,
      String species,
      State state,
      String deathCause,
      long reportedAt,
      String fingerprint) {}

  /**
   * What was found for a request.
   *
   * @param statuses KL-20, one for each tag in the order of the request
   */
  record Check(String resultCode, String claimPath, List<String> statuses) {

    Check {
      statuses = List.copyOf(statuses);
    }
  }

  static Optional<Known> byRecordNo(Connection connection, Environment environment, String no)
      throws SQLException {
    return find(connection, COLUMNS + "record_no = ?", environment, no);
  }

  static Optional<Known> byCertNo(Connection connection, Environment environment, String no)
      throws SQLException {
    return find(connection, COLUMNS + "cert_no = ?", environment, no);
  }

  private static Optional<Known> find(
      Connection connection, String sql, Environment environment, String no) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, environment.name());
      query.setString(2, no);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(known(row)) : Optional.empty();
      }
    }
  }

  private static Known known(ResultSet row) throws SQLException {
    return new Known(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        State.valueOf(row.getString(4)),
        row.getString(5),
        row.getLong(6),
        row.getString(7));
  }

  static Set<String> tags(Connection connection, Environment environment, String recordNo)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(TAGS)) {
      query.setString(1, environment.name());
      query.setString(2, recordNo);
      return first(query);
    }
  }

  /** Of the tags, those that another record says were processed. */
  static Set<String> processedElsewhere(
      Connection connection, Environment environment, String recordNo, Collection<String> tags)
      throws SQLException {
    return among(connection, PROCESSED_ELSEWHERE, environment.name(), recordNo, tags);
  }

  /** Of the hashes, those that another claim has taken. */
  static Set<String> claimedElsewhere(
      Connection connection, String claimNo, String insurer, Collection<String> hashes)
      throws SQLException {
    return among(connection, CLAIMED, claimNo, insurer, hashes);
  }

  private static Set<String> among(
      Connection connection, String sql, String first, String second, Collection<String> values)
      throws SQLException {
    List<String> all = new ArrayList<>(values);
    Set<String> found = new HashSet<>();
    for (int from = 0; from < all.size(); from += VALUES_AT_ONCE) {
      List<String> some = all.subList(from, Math.min(all.size(), from + VALUES_AT_ONCE));
      String marks = String.join(",", Collections.nCopies(some.size(), "?"));
      try (PreparedStatement query = connection.prepareStatement(sql + marks + ")")) {
        query.setString(1, first);
        query.setString(2, second);
        for (int i = 0; i < some.size(); i++) {
          query.setString(i + 3, some.get(i));
        }
        found.addAll(first(query));
      }
    }
    return found;
  }

  private static Set<String> first(PreparedStatement query) throws SQLException {
    Set<String> values = new HashSet<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        values.add(row.getString(1));
      }
    }
    return values;
  }

  static Optional<Check> check(Connection connection, long requestIndex) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(CHECK)) {
      query.setLong(1, requestIndex);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Check(row.getString(1), row.getString(2), List.of(row.getString(3).split(" "))))
            : Optional.empty();
      }
    }
  }
}
