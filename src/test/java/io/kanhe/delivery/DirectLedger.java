package io.kanhe.delivery;

import io.kanhe.ledger.Change;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.Ledger;
import io.kanhe.ledger.LedgerStatistics;
import io.kanhe.ledger.Recorded;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A ledger that commits each change at once and keeps its entries in a list: no tree, no signature.
 */
public final class DirectLedger implements Ledger {

  private final Database database;
  private final List<Entry> entries = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();

  public DirectLedger(Database database) {
    this.database = database;
  }

  /** The next {@code count} changes fail as if the store were away. */
  public void failNext(int count) {
    failures.set(count);
  }

  public List<Entry> entries(EntryType type) {
    return entries.stream().filter(entry -> entry.type() == type).toList();
  }

  @Override
  public synchronized <R> CompletableFuture<R> append(Change<R> change) {
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return CompletableFuture.failedFuture(
          new KanheException(ErrorCode.STORE_UNAVAILABLE, "the store is away"));
    }
    Rows rows = new Rows();
    try {
      R result = database.write(connection -> commit(connection, change, rows));
      rows.actions.forEach(Runnable::run);
      return CompletableFuture.completedFuture(result);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private <R> R commit(Connection connection, Change<R> change, Rows rows) throws SQLException {
    Change.Plan<R> plan = change.plan(connection);
    if (plan instanceof Change.Settled<R> settled) {
      return settled.result();
    }
    Change.Append<R> append = (Change.Append<R>) plan;
    List<Recorded> recorded = new ArrayList<>();
    for (Entry entry : append.entries()) {
      recorded.add(new Recorded(entry, entries.size(), entries.size() + 1L, List.of(), ""));
      entries.add(entry);
    }
    R result = append.writer().write(recorded, rows);
    rows.send(connection);
    return result;
  }

  @Override
  public long size() {
    return entries.size();
  }

  @Override
  public Optional<byte[]> entry(long index) {
    return Optional.empty();
  }

  @Override
  public Optional<String> checkpoint() {
    return Optional.empty();
  }

  @Override
  public List<byte[]> inclusionProof(long index, long treeSize) {
    return List.of();
  }

  @Override
  public List<byte[]> consistencyProof(long oldSize, long newSize) {
    return List.of();
  }

  @Override
  public boolean isHealthy() {
    return true;
  }

  @Override
  public LedgerStatistics statistics() {
    return new LedgerStatistics(0, entries.size(), 0, 0, 0);
  }

  /** Rows of one change, sent in the order in which they came. */
  static final class Rows implements Change.Batch {

    private record Row(String sql, Object[] arguments) {}

    private final List<Row> rows = new ArrayList<>();
    private final List<Runnable> actions = new ArrayList<>();

    @Override
    public void add(String sql, Object... arguments) {
      rows.add(new Row(sql, arguments));
    }

    @Override
    public void afterCommit(Runnable action) {
      actions.add(action);
    }

    void send(Connection connection) throws SQLException {
      for (Row row : rows) {
        try (PreparedStatement statement = connection.prepareStatement(row.sql())) {
          for (int i = 0; i < row.arguments().length; i++) {
            Object argument = row.arguments()[i];
            statement.setObject(
                i + 1, argument instanceof Instant time ? (Object) time.toEpochMilli() : argument);
          }
          statement.executeUpdate();
        }
      }
    }
  }
}
