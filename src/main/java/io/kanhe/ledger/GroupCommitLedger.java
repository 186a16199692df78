package io.kanhe.ledger;

import io.kanhe.ledger.CommitAttempt.Committed;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.FaultTrace;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import io.kanhe.trust.NoteSigner;
import io.kanhe.trust.NoteVerifier;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger with one writer thread. While one commit is being synced the next changes gather;
 * whatever has gathered goes into the next commit, so that a busy ledger shares each sync among
 * many and an idle one never waits.
 *
 * <p>Thread-safe.
 */
final class GroupCommitLedger implements Ledger, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(GroupCommitLedger.class);
  private static final long PROBE_INTERVAL_MILLIS = 500;
  private static final long CLOSE_SECONDS = 30;

  private enum State {
    RUNNING,
    STORE_DOWN,
    CLOSING,
    DEAD
  }

  private final Database database;
  private final NoteSigner signer;
  private final Clock clock;
  private final LedgerStore store;
  private final ChangeQueue queue;
  private final ExecutorService completions =
      Executors.newSingleThreadExecutor(task -> daemon(task, "ledger-completions"));
  private final Thread writer = daemon(this::run, "ledger-writer");

  /** Used by the writer alone. */
  private List<Pending<?>> inHand = List.of();

  private volatile State state = State.RUNNING;
  private volatile LedgerHead head;
  private volatile LedgerStatistics statistics = new LedgerStatistics(0, 0, 0, 0, 0);

  private GroupCommitLedger(
      Database database,
      LedgerStore store,
      LedgerHead head,
      NoteSigner signer,
      Clock clock,
      ChangeQueue queue) {
    this.database = database;
    this.store = store;
    this.head = head;
    this.signer = signer;
    this.clock = clock;
    this.queue = queue;
  }

  /**
   * Loads the log, checks it against its newest checkpoint and starts the writer.
   *
   * @throws KanheException 5004 STORE_UNAVAILABLE if the stored log is not the one that was signed
   */
  static GroupCommitLedger open(
      Database database,
      NoteSigner signer,
      NoteVerifier verifier,
      Clock clock,
      int maxBatch,
      int queueLength) {
    LedgerStore store = new LedgerStore(verifier);
    LedgerHead head = database.read(store::load);
    StartSample.check(database, head.size());
    ChangeQueue queue = new ChangeQueue(maxBatch, queueLength);
    GroupCommitLedger ledger = new GroupCommitLedger(database, store, head, signer, clock, queue);
    ledger.writer.start();
    log.info("ledger opened with {} entries", head.size());
    return ledger;
  }

  @Override
  public <R> CompletableFuture<R> append(Change<R> change) {
    Pending<R> pending = Pending.of(change);
    if (state != State.RUNNING) {
      pending.fail(unavailable());
    } else if (!queue.offer(pending)) {
      pending.fail(new KanheException(ErrorCode.OVERLOADED, "the ledger's queue is full"));
    } else if (isStopped() && queue.remove(pending)) {
      // The writer may have stopped between the check and the offer; then nobody else would answer.
      pending.fail(unavailable());
    }
    return pending.future();
  }

  @Override
  public long size() {
    return head.size();
  }

  @Override
  public Optional<byte[]> entry(long index) {
    return index < 0 || index >= size()
        ? Optional.empty()
        : database.read(c -> LedgerStore.entry(c, index));
  }

  @Override
  public Optional<String> checkpoint() {
    return Optional.ofNullable(head.checkpoint());
  }

  @Override
  public List<byte[]> inclusionProof(long index, long treeSize) {
    return tree(treeSize).inclusion(index);
  }

  @Override
  public List<byte[]> consistencyProof(long oldSize, long newSize) {
    return tree(newSize).consistency(oldSize);
  }

  @Override
  public boolean isHealthy() {
    return state == State.RUNNING && writer.isAlive();
  }

  @Override
  public LedgerStatistics statistics() {
    LedgerStatistics last = statistics;
    return new LedgerStatistics(
        last.commits(), last.entries(), queue.size(), last.lastBatch(), last.lastCommitNanos());
  }

  /** Commits what is queued, then stops; changes that come later fail with 5004. */
  @Override
  public void close() {
    synchronized (this) {
      if (state == State.RUNNING || state == State.STORE_DOWN) {
        state = State.CLOSING;
      }
    }
    try {
      writer.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
      completions.shutdown();
      completions.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!writer.isAlive()) {
      failAll(queue.drainAll());
    }
  }

  /** The log for those who read it: always up to the newest durable checkpoint. */
  LogSource published() {
    return new StoredLog(database, () -> head);
  }

  private MerkleTree tree(long treeSize) {
    LedgerHead now = head;
    if (treeSize < 0 || treeSize > now.size()) {
      throw new IllegalArgumentException(
          "no tree of " + treeSize + " in a ledger of " + now.size() + " entries");
    }
    return new MerkleTree(treeSize, new StoredTree(database, now.tree()));
  }

  private void run() {
    try {
      while (state != State.CLOSING || !queue.isEmpty()) {
        List<Pending<?>> batch = queue.nextBatch(PROBE_INTERVAL_MILLIS);
        if (state == State.STORE_DOWN) {
          recover();
        }
        inHand = batch;
        if (!batch.isEmpty()) {
          commit(batch);
        }
      }
    } catch (Throwable e) {
      // An Error (no memory, a broken class) leaves the writer in no known state. A gateway that
      // goes on answering
      // without recording would be worse than one that stops: fail everything from here on.
      die(e);
    }
  }

  private void commit(List<Pending<?>> batch) {
    if (state == State.STORE_DOWN) {
      failAll(batch);
      return;
    }
    try {
      attempt(batch);
    } catch (RuntimeException e) {
      log.warn("ledger: a commit of {} changes failed and is retried one by one", batch.size());
      retryAlone(batch);
    }
  }

  private void attempt(List<Pending<?>> batch) {
    long start = System.nanoTime();
    CommitAttempt attempt = new CommitAttempt(head, signer, clock.instant());
    Committed committed = database.write(connection -> attempt.run(connection, batch));
    head = committed.head();
    completions.execute(() -> committed.completions().forEach(Runnable::run));
    if (committed.wroteRows()) {
      LedgerStatistics last = statistics;
      statistics =
          new LedgerStatistics(
              last.commits() + 1,
              last.entries() + committed.entries(),
              0,
              batch.size(),
              System.nanoTime() - start);
    }
    committed.actions().forEach(GroupCommitLedger::runQuietly);
  }

  private void retryAlone(List<Pending<?>> batch) {
    boolean storeWorks = synchronise();
    for (Pending<?> pending : batch) {
      if (storeWorks) {
        try {
          attempt(List.of(pending));
        } catch (RuntimeException e) {
          storeWorks = synchronise();
          pending.fail(storeWorks ? ownFault(e) : unavailable());
        }
      } else {
        pending.fail(unavailable());
      }
    }
    if (!storeWorks) {
      storeFailed();
    }
  }

  /**
   * Finds out whether the store takes writes, and takes over its head: the answer to a commit may
   * have been lost although the commit took place.
   */
  private boolean synchronise() {
    try {
      LedgerHead known = head;
      head =
          database.write(
              connection -> {
                LedgerStore.probe(connection, clock.millis());
                String newest = LedgerStore.newestCheckpoint(connection);
                return Objects.equals(newest, known.checkpoint()) ? known : store.load(connection);
              });
      return true;
    } catch (KanheException e) {
      log.error("ledger: the store does not take commits: {}", e.getMessage());
      return false;
    }
  }

  private void recover() {
    if (synchronise()) {
      synchronized (this) {
        if (state == State.STORE_DOWN) {
          state = State.RUNNING;
        }
      }
      log.info("ledger: the store takes commits again, {} entries", size());
    }
  }

  private void storeFailed() {
    synchronized (this) {
      if (state == State.RUNNING) {
        state = State.STORE_DOWN;
      }
    }
    failAll(queue.drainAll());
  }

  private void die(Throwable cause) {
    state = State.DEAD;
    failAll(inHand);
    failAll(queue.drainAll());
    log.error(
        "ledger: the writer died; the gateway records nothing until it is restarted: {}",
        FaultTrace.of(cause));
  }

  private boolean isStopped() {
    return state == State.DEAD || !writer.isAlive();
  }

  private void failAll(List<Pending<?>> batch) {
    batch.forEach(pending -> pending.fail(unavailable()));
  }

  private KanheException unavailable() {
    return new KanheException(
        ErrorCode.STORE_UNAVAILABLE,
        switch (state) {
          case RUNNING, STORE_DOWN -> "the ledger's store takes no commits for the moment";
          case CLOSING -> "the gateway is shutting down";
          case DEAD -> "the ledger has stopped; the gateway has to be restarted";
        });
  }

  private static RuntimeException ownFault(RuntimeException failure) {
    if (failure instanceof KanheException known && known.code() == ErrorCode.STORE_UNAVAILABLE) {
      return new KanheException(
          ErrorCode.INTERNAL, "the database refused the rows of this change", known);
    }
    return failure;
  }

  private static void runQuietly(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      // The commit stands whatever a listener does with the news.
      log.warn("ledger: an action after a commit failed: {}", FaultTrace.of(e));
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
