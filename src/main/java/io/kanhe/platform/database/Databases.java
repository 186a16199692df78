package io.kanhe.platform.database;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Path;

/** Opens the database that the configuration names, migrated and ready for use. */
public final class Databases {

  static final String SQLITE_FILE = "kanhe.db";
  private static final String POSTGRESQL = "jdbc:postgresql:";

  private Databases() {}

  /**
   * The embedded database of a data folder, for reading alone: makes nothing, migrates nothing.
   *
   * @throws KanheException 5004 STORE_UNAVAILABLE if there is none
   */
  public static Database openForReading(Path dataFolder) {
    return ReadOnlyDatabase.sqlite(dataFolder.resolve(SQLITE_FILE));
  }

  /**
   * A PostgreSQL database of a gateway for reading; nothing is written or migrated.
   *
   * @throws KanheException 5006 CONFIGURATION_INVALID for a URL of another database, 5004
   *     STORE_UNAVAILABLE if it cannot be opened
   */
  public static Database openForReading(DatabaseSettings settings) {
    if (!settings.url().startsWith(POSTGRESQL)) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "the URL names an unsupported database (expected: jdbc:postgresql://…)");
    }
    return ReadOnlyDatabase.postgres(settings);
  }

  /**
   * @param dataFolder holds the embedded database; made if absent
   * @throws KanheException 5006 CONFIGURATION_INVALID for a URL of another database, 5004
   *     STORE_UNAVAILABLE if it cannot be opened
   */
  public static Database open(DatabaseSettings settings, Path dataFolder) {
    if (settings.readers() < 1) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "kanhe.database.readers is " + settings.readers() + " (expected: 1 or more)");
    }
    if (settings.url().startsWith(POSTGRESQL)) {
      return PostgresDatabase.open(settings);
    }
    if (!settings.url().isEmpty()) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "kanhe.database.url names an unsupported database (expected: empty for SQLite, or jdbc:postgresql://…)");
    }
    try {
      return SqliteDatabase.open(dataFolder.resolve(SQLITE_FILE), settings.readers());
    } catch (IOException e) {
      throw new KanheException(
          ErrorCode.STORE_UNAVAILABLE, "the data folder cannot be made or written", e);
    }
  }
}
