package io.kanhe.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change of state that becomes durable together with the entries that prove it. Many changes of
 * many threads share one group commit: one transaction, one checkpoint signature, one fsync.
 *
 * @param <R> what the submitter gets once all of it is durable
 */
public interface Change<R> {

  /**
   * Changes with equal keys never share a commit, so that {@link #plan} of the later sees the
   * writes of the earlier.
   */
  Object key();

  /** All keys of a change that touches the state of several things; {@link #key} is one of them. */
  default Set<Object> keys() {
    return Set.of(key());
  }

  /**
   * Looks at the present state and decides. Runs on the writer's thread inside the transaction,
   * before any write of the same commit; must not write. Runs again when the commit failed and is
   * retried.
   *
   * @throws io.kanhe.platform.KanheException fails this change alone
   */
  Plan<R> plan(Connection transaction) throws SQLException;

  sealed interface Plan<R> permits Settled, Append {}

  /**
   * Nothing to record: the answer is already known, for instance the receipt of a repeated message.
   */
  record Settled<R>(R result) implements Plan<R> {}

  /**
   * Record {@code entries}, none if only rows change, and run {@code writer} with their places and
   * proofs.
   */
  record Append<R>(List<Entry> entries, Writer<R> writer) implements Plan<R> {

    public Append {
      entries = List.copyOf(entries);
    }

    public Append(Entry entry, Writer<R> writer) {
      this(List.of(entry), writer);
    }
  }

  /**
   * Writes rows of the change and makes the result. Must be quick: every submitter of the commit
   * waits for it.
   */
  @FunctionalInterface
  interface Writer<R> {
    R write(List<Recorded> recorded, Batch batch) throws SQLException;
  }

  /**
   * Rows of the commit, collected per statement and sent as JDBC batches in the order in which
   * statements first came.
   */
  interface Batch {
    /**
     * {@code arguments}: String, Long, Integer, byte[], Instant (stored as epoch milliseconds) or
     * {@code null}.
     */
    void add(String sql, @Nullable Object... arguments);

    /** Runs after the commit, on the writer's thread; must not block. */
    void afterCommit(Runnable action);
  }
}
