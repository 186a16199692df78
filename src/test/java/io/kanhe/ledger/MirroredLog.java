package io.kanhe.ledger;

import io.kanhe.platform.database.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A real ledger on SQLite and its folder of tiles, for tests outside this package. */
public final class MirroredLog implements AutoCloseable {

  private final TestLog log;
  private final Path tiles;

  /** With one full tile, and one that is not. */
  public MirroredLog(Path folder) {
    log = new TestLog(folder, new TestNotes("kanhe.test/mirrored"), 1).growTo(300);
    tiles = folder.resolve("log");
    try {
      new LogFolder(tiles, log.notes).update(log.database);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Ledger ledger() {
    return log.ledger;
  }

  public Database database() {
    return log.database;
  }

  public LogVerifier verifier() {
    return new LogVerifier(log.notes);
  }

  /** The folder that a file server may serve. */
  public Path tiles() {
    return tiles;
  }

  @Override
  public void close() {
    log.close();
  }
}
