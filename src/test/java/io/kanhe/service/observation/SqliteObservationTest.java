package io.kanhe.service.observation;

import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;
import java.nio.file.Path;

class SqliteObservationTest extends ObservationContract {

  @Override
  Database open(Path data) {
    return Databases.open(new DatabaseSettings("", "", "", 4), data);
  }
}
