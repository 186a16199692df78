package io.kanhe.platform.database;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.ResultSet;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/** The embedded database: one SQLite file in WAL mode, synced at every commit. */
final class SqliteDatabase implements Database {

  private static final int BUSY_TIMEOUT_MILLIS = 10_000;
  private static final int SCRUB_WAIT_MILLIS = 250;
  private static final int PAGE_CACHE_KIBIBYTES = 64 * 1024;
  private static final int JOURNAL_SIZE_LIMIT_BYTES = 64 * 1024 * 1024;

  private final SingleWriter writer;
  private final ReaderPool readers;

  private SqliteDatabase(SingleWriter writer, ReaderPool readers) {
    this.writer = writer;
    this.readers = readers;
  }

  /** Opens the file, makes it if absent (for its owner only) and migrates it. */
  static SqliteDatabase open(Path file, int readers) throws IOException {
    create(file);
    String url = "jdbc:sqlite:" + file.toAbsolutePath();
    SQLiteDataSource writing = new SQLiteDataSource(writing());
    writing.setUrl(url);
    Migrations.run(writing, Dialect.SQLITE);
    SQLiteDataSource reading = new SQLiteDataSource(reading());
    reading.setUrl(url);
    return new SqliteDatabase(
        new SingleWriter(writing::getConnection), new ReaderPool(reading::getConnection, readers));
  }

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  public <T> T read(Work<T> work) {
    return readers.read(work);
  }

  @Override
  public <T> T write(Work<T> work) {
    return writer.write(work);
  }

  @Override
  public boolean isWritable() {
    return writer.isWritable();
  }

  /**
   * Deleted bytes are overwritten in the database by {@code secure_delete}, but older pages with
   * them may be in the write-ahead log: it is emptied. Waits a moment only for queries under way:
   * every commit waits for it.
   */
  @Override
  public boolean scrub() {
    return writer.writeAlone(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=" + SCRUB_WAIT_MILLIS);
            boolean done;
            try (ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
              done = row.next() && row.getInt(1) == 0;
            }
            statement.execute("PRAGMA busy_timeout=" + BUSY_TIMEOUT_MILLIS);
            return done;
          }
        });
  }

  @Override
  public void close() {
    readers.close();
    writer.close();
  }

  private static SQLiteConfig writing() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    // FULL syncs the log at every commit; NORMAL would lose acknowledged messages when the power
    // fails.
    config.setSynchronous(SynchronousMode.FULL);
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    config.setJournalSizeLimit(JOURNAL_SIZE_LIMIT_BYTES);
    config.setCacheSize(-PAGE_CACHE_KIBIBYTES);
    // Erased keys must not stay in free pages of the file.
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    return config;
  }

  private static SQLiteConfig reading() {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    return config;
  }

  private static void create(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      // An existing database keeps the permissions that its owner gave it.
      return;
    }
  }
}
