package io.kanhe.ledger;

import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;
import io.kanhe.trust.NoteSigner;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Prints how many changes per second become durable on SQLite, each with one entry and one row of 2
 * KB. Not a test: {@code java io.kanhe.ledger.LedgerMeasurement FOLDER [SECONDS]}.
 */
final class LedgerMeasurement {

  private LedgerMeasurement() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory(Path.of(arguments[0]), "ledger");
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    try (Database database = Databases.open(new DatabaseSettings("", "", "", 2), folder)) {
      database.write(LedgerMeasurement::createTable);
      NoteSigner signer = signer(folder);
      AtomicLong ids = new AtomicLong();
      for (int threads : new int[] {8, 8, 64}) {
        try (GroupCommitLedger ledger = open(database, signer)) {
          LedgerStatistics done = run(ledger, ids, threads, seconds);
          System.out.printf(
              "%2d threads: %,d changes/s, %,d commits/s, %.1f changes a commit, size %,d%n",
              threads,
              done.entries() / seconds,
              done.commits() / seconds,
              (double) done.entries() / done.commits(),
              ledger.size());
        }
      }
    }
  }

  private static GroupCommitLedger open(Database database, NoteSigner signer) {
    return GroupCommitLedger.open(
        database, signer, Trust.noteVerifier(signer.verifierKey()), Clock.systemUTC(), 256, 10_000);
  }

  private static LedgerStatistics run(
      GroupCommitLedger ledger, AtomicLong ids, int threads, int seconds)
      throws InterruptedException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread thread =
          new Thread(
              () -> {
                while (System.nanoTime() < end) {
                  ledger.append(new Row(ids.incrementAndGet())).join();
                }
              });
      thread.start();
      all.add(thread);
    }
    for (Thread thread : all) {
      thread.join();
    }
    return ledger.statistics();
  }

  private static NoteSigner signer(Path folder) throws IOException {
    Path key = Files.writeString(folder.resolve("log.key"), Trust.newNoteKey());
    return Trust.noteSigner("kanhe.test/log", key);
  }

  private static int createTable(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(
          "CREATE TABLE body (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)");
    }
  }

  private record Row(long id) implements Change<Long> {

    @Override
    public Object key() {
      return id;
    }

    @Override
    public Plan<Long> plan(Connection transaction) {
      byte[] body = new byte[2_048];
      ThreadLocalRandom.current().nextBytes(body);
      Entry entry =
          Entry.of(EntryType.ACCEPTED, Instant.now(), Map.of("messageId", Long.toString(id)));
      return new Append<>(
          entry,
          (recorded, batch) -> {
            batch.add("INSERT INTO body (id, bytes) VALUES (?, ?)", id, body);
            return recorded.get(0).index();
          });
    }
  }
}
