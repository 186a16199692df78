package io.kanhe.platform.database;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database.Work;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one connection that writes, and the fair turn to use it. A connection that met an error is
 * dropped and opened anew at the next write, so that a database that comes back is used again
 * without a restart. Thread-safe.
 */
final class SingleWriter implements AutoCloseable {

  private static final long PROBE_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PROBE_WAIT_SECONDS = 2;
  private static final String PROBE =
      "INSERT INTO store_probe (id, written_at) VALUES (1, ?)"
          + " ON CONFLICT (id) DO UPDATE SET written_at = excluded.written_at";

  private final ConnectionSource source;
  private final ReentrantLock turn = new ReentrantLock(true);
  private @Nullable Connection connection;
  private boolean closed;
  private volatile @Nullable Probe lastProbe;

  SingleWriter(ConnectionSource source) {
    this.source = source;
  }

  <T> T write(Work<T> work) {
    if (turn.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          "a write inside a write (expected: one transaction at a time per thread)");
    }
    turn.lock();
    try {
      return inTransaction(work);
    } finally {
      turn.unlock();
    }
  }

  /** Runs {@code work} outside a transaction. */
  <T> T writeAlone(Work<T> work) {
    turn.lock();
    try {
      Connection current = open();
      current.setAutoCommit(true);
      T result = work.run(current);
      current.setAutoCommit(false);
      return result;
    } catch (SQLException e) {
      drop();
      throw StoreErrors.unavailable("write", e);
    } finally {
      turn.unlock();
    }
  }

  boolean isWritable() {
    Probe probe = lastProbe;
    if (probe != null && System.nanoTime() - probe.atNanos() < PROBE_AGE_NANOS) {
      return probe.succeeded();
    }
    try {
      if (turn.isHeldByCurrentThread() || !turn.tryLock(PROBE_WAIT_SECONDS, TimeUnit.SECONDS)) {
        return false;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    try {
      return probe();
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void close() {
    turn.lock();
    try {
      closed = true;
      drop();
    } finally {
      turn.unlock();
    }
  }

  private boolean probe() {
    try {
      inTransaction(SingleWriter::writeProbe);
      return true;
    } catch (KanheException e) {
      lastProbe = new Probe(System.nanoTime(), false);
      return false;
    }
  }

  private static boolean writeProbe(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PROBE)) {
      statement.setLong(1, System.currentTimeMillis());
      return statement.executeUpdate() == 1;
    }
  }

  private <T> T inTransaction(Work<T> work) {
    try {
      Connection current = open();
      T result = work.run(current);
      current.commit();
      lastProbe = new Probe(System.nanoTime(), true);
      return result;
    } catch (SQLException e) {
      drop();
      throw StoreErrors.unavailable("write", e);
    } catch (RuntimeException | Error e) {
      rollback();
      throw e;
    }
  }

  private Connection open() throws SQLException {
    if (closed) {
      throw new KanheException(ErrorCode.STORE_UNAVAILABLE, "the database is closed");
    }
    Connection current = connection;
    if (current == null) {
      current = source.open();
      connection = current;
      current.setAutoCommit(false);
    }
    return current;
  }

  private void rollback() {
    Connection current = connection;
    if (current == null) {
      return;
    }
    try {
      current.rollback();
    } catch (SQLException e) {
      drop();
    }
  }

  /** Closes the connection; what it had not committed is rolled back by the database. */
  private void drop() {
    Connection current = connection;
    connection = null;
    if (current == null) {
      return;
    }
    try (current) {
      if (!current.getAutoCommit()) {
        current.rollback();
      }
    } catch (SQLException e) {
      StoreErrors.log("closing a connection", e);
    }
  }

  /** Opens a new connection that may write. */
  @FunctionalInterface
  interface ConnectionSource {
    Connection open() throws SQLException;
  }

  private record Probe(long atNanos, boolean succeeded) {}
}
