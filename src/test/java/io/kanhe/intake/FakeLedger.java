package io.kanhe.intake;

import io.kanhe.ledger.Change;
import io.kanhe.ledger.Entry;
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
import org.jspecify.annotations.Nullable;

/** Commits every change on its own, on the caller's thread, without proofs. */
final class FakeLedger implements Ledger {

  final List<Entry> entries = new ArrayList<>();
  boolean broken;
  private final Database database;

  FakeLedger(Database database) {
    this.database = database;
  }

  @Override
  public synchronized <R> CompletableFuture<R> append(Change<R> change) {
    if (broken) {
      return CompletableFuture.failedFuture(
          new KanheException(ErrorCode.STORE_UNAVAILABLE, "no disk"));
    }
    List<Runnable> afterCommit = new ArrayList<>();
    try {
      R result = database.write(connection -> commit(connection, change, afterCommit));
      afterCommit.forEach(Runnable::run);
      return CompletableFuture.completedFuture(result);
    } catch (KanheException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private <R> R commit(Connection connection, Change<R> change, List<Runnable> afterCommit)
      throws SQLException {
    Change.Plan<R> plan = change.plan(connection);
    if (plan instanceof Change.Settled<R> settled) {
      return settled.result();
    }
    Change.Append<R> append = (Change.Append<R>) plan;
    List<Recorded> recorded = new ArrayList<>();
    for (Entry entry : append.entries()) {
      entries.add(entry);
      recorded.add(new Recorded(entry, entries.size() - 1, entries.size(), List.of(), "note"));
    }
    return append.writer().write(recorded, new DirectBatch(connection, afterCommit));
  }

  @Override
  public LedgerStatistics statistics() {
    return new LedgerStatistics(0, entries.size(), 0, 0, 0);
  }

  @Override
  public boolean isHealthy() {
    return !broken;
  }

  @Override
  public List<byte[]> consistencyProof(long from, long to) {
    return List.of();
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

  private record DirectBatch(Connection connection, List<Runnable> actions)
      implements Change.Batch {

    @Override
    public void add(String sql, @Nullable Object... arguments) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (int i = 0; i < arguments.length; i++) {
          Object value = arguments[i];
          statement.setObject(i + 1, value instanceof Instant time ? time.toEpochMilli() : value);
        }
        statement.executeUpdate();
      } catch (SQLException e) {
        throw new KanheException(ErrorCode.STORE_UNAVAILABLE, "write failed", e);
      }
    }

    @Override
    public void afterCommit(Runnable action) {
      actions.add(action);
    }
  }
}
