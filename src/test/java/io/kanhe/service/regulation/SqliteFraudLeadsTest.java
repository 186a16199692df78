package io.kanhe.service.regulation;

import io.kanhe.platform.KanheProperties.DatabaseSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.platform.database.Databases;

class SqliteFraudLeadsTest extends FraudLeadsContract {

  @Override
  Database open() {
    return Databases.open(new DatabaseSettings("", "", "", 2), folder.resolve("data"));
  }
}
