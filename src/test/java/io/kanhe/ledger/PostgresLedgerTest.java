package io.kanhe.ledger;

import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;
import io.kanhe.platform.database.PostgresServer;
import java.nio.file.Path;

class PostgresLedgerTest extends LedgerContract {

  private DatabaseSettings settings;

  @Override
  Database openDatabase() {
    if (settings == null) {
      settings = PostgresServer.newDatabase();
    }
    return Databases.open(settings, Path.of("unused"));
  }

  @Override
  String disarm() {
    return "DROP TRIGGER IF EXISTS ledger_entries_keep ON ledger_entries";
  }
}
