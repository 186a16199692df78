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

  /**
   * Removes from the files what deleted rows left there, as far as this database can: it cleans
   * none unless it says so.
   *
   * @return false if it has to be tried again, for instance because of a long query
   */
  default boolean scrub() {
    return true;
  }

  @Override
  void close();

  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }
}
