package io.kanhe.ledger;

import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTest extends LedgerContract {

  @TempDir private Path folder;

  @Override
  Database openDatabase() {
    return Databases.open(new DatabaseSettings("", "", "", 4), folder);
  }

  @Override
  String disarm() {
    return "DROP TRIGGER IF EXISTS ledger_entries_keep; DROP TRIGGER IF EXISTS ledger_entries_stay";
  }
}
