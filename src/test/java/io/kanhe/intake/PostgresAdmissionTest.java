package io.kanhe.intake;

import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;
import io.kanhe.platform.database.PostgresServer;

class PostgresAdmissionTest extends AdmissionContract {

  @Override
  Database open() {
    return Databases.open(PostgresServer.newDatabase(), data);
  }
}
