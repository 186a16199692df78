package io.kanhe.platform.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The gateway's database. Reads run beside each other; writes run one at a time, each in one
 * transaction that is durable when {@link #write} returns.
 *
 * <p>Thread-safe. Every {@link SQLException} leaves as {@code KanheException} 5004
 * STORE_UNAVAILABLE.
 */
public interface Database extends AutoCloseable {

  enum Dialect {
    SQLITE,
    POSTGRESQL
  }

  Dialect dialect();

  /** Runs a query on a read-only connection. */
  <T> T read(Work<T> work);

  /** Runs {@code work} in a transaction; commits when it returns, rolls back when it throws. */
  <T> T write(Work<T> work);

  /** True when a trivial write succeeded a moment ago: the readiness of the store. */
  boolean isWritable();

  @Override
  void close();

  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }
}
