package io.kanhe.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.kanhe.platform.KanheProperties.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL: a pool for queries, one connection of this process for writes. */
final class PostgresDatabase implements Database {

  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
  private static final int SOCKET_TIMEOUT_SECONDS = 60;

  private final SingleWriter writer;
  private final HikariDataSource readers;

  private PostgresDatabase(SingleWriter writer, HikariDataSource readers) {
    this.writer = writer;
    this.readers = readers;
  }

  /** Connects and migrates. */
  static PostgresDatabase open(DatabaseSettings settings) {
    PGSimpleDataSource writing = source(settings);
    Migrations.run(writing, Dialect.POSTGRESQL);
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("kanhe-readers");
    pool.setDataSource(reading(settings));
    pool.setReadOnly(true);
    pool.setMaximumPoolSize(settings.readers());
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
    return new PostgresDatabase(
        new SingleWriter(() -> durable(writing.getConnection())), new HikariDataSource(pool));
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRESQL;
  }

  @Override
  public <T> T read(Work<T> work) {
    try (Connection connection = readers.getConnection()) {
      return work.run(connection);
    } catch (SQLException e) {
      throw StoreErrors.unavailable("read", e);
    }
  }

  @Override
  public <T> T write(Work<T> work) {
    return writer.write(work);
  }

  @Override
  public boolean isWritable() {
    return writer.isWritable();
  }

  @Override
  public void close() {
    readers.close();
    writer.close();
  }

  static PGSimpleDataSource reading(DatabaseSettings settings) {
    PGSimpleDataSource source = source(settings);
    // The default makes only explicit transactions read-only, and reads run without one.
    source.setReadOnlyMode("always");
    source.setReadOnly(true);
    return source;
  }

  private static PGSimpleDataSource source(DatabaseSettings settings) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(settings.url());
    if (!settings.username().isEmpty()) {
      source.setUser(settings.username());
      source.setPassword(settings.password());
    }
    source.setApplicationName("kanhe");
    source.setReWriteBatchedInserts(true);
    source.setConnectTimeout(CONNECT_TIMEOUT_MILLIS / 1_000);
    source.setSocketTimeout(SOCKET_TIMEOUT_SECONDS);
    source.setTcpKeepAlive(true);
    return source;
  }

  /**
   * A server set to {@code synchronous_commit=off} would lose acknowledged messages in a crash; the
   * writer overrules it.
   */
  private static Connection durable(Connection connection) throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT set_config('synchronous_commit', 'on', false)"
              + " WHERE current_setting('synchronous_commit') IN ('off', 'local')");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }
}
