package io.kanhe.fault;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the state of the domain should be after a {@link DomainRun}, whatever came in between. */
final class DomainVerdict {

  private DomainVerdict() {}

  static String caseRef(int number) {
    return String.format("HPZ-331002-20260820-9%05d", number);
  }

  static String document(int number) {
    return String.format("33100212026000%04d", number);
  }

  /** Everything that is not as it should be. */
  static List<String> faults(Path database, int cases) throws SQLException {
    List<String> faults = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
      Figures figures = new Figures(connection, faults);
      figures.expect(cases, "collision WHERE state = 'CLOSED' AND environment = 'Exercise'");
      figures.expect(cases, "collision");
      figures.expect(2L * cases, "collision_vehicle WHERE stage = 'PAID'");
      figures.expect(
          cases,
          "collision_vehicle WHERE paid_by = '91331000TEXT000A0M' AND paid_cents = 150000 AND seq = 1");
      figures.expect(
          cases,
          "collision_vehicle WHERE paid_by = '91331000TEXT000B9J' AND paid_cents = 190000 AND seq = 2");
      figures.expect(cases, "liability_document WHERE revision = 2 AND status = 'REVISED'");
      figures.expect(cases, "liability_document");
      figures.expect(3L * cases, "alert_chain");
      figures.expect(cases, "alert_chain WHERE msg_type = 'Update' AND state = 'CANCELLED'");
      figures.expect(0, "alert_chain WHERE msg_type = 'Alert' AND state = 'ACTIVE'");
      figures.expect(
          cases, "message WHERE service = 'ps.mutual-collision' AND operation = 'register'");
      figures.expect(
          2L * cases, "message WHERE service = 'ps.mutual-collision' AND operation = 'progress'");
      figures.expect(2L * cases, "message WHERE service = 'ps.accident.liability'");
      figures.expect(3L * cases, "message WHERE service = 'ew.alert'");
      // The gateway says once of each that it is closed, and never that somebody keeps silent.
      figures.expect(
          cases, "message WHERE service = 'ps.mutual-collision' AND operation = 'notice'");
      figures.expect(0, "notice");
    }
    return faults;
  }

  /** How many notices the gateway has said. */
  static long said(Path database) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
      return count(connection, "message WHERE sender = 'kanhe'");
    }
  }

  private static long count(Connection connection, String what) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + what)) {
      row.next();
      return row.getLong(1);
    }
  }

  private record Figures(Connection connection, List<String> faults) {

    void expect(long expected, String what) throws SQLException {
      long found = count(connection, what);
      if (found != expected) {
        faults.add(what + ": found " + found + ", expected " + expected);
      }
    }
  }
}
