package io.kanhe.trust;

import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;
import io.kanhe.platform.database.PostgresServer;
import java.nio.file.Path;

class PostgresRevocationMemoryTest extends RevocationMemoryContract {

  private DatabaseSettings settings;

  @Override
  Database open(Path data) {
    if (settings == null) {
      settings = PostgresServer.newDatabase();
    }
    return Databases.open(settings, data);
  }
}
