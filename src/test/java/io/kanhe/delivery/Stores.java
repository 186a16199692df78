package io.kanhe.delivery;

import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;
import io.kanhe.platform.database.PostgresServer;
import java.nio.file.Path;
import java.sql.Statement;

/** New, migrated databases. */
final class Stores {

  private Stores() {}

  static Database sqlite(Path folder) {
    return complete(Databases.open(new DatabaseSettings("", "", "", 4), folder));
  }

  /** Skips the test where there is no PostgreSQL. */
  static Database postgres() {
    return complete(Databases.open(PostgresServer.newDatabase(), Path.of(".")));
  }

  private static Database complete(Database database) {
    database.write(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute(
                "CREATE TABLE IF NOT EXISTS unrouted (ledger_index BIGINT PRIMARY KEY)");
          }
        });
    return database;
  }
}
