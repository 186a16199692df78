package io.kanhe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties.DatabaseSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PostgresDatabaseTest extends DatabaseContract {

  private DatabaseSettings settings;

  @Override
  Database open() {
    if (settings == null) {
      settings = PostgresServer.newDatabase();
    }
    return Databases.open(settings, Path.of("unused"));
  }

  @Test
  void worksAgainAfterItsSessionsWereEnded() {
    PostgresServer.endSessions(settings);
    assertThatThrownBy(
            () -> database().write(connection -> execute(connection, "UPDATE counter SET n = 7")))
        .isInstanceOf(KanheException.class);
    database().write(connection -> execute(connection, "UPDATE counter SET n = 8"));
    await().ignoreExceptions().untilAsserted(() -> assertThat(counter()).isEqualTo(8));
  }

  @Test
  void whoOnlyLooksReadsAndCannotWrite() {
    try (Database reading = Databases.openForReading(settings)) {
      assertThat(reading.dialect()).isEqualTo(Database.Dialect.POSTGRESQL);
      String entries = "SELECT COUNT(*) FROM ledger_entries";
      assertThat(
              reading.<Long>read(
                  connection -> {
                    try (var row = connection.createStatement().executeQuery(entries)) {
                      row.next();
                      return row.getLong(1);
                    }
                  }))
          .isZero();
      assertThatThrownBy(() -> reading.read(c -> execute(c, "UPDATE counter SET n = 9")))
          .isInstanceOf(KanheException.class);
    }
    assertThatThrownBy(
            () -> Databases.openForReading(new DatabaseSettings("jdbc:h2:mem:x", "", "", 1)))
        .isInstanceOf(KanheException.class);
  }
}
