package io.kanhe.service.regulation;

import io.kanhe.ledger.Change.Batch;
import io.kanhe.message.Environment;
import io.kanhe.message.Uscc;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** A case in the gateway's database; nothing in it is about a person. */
record CaseRow(
    String caseNo,
    Uscc registrar,
    Uscc insurer,
    Environment environment,
    String level,
    int people,
    CaseProgress progress) {

  static final String MASS = "MASS";

  private static final String FIND =
      """
      SELECT case_no, registrar, insurer, environment, level, people, round, round_from, assignee, assigned_at,
        investigating, outcome, closed
      FROM reg_case WHERE case_no = ?""";
  private static final String INSERT =
      """
      INSERT INTO reg_case (level, people, round, round_from, assignee, assigned_at, investigating, outcome, closed,
        state, changed_at, case_no, registrar, insurer, environment, ledger_index)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
  private static final String UPDATE =
      """
      UPDATE reg_case SET level = ?, people = ?, round = ?, round_from = ?, assignee = ?, assigned_at = ?,
        investigating = ?, outcome = ?, closed = ?, state = ?, changed_at = ?
      WHERE case_no = ?""";

  static Optional<CaseRow> find(Connection connection, String caseNo) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(FIND)) {
      query.setString(1, caseNo);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(read(row)) : Optional.empty();
      }
    }
  }

  boolean isMass() {
    return level.equals(MASS);
  }

  boolean isAssignedTo(Uscc organisation) {
    return organisation.equals(progress.assignee());
  }

  CaseRow with(CaseProgress further, String newLevel, int newPeople) {
    return new CaseRow(caseNo, registrar, insurer, environment, newLevel, newPeople, further);
  }

  void insert(Batch batch, long ledgerIndex, Instant now) {
    batch.add(
        INSERT,
        level,
        people,
        progress.round(),
        progress.since(),
        null,
        null,
        0,
        null,
        0,
        progress.state().name(),
        now,
        caseNo,
        registrar.value(),
        insurer.value(),
        environment.name(),
        ledgerIndex);
  }

  void update(Batch batch, Instant now) {
    batch.add(
        UPDATE,
        level,
        people,
        progress.round(),
        progress.since(),
        progress.assignee() == null ? null : progress.assignee().value(),
        progress.assignedAt(),
        progress.investigating() ? 1 : 0,
        progress.outcome() == null ? null : progress.outcome().name(),
        progress.closed() ? 1 : 0,
        progress.state().name(),
        now,
        caseNo);
  }

  private static CaseRow read(ResultSet row) throws SQLException {
    String assignee = row.getString(9);
    String outcome = row.getString(12);
    CaseProgress progress =
        new CaseProgress(
            row.getInt(7),
            Instant.ofEpochMilli(row.getLong(8)),
            assignee == null ? null : new Uscc(assignee),
            row.getObject(10) == null ? null : Instant.ofEpochMilli(row.getLong(10)),
            row.getInt(11) == 1,
            outcome == null ? null : CaseState.valueOf(outcome),
            row.getInt(13) == 1);
    return new CaseRow(
        row.getString(1),
        new Uscc(row.getString(2)),
        new Uscc(row.getString(3)),
        Environment.valueOf(row.getString(4)),
        row.getString(5),
        row.getInt(6),
        progress);
  }
}
