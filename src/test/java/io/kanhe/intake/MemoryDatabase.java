package io.kanhe.intake;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** One SQLite connection in memory with the tables of intake. */
final class MemoryDatabase implements Database {

  private final Connection connection;

  MemoryDatabase() {
    try {
      connection = DriverManager.getConnection("jdbc:sqlite::memory:");
      connection.setAutoCommit(false);
      for (String sql : script("/db/migration/sqlite/V2__message.sql").split(";\\s*\n")) {
        if (!sql.isBlank()) {
          try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
          }
        }
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  public synchronized <T> T read(Work<T> work) {
    try {
      return work.run(connection);
    } catch (SQLException e) {
      throw new KanheException(ErrorCode.STORE_UNAVAILABLE, "read failed", e);
    }
  }

  @Override
  public synchronized <T> T write(Work<T> work) {
    try {
      try {
        T result = work.run(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new KanheException(ErrorCode.STORE_UNAVAILABLE, "write failed", e);
    }
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String script(String name) {
    try (InputStream in = MemoryDatabase.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
