package io.kanhe.service.policing;

import io.kanhe.message.Environment;
import io.kanhe.message.Uscc;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collisions in the gateway's database; reads inside the deciding transaction. */
final class JdbcCollisions {

  static final String INSERT =
      """
      INSERT INTO collision (environment, case_ref, liability_doc, state, ledger_index) VALUES (?, ?, ?, 'OPEN', ?)""";
  static final String INSERT_VEHICLE =
      """
      INSERT INTO collision_vehicle (environment, case_ref, seq, insurer, plate_hash, stage)
      VALUES (?, ?, ?, ?, ?, 'REPORTED')""";
  static final String SET_STATE =
      "UPDATE collision SET state = ? WHERE environment = ? AND case_ref = ?";
  static final String SET_STAGE =
      """
      UPDATE collision_vehicle SET stage = ?, paid_by = ?, paid_cents = ?
      WHERE environment = ? AND case_ref = ? AND seq = ?""";

  private static final String FIND =
      """
      SELECT case_ref, liability_doc, environment, state FROM collision
      WHERE environment = ? AND case_ref = ?""";
  private static final String OF_DOCUMENT =
      """
      SELECT case_ref, liability_doc, environment, state FROM collision
      WHERE environment = ? AND liability_doc = ? ORDER BY case_ref""";
  private static final String VEHICLES =
      """
      SELECT seq, insurer, plate_hash, stage, paid_by, paid_cents FROM collision_vehicle
      WHERE environment = ? AND case_ref = ? ORDER BY seq""";

  private JdbcCollisions() {}

  enum State {
    OPEN,
    CLOSED,
    REOPENED
  }

  record Registered(
      String caseRef,
      String liabilityDocument,
      Environment environment,
      State state,
      List<Vehicle> vehicles) {

    boolean concerns(Uscc insurer) {
      return insurers().contains(insurer);
    }

    List<Uscc> insurers() {
      return vehicles.stream().map(Vehicle::insurer).distinct().toList();
    }
  }

  /**
   * @param paidBy who reported that it paid for this vehicle
   */
  record Vehicle(
      int seq,
      Uscc insurer,
      String plateHash,
      String stage,
      @Nullable String paidBy,
      @Nullable Long paidCents) {}

  static Optional<Registered> find(Connection connection, Environment environment, String caseRef)
      throws SQLException {
    return list(connection, FIND, environment, caseRef).stream().findFirst();
  }

  static List<Registered> ofDocument(
      Connection connection, Environment environment, String document) throws SQLException {
    return list(connection, OF_DOCUMENT, environment, document);
  }

  private static List<Registered> list(
      Connection connection, String sql, Environment environment, String argument)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, environment.name());
      query.setString(2, argument);
      try (ResultSet row = query.executeQuery()) {
        List<Registered> found = new ArrayList<>();
        while (row.next()) {
          found.add(
              new Registered(
                  row.getString(1),
                  row.getString(2),
                  Environment.valueOf(row.getString(3)),
                  State.valueOf(row.getString(4)),
                  vehicles(connection, environment, row.getString(1))));
        }
        return found;
      }
    }
  }

  private static List<Vehicle> vehicles(
      Connection connection, Environment environment, String caseRef) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(VEHICLES)) {
      query.setString(1, environment.name());
      query.setString(2, caseRef);
      try (ResultSet row = query.executeQuery()) {
        List<Vehicle> found = new ArrayList<>();
        while (row.next()) {
          found.add(
              new Vehicle(
                  row.getInt(1),
                  new Uscc(row.getString(2)),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  row.getObject(6) == null ? null : row.getLong(6)));
        }
        return found;
      }
    }
  }
}
