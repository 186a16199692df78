package io.kanhe.service.insurance;

import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;

class SqliteExposureTest extends ExposureContract {

  @Override
  Database open() {
    return Databases.open(new DatabaseSettings("", "", "", 2), folder.resolve("data"));
  }
}
