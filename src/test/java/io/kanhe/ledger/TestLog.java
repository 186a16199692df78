package io.kanhe.ledger;

import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A real ledger on SQLite with invented entries, for tests of what is made from it. */
final class TestLog implements AutoCloseable {

  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

  final TestNotes notes;
  final Database database;
  final GroupCommitLedger ledger;
  private final Random random;

  TestLog(Path folder, TestNotes notes, long seed) {
    this.notes = notes;
    this.random = new Random(seed);
    database = Databases.open(new DatabaseSettings("", "", "", 2), folder);
    ledger = GroupCommitLedger.open(database, notes, notes, Clock.systemUTC(), 256, 1_000);
  }

  /** Appends until there are {@code size} entries, in commits of 1 to 60. */
  TestLog growTo(long size) {
    while (ledger.size() < size) {
      append((int) Math.min(size - ledger.size(), 1 + random.nextInt(60)));
    }
    return this;
  }

  void append(int count) {
    ledger.append(new Some(entries(count))).join();
  }

  private List<Entry> entries(int count) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(
          Entry.of(
              EntryType.ACCEPTED, NOW, Map.of("messageId", Long.toHexString(random.nextLong()))));
    }
    return entries;
  }

  List<byte[]> allEntries() {
    return database.read(c -> LedgerStore.entries(c, 0, Long.MAX_VALUE));
  }

  @Override
  public void close() {
    ledger.close();
    database.close();
  }

  private record Some(List<Entry> entries) implements Change<Long> {

    @Override
    public Object key() {
      return this;
    }

    @Override
    public Plan<Long> plan(Connection transaction) {
      return new Append<>(entries, (recorded, batch) -> recorded.get(0).treeSize());
    }
  }
}
