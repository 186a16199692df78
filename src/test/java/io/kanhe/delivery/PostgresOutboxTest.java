package io.kanhe.delivery;

import io.kanhe.platform.database.Database;
import java.sql.Connection;
import java.sql.SQLException;

class PostgresOutboxTest extends OutboxContract {

  @Override
  Database open() {
    return Stores.postgres();
  }

  @Override
  String planOf(Connection connection, String sql, Object... arguments) throws SQLException {
    return explain(connection, "EXPLAIN " + sql, arguments);
  }
}
