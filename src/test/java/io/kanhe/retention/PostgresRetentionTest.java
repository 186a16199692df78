package io.kanhe.retention;

import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;
import io.kanhe.platform.database.PostgresServer;

class PostgresRetentionTest extends RetentionContract {

  @Override
  Database open() {
    return Databases.open(PostgresServer.newDatabase(), folder);
  }
}
