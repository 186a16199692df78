package io.kanhe.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Asks whether a query finds a row. */
public final class Existence {

  private Existence() {}

  /**
   * @param values of the statement's parameters, in their order
   */
  public static boolean of(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        query.setObject(i + 1, values[i]);
      }
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }
}
