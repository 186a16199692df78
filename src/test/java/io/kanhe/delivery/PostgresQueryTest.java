package io.kanhe.delivery;

import io.kanhe.platform.database.Database;
import java.nio.file.Path;

class PostgresQueryTest extends QueryContract {

  @Override
  Database open(Path data) {
    return Stores.postgres();
  }
}
