package io.kanhe.service.proof;

import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;
import io.kanhe.platform.database.PostgresServer;
import java.nio.file.Path;

class PostgresProofTest extends ProofContract {

  @Override
  Database open(Path data) {
    return Databases.open(PostgresServer.newDatabase(), Path.of("."));
  }
}
