package io.kanhe.service.insurance;

import io.kanhe.message.Uscc;
import io.kanhe.platform.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;

/**
 * Exposure in the gateway's database.
 *
 * <p>A feed has millions of rows and the ledger shares the one writer, so rows are written in small
 * transactions beside the rows that count, and one short transaction makes them count.
 */
final class JdbcExposures implements Exposures {

  private static final int ROWS_TO_DELETE = 2_000;
  private static final String NEWEST =
      "SELECT as_of, ledger_index FROM exposure_snapshot WHERE insurer = ?"
          + " ORDER BY as_of DESC LIMIT 1";
  private static final String ROWS =
      "SELECT line, policy_count, sum_insured_cents FROM exposure"
          + " WHERE ledger_index = ? AND region_code = ? ORDER BY line";
  private static final String INSERT =
      "INSERT INTO exposure (ledger_index, region_code, line, policy_count, sum_insured_cents)"
          + " VALUES (?, ?, ?, ?, ?)";
  private static final String CURRENT =
      "SELECT ledger_index FROM exposure_snapshot WHERE insurer = ? AND as_of = ?";
  private static final String SET_CURRENT =
      "INSERT INTO exposure_snapshot (insurer, as_of, ledger_index) VALUES (?, ?, ?)"
          + " ON CONFLICT (insurer, as_of) DO UPDATE SET ledger_index = excluded.ledger_index";
  private static final String DELETE =
      "DELETE FROM exposure WHERE ledger_index = ? AND (region_code, line) IN"
          + " (SELECT region_code, line FROM exposure WHERE ledger_index = ? LIMIT ?)";

  private final Database database;

  JdbcExposures(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Snapshot> newest(Uscc insurer, SortedSet<String> regionCodes) {
    return database.read(
        connection -> {
          try (PreparedStatement newest = connection.prepareStatement(NEWEST)) {
            newest.setString(1, insurer.value());
            try (ResultSet found = newest.executeQuery()) {
              if (!found.next()) {
                return Optional.empty();
              }
              LocalDate asOf = LocalDate.parse(found.getString(1));
              return Optional.of(
                  new Snapshot(asOf, rows(connection, found.getLong(2), regionCodes)));
            }
          }
        });
  }

  /** The feed whose rows count for that day. */
  OptionalLong current(Uscc insurer, LocalDate asOf) {
    return database.read(connection -> current(connection, insurer, asOf));
  }

  void insert(long ledgerIndex, List<Row> rows) {
    database.write(
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Row row : rows) {
              insert.setLong(1, ledgerIndex);
              insert.setString(2, row.regionCode());
              insert.setString(3, row.line());
              insert.setLong(4, row.policyCount());
              insert.setLong(5, row.sumInsuredCents());
              insert.addBatch();
            }
            insert.executeBatch();
          }
          return rows.size();
        });
  }

  /**
   * Makes the rows of a feed count, unless a later feed of that day already does.
   *
   * @return the feed whose rows count no more, if any; it may be this one
   */
  OptionalLong makeCurrent(Uscc insurer, LocalDate asOf, long ledgerIndex) {
    return database.write(
        connection -> {
          OptionalLong before = current(connection, insurer, asOf);
          if (before.isPresent() && before.getAsLong() > ledgerIndex) {
            return OptionalLong.of(ledgerIndex);
          }
          try (PreparedStatement set = connection.prepareStatement(SET_CURRENT)) {
            set.setString(1, insurer.value());
            set.setString(2, asOf.toString());
            set.setLong(3, ledgerIndex);
            set.executeUpdate();
          }
          return before.isPresent() && before.getAsLong() == ledgerIndex
              ? OptionalLong.empty()
              : before;
        });
  }

  /** Deletes all rows of a feed, some at a time. */
  void deleteRows(long ledgerIndex) {
    int deleted;
    do {
      deleted =
          database.write(
              connection -> {
                try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
                  delete.setLong(1, ledgerIndex);
                  delete.setLong(2, ledgerIndex);
                  delete.setInt(3, ROWS_TO_DELETE);
                  return delete.executeUpdate();
                }
              });
    } while (deleted > 0);
  }

  private static OptionalLong current(Connection connection, Uscc insurer, LocalDate asOf)
      throws SQLException {
    try (PreparedStatement current = connection.prepareStatement(CURRENT)) {
      current.setString(1, insurer.value());
      current.setString(2, asOf.toString());
      try (ResultSet found = current.executeQuery()) {
        return found.next() ? OptionalLong.of(found.getLong(1)) : OptionalLong.empty();
      }
    }
  }

  private static List<Row> rows(Connection connection, long ledgerIndex, SortedSet<String> regions)
      throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(ROWS)) {
      for (String region : regions) {
        select.setLong(1, ledgerIndex);
        select.setString(2, region);
        try (ResultSet found = select.executeQuery()) {
          while (found.next()) {
            rows.add(new Row(region, found.getString(1), found.getLong(2), found.getLong(3)));
          }
        }
      }
    }
    return rows;
  }
}
