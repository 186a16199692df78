package io.kanhe.intake;

import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;

class SqliteAdmissionTest extends AdmissionContract {

  @Override
  Database open() {
    return Databases.open(new DatabaseSettings("", "", "", 2), data);
  }
}
