package io.kanhe.platform.database;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A few read-only SQLite connections, opened when first needed. Thread-safe. */
final class ReaderPool implements AutoCloseable {

  private static final long WAIT_SECONDS = 10;

  private final SingleWriter.ConnectionSource source;
  private final Semaphore permits;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private boolean closed;

  ReaderPool(SingleWriter.ConnectionSource source, int size) {
    this.source = source;
    this.permits = new Semaphore(size, true);
  }

  <T> T read(Work<T> work) {
    acquire();
    try {
      return run(work);
    } finally {
      permits.release();
    }
  }

  @Override
  public void close() {
    synchronized (idle) {
      closed = true;
      idle.forEach(ReaderPool::discard);
      idle.clear();
    }
  }

  private void acquire() {
    try {
      if (permits.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new KanheException(
        ErrorCode.STORE_UNAVAILABLE, "no database connection became free for a read");
  }

  private <T> T run(Work<T> work) {
    Connection connection = null;
    boolean reusable = false;
    try {
      connection = take();
      T result = work.run(connection);
      reusable = true;
      return result;
    } catch (SQLException e) {
      throw StoreErrors.unavailable("read", e);
    } finally {
      giveBack(connection, reusable);
    }
  }

  private Connection take() throws SQLException {
    synchronized (idle) {
      if (closed) {
        throw new KanheException(ErrorCode.STORE_UNAVAILABLE, "the database is closed");
      }
      Connection connection = idle.pollFirst();
      if (connection != null) {
        return connection;
      }
    }
    return source.open();
  }

  private void giveBack(@Nullable Connection connection, boolean reusable) {
    if (connection == null) {
      return;
    }
    synchronized (idle) {
      if (reusable && !closed) {
        idle.addFirst(connection);
        return;
      }
    }
    discard(connection);
  }

  private static void discard(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      StoreErrors.log("closing a connection", e);
    }
  }
}
