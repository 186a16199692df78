package io.kanhe.delivery;

import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;
import io.kanhe.platform.database.PostgresServer;
import java.nio.file.Path;

/** New, migrated databases. */
final class Stores {

  private Stores() {}

  static Database sqlite(Path folder) {
    return Databases.open(new DatabaseSettings("", "", "", 4), folder);
  }

  /** Skips the test where there is no PostgreSQL. */
  static Database postgres() {
    return Databases.open(PostgresServer.newDatabase(), Path.of("."));
  }
}
