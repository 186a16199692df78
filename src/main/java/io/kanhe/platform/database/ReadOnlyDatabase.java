package io.kanhe.platform.database;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties.DatabaseSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A database for those who only look, also beside a running gateway; nothing is migrated. */
final class ReadOnlyDatabase implements Database {

  private static final int BUSY_TIMEOUT_MILLIS = 10_000;
  private static final int CONNECTIONS = 2;

  private final Dialect dialect;
  private final ReaderPool readers;

  private ReadOnlyDatabase(Dialect dialect, ReaderPool readers) {
    this.dialect = dialect;
    this.readers = readers;
  }

  static ReadOnlyDatabase sqlite(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new KanheException(
          ErrorCode.STORE_UNAVAILABLE, "there is no embedded database in the data folder");
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    return new ReadOnlyDatabase(Dialect.SQLITE, new ReaderPool(source::getConnection, CONNECTIONS));
  }

  static ReadOnlyDatabase postgres(DatabaseSettings settings) {
    return new ReadOnlyDatabase(
        Dialect.POSTGRESQL,
        new ReaderPool(PostgresDatabase.reading(settings)::getConnection, CONNECTIONS));
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public <T> T read(Work<T> work) {
    return readers.read(work);
  }

  @Override
  public <T> T write(Work<T> work) {
    throw new UnsupportedOperationException("opened for reading");
  }

  @Override
  public boolean isWritable() {
    return false;
  }

  @Override
  public void close() {
    readers.close();
  }
}
