package io.kanhe.delivery;

import io.kanhe.platform.database.Database;
import java.nio.file.Path;

class SqliteQueryTest extends QueryContract {

  @Override
  Database open(Path folder) {
    return Stores.sqlite(folder);
  }
}
