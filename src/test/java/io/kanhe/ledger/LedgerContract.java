package io.kanhe.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.database.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the ledger does on every database. */
abstract class LedgerContract {

  static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

  private final TestNotes notes = new TestNotes("kanhe.test/log");
  private FlakyDatabase database;
  private GroupCommitLedger ledger;

  /** Opens the same database again. */
  abstract Database openDatabase();

  /**
   * Takes the triggers away that stop mistaken updates, as somebody with the database's password
   * can.
   */
  abstract String disarm();

  @BeforeEach
  void open() {
    database = new FlakyDatabase(openDatabase());
    database.write(
        c ->
            execute(
                c, "CREATE TABLE IF NOT EXISTS note (id BIGINT PRIMARY KEY, text TEXT NOT NULL)"));
    ledger = openLedger(256, 1_000);
  }

  @AfterEach
  void close() {
    database.repair();
    ledger.close();
    database.close();
  }

  @Test
  void givesGaplessIndexesAndValidProofsToConcurrentSubmitters() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    List<Callable<Recorded>> tasks = new ArrayList<>();
    for (int i = 0; i < 800; i++) {
      int id = i;
      tasks.add(() -> ledger.append(new Note(id)).get());
    }
    List<Recorded> all = new ArrayList<>();
    try {
      for (Future<Recorded> task : threads.invokeAll(tasks)) {
        all.add(task.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(all)
        .extracting(Recorded::index)
        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 800).boxed().toList());
    all.forEach(this::assertProven);
    assertThat(ledger.size()).isEqualTo(800);
    assertThat(ledger.statistics().entries()).isEqualTo(800);
    assertThat(noteCount()).isEqualTo(800);
    Recorded one = all.get(17);
    assertThat(ledger.entry(one.index())).contains(one.entry().canonicalBytes());
    assertThat(Entry.parse(ledger.entry(one.index()).orElseThrow())).isEqualTo(one.entry());
  }

  @Test
  void provesOldEntriesInLaterTreesAndLaterTreesAsContinuations() {
    for (int i = 0; i < 5; i++) {
      ledger.append(new Many(i * 1_000, 130)).join();
    }
    byte[] newest = rootOf(ledger.checkpoint().orElseThrow());
    long size = ledger.size();
    assertThat(size).isEqualTo(650);
    for (long index = 0; index < size; index += 7) {
      List<byte[]> proof = ledger.inclusionProof(index, size);
      byte[] leaf = MerkleHash.leaf(ledger.entry(index).orElseThrow());
      assertThat(MerkleProofs.verifyInclusion(leaf, index, size, proof, newest)).isTrue();
    }
    List<byte[]> entries =
        LongStream.range(0, size).mapToObj(i -> ledger.entry(i).orElseThrow()).toList();
    byte[] older = NaiveTree.root(entries.subList(0, 300));
    assertThat(
            MerkleProofs.verifyConsistency(
                300, size, ledger.consistencyProof(300, size), older, newest))
        .isTrue();
    assertThat(ledger.inclusionProof(5, 300))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(NaiveTree.path(5, entries.subList(0, 300)));
  }

  @Test
  void failsAPoisonChangeAloneWhetherItThrowsInPlanWriterOrDatabase() {
    CompletableFuture<Recorded> first;
    CompletableFuture<Recorded> badPlan;
    CompletableFuture<Recorded> badWriter;
    CompletableFuture<Recorded> badRow;
    CompletableFuture<Recorded> last;
    try (Gate gate = gate()) {
      first = ledger.append(new Note(1));
      badPlan = ledger.append(new Note(2).failingInPlan());
      badWriter = ledger.append(new Note(3).failingInWriter());
      badRow = ledger.append(new Note(4).failingInDatabase());
      last = ledger.append(new Note(5));
    }
    assertProven(first.join());
    assertProven(last.join());
    assertThatThrownBy(badPlan::join).hasCauseInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(badWriter::join).hasCauseInstanceOf(UnsupportedOperationException.class);
    assertFails(badRow, ErrorCode.INTERNAL);
    assertThat(ledger.isHealthy()).isTrue();
    assertThat(noteCount()).isEqualTo(2);
    assertProven(ledger.append(new Note(6)).join());
    assertThat(ledger.size()).isEqualTo(4);
  }

  @Test
  void neverPutsEqualKeysIntoOneCommit() {
    List<CompletableFuture<Recorded>> futures = new ArrayList<>();
    try (Gate gate = gate()) {
      for (int i = 0; i < 20; i++) {
        futures.add(ledger.append(new Note(7)));
        futures.add(ledger.append(new Note(100 + i)));
      }
    }
    assertProven(futures.get(0).join());
    for (int i = 1; i < futures.size(); i++) {
      if (i % 2 == 1) {
        assertProven(futures.get(i).join());
      } else {
        assertThat(futures.get(i).join()).as("the later saw the row of the earlier").isNull();
      }
    }
  }

  @Test
  void keepsEverythingWhenOpenedAgain() {
    for (int i = 0; i < 3; i++) {
      ledger.append(new Many(i * 1_000, 200)).join();
    }
    String checkpoint = ledger.checkpoint().orElseThrow();
    List<byte[]> proof = ledger.inclusionProof(3, 600);
    reopen();
    assertThat(ledger.size()).isEqualTo(600);
    assertThat(ledger.checkpoint()).contains(checkpoint);
    assertThat(ledger.inclusionProof(3, 600))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(proof);
    assertProven(ledger.append(new Note(1)).join());
  }

  @Test
  void refusesToStartOnAnAlteredEntry() {
    ledger.append(new Many(0, 300)).join();
    ledger.close();
    alter(
        "UPDATE ledger_entries SET bytes = (SELECT bytes FROM ledger_entries WHERE idx = 1) WHERE idx = 299");
    assertThatThrownBy(this::reopen)
        .isInstanceOf(KanheException.class)
        .hasMessageContaining("entry 299");
    alter(
        "UPDATE ledger_entries SET leaf_hash = (SELECT leaf_hash FROM ledger_entries WHERE idx = 1) WHERE idx = 299");
    assertThatThrownBy(this::reopen)
        .isInstanceOf(KanheException.class)
        .hasMessageContaining("root");
  }

  @Test
  void refusesToStartOnAMissingEntryOrAnAlteredTileOrAForeignCheckpoint() {
    ledger.append(new Many(0, 300)).join();
    ledger.close();
    alter("UPDATE ledger_tiles SET hashes = (SELECT leaf_hash FROM ledger_entries WHERE idx = 1)");
    assertThatThrownBy(this::reopen)
        .isInstanceOf(KanheException.class)
        .hasMessageContaining("tile");
    alter("DELETE FROM ledger_entries WHERE idx = 299");
    assertThatThrownBy(this::reopen).isInstanceOf(KanheException.class).hasMessageContaining("299");
    TestNotes stranger = new TestNotes(notes.name());
    assertThatThrownBy(
            () -> GroupCommitLedger.open(database, stranger, stranger, Clock.systemUTC(), 8, 8))
        .isInstanceOf(KanheException.class)
        .hasMessageContaining("log key");
  }

  @Test
  void answersOverloadedWhenTheQueueIsFull() {
    ledger.close();
    ledger = openLedger(4, 10);
    List<CompletableFuture<Recorded>> futures = new ArrayList<>();
    try (Gate gate = gate()) {
      for (int i = 0; i < 20; i++) {
        futures.add(ledger.append(new Note(i)));
      }
    }
    assertFails(futures.get(19), ErrorCode.OVERLOADED);
    assertThat(futures.stream().filter(future -> !isFailed(future))).hasSize(10);
  }

  @Test
  void failsAllWhileTheStoreIsDownAndGoesOnWhenItIsBack() {
    ledger.append(new Note(1)).join();
    database.breakDown();
    assertFails(ledger.append(new Note(2)), ErrorCode.STORE_UNAVAILABLE);
    await().until(() -> !ledger.isHealthy());
    assertFails(ledger.append(new Note(3)), ErrorCode.STORE_UNAVAILABLE);
    database.repair();
    await().until(ledger::isHealthy);
    Recorded recorded = ledger.append(new Note(4)).join();
    assertProven(recorded);
    assertThat(recorded.index()).isEqualTo(1);
  }

  @Test
  void findsACommitWhoseAnswerWasLost() {
    ledger.append(new Note(1)).join();
    database.loseNextAnswer();
    assertThat(ledger.append(new Note(2)).join()).as("recognised as already recorded").isNull();
    assertThat(ledger.size()).isEqualTo(2);
    Recorded next = ledger.append(new Note(3)).join();
    assertThat(next.index()).isEqualTo(2);
    assertProven(next);
  }

  @Test
  void stopsForGoodAfterAnErrorOfTheVirtualMachine() {
    CompletableFuture<Recorded> neighbour;
    CompletableFuture<Recorded> fatal;
    try (Gate gate = gate()) {
      neighbour = ledger.append(new Note(1));
      fatal = ledger.append(new Note(2).failingFatally());
    }
    assertFails(fatal, ErrorCode.STORE_UNAVAILABLE);
    assertFails(neighbour, ErrorCode.STORE_UNAVAILABLE);
    await().until(() -> !ledger.isHealthy());
    assertFails(ledger.append(new Note(3)), ErrorCode.STORE_UNAVAILABLE);
    reopen();
    assertThat(ledger.size()).as("only the entry of the gate").isEqualTo(1);
  }

  @Test
  void commitsWhatIsQueuedWhenItIsClosed() {
    List<CompletableFuture<Recorded>> futures = new ArrayList<>();
    Thread closing = new Thread(ledger::close);
    try (Gate gate = gate()) {
      for (int i = 0; i < 50; i++) {
        futures.add(ledger.append(new Note(i)));
      }
      closing.start();
    }
    futures.forEach(future -> assertProven(future.join()));
    assertFails(ledger.append(new Note(99)), ErrorCode.STORE_UNAVAILABLE);
  }

  @Test
  void runsActionsAfterTheCommit() {
    CompletableFuture<Optional<byte[]>> seen = new CompletableFuture<>();
    ledger.append(new Note(1).then(() -> seen.complete(ledger.entry(0)))).join();
    assertThat(seen.join()).isPresent();
  }

  private GroupCommitLedger openLedger(int maxBatch, int queueLength) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return GroupCommitLedger.open(database, notes, notes, clock, maxBatch, queueLength);
  }

  private void reopen() {
    ledger.close();
    database.close();
    database = new FlakyDatabase(openDatabase());
    ledger = openLedger(256, 1_000);
  }

  private void alter(String sql) {
    database.write(c -> execute(c, disarm()));
    database.write(c -> execute(c, sql));
  }

  /**
   * Holds the writer until it is closed, so that what is appended meanwhile shares the next commit.
   */
  private Gate gate() {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    ledger.append(
        new Note(-1)
            .then(
                () -> {
                  entered.countDown();
                  awaitLatch(release);
                }));
    awaitLatch(entered);
    return release::countDown;
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertProven(Recorded recorded) {
    Checkpoint checkpoint = Checkpoint.parse(notes.verify(recorded.checkpoint()));
    assertThat(checkpoint.treeSize()).isEqualTo(recorded.treeSize());
    assertThat(checkpoint.origin()).isEqualTo(notes.name());
    byte[] leaf = MerkleProofs.leafHash(recorded.entry().canonicalBytes());
    assertThat(
            MerkleProofs.verifyInclusion(
                leaf, recorded.index(), recorded.treeSize(), recorded.proof(), checkpoint.root()))
        .isTrue();
  }

  private byte[] rootOf(String note) {
    return Checkpoint.parse(notes.verify(note)).root();
  }

  private static void assertFails(CompletableFuture<?> future, ErrorCode code) {
    assertThatThrownBy(future::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(KanheException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static boolean isFailed(CompletableFuture<?> future) {
    return future.handle((result, failure) -> failure != null).join();
  }

  private int noteCount() {
    return database.read(
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM note WHERE id >= 0")) {
            rows.next();
            return rows.getInt(1);
          }
        });
  }

  static int execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  /** Opens on close; without the checked exception of {@link AutoCloseable}. */
  private interface Gate extends AutoCloseable {
    @Override
    void close();
  }
}
