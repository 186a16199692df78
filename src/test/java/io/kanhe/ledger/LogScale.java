package io.kanhe.ledger;

import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;
import io.kanhe.trust.NoteSigner;
import io.kanhe.trust.NoteVerifier;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fills a log entry by entry, durably, from many threads, and prints what appending, proving,
 * exporting and verifying cost. Checks results, never times.
 */
final class LogScale {

  private static final int THREADS = 64;
  private static final int PROOFS = 2_000;

  private final Path folder;
  private final int entries;
  private final PrintStream out;
  private final NoteSigner signer;
  private final NoteVerifier verifier;

  LogScale(Path folder, int entries, PrintStream out) throws IOException {
    this.folder = folder;
    this.entries = entries;
    this.out = out;
    Path key = Files.writeString(folder.resolve("log.key"), Trust.newNoteKey());
    this.signer = Trust.noteSigner("kanhe.test/log", key);
    this.verifier = Trust.noteVerifier(signer.verifierKey());
  }

  /** Returns the reports of the database and of the exported folder. */
  List<LogReport> run() throws Exception {
    try (Database database = Databases.open(new DatabaseSettings("", "", "", 4), folder)) {
      try (GroupCommitLedger ledger = open(database)) {
        append(ledger);
        prove(ledger);
      }
      Path tiles = folder.resolve("tiles");
      long start = System.nanoTime();
      new LogFolder(Files.createDirectories(tiles), verifier).update(database);
      out.printf("export to tiles, synced: %.1f s%n", seconds(start));
      return List.of(
          verified("database", () -> new LogVerifier(verifier).verify(database, null)),
          verified("tiles", () -> new LogVerifier(verifier).verify(new FolderLog(tiles), null)));
    }
  }

  private GroupCommitLedger open(Database database) {
    return GroupCommitLedger.open(database, signer, verifier, Clock.systemUTC(), 256, 10_000);
  }

  private void append(GroupCommitLedger ledger) throws InterruptedException {
    AtomicLong left = new AtomicLong(entries);
    long start = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (long id = left.getAndDecrement(); id > 0; id = left.getAndDecrement()) {
                  ledger.append(new One(id)).join();
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double seconds = seconds(start);
    out.printf(
        "append: %,d entries in %,d commits, %.1f s, %,.0f durable entries/s, %d waiting threads%n",
        ledger.size(), ledger.statistics().commits(), seconds, entries / seconds, THREADS);
  }

  private void prove(GroupCommitLedger ledger) {
    Random random = new Random(6962);
    long size = ledger.size();
    long[] nanos = new long[PROOFS];
    for (int i = 0; i < PROOFS; i++) {
      long start = System.nanoTime();
      if (i % 2 == 0) {
        ledger.inclusionProof(random.nextLong(size), size);
      } else {
        ledger.consistencyProof(1 + random.nextLong(size), size);
      }
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    out.printf(
        "proof (inclusion and consistency by turns): median %.2f ms, p99 %.2f ms, longest %.2f ms%n",
        nanos[PROOFS / 2] / 1e6, nanos[PROOFS * 99 / 100] / 1e6, nanos[PROOFS - 1] / 1e6);
  }

  private LogReport verified(String what, Verification verification) throws IOException {
    long start = System.nanoTime();
    LogReport report = verification.run();
    out.printf(
        "full verification of %s: %.1f s, %,d entries, %,d tiles, %,d checkpoints%n",
        what, seconds(start), report.entries(), report.tiles(), report.checkpoints());
    return report;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  @FunctionalInterface
  private interface Verification {
    LogReport run() throws IOException;
  }

  /** An entry of about the length of an ACCEPTED one. */
  private record One(long id) implements Change<Long> {

    @Override
    public Object key() {
      return id;
    }

    @Override
    public Plan<Long> plan(Connection transaction) {
      String digest = "SHA-256:" + "0123456789abcdef".repeat(4);
      Map<String, String> facts =
          Map.of(
              "messageId", Long.toString(id),
              "rawDigest", digest,
              "payloadDigest", digest,
              "signer", digest,
              "configVersion", digest,
              "service", "ew.alert",
              "sender", "12331000TEXT000177");
      return new Append<>(
          Entry.of(EntryType.ACCEPTED, Instant.EPOCH, facts),
          (recorded, batch) -> recorded.get(0).index());
    }
  }
}
