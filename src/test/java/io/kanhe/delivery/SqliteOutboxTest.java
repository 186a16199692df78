package io.kanhe.delivery;

import io.kanhe.platform.database.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

class SqliteOutboxTest extends OutboxContract {

  @TempDir Path folder;

  @Override
  Database open() {
    return Stores.sqlite(folder);
  }

  @Override
  String planOf(Connection connection, String sql, Object... arguments) throws SQLException {
    return explain(connection, "EXPLAIN QUERY PLAN " + sql, arguments);
  }
}
