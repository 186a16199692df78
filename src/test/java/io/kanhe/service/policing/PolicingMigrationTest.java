package io.kanhe.service.policing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** V27 over the tables of a gateway that has run. */
class PolicingMigrationTest {

  @TempDir Path folder;

  /** A term under its old name would be found by nobody who meets it, and an insurer be accused. */
  @Test
  void aTermThatWaitsIsKnownByItsNewName() throws Exception {
    String url = "jdbc:sqlite:" + folder.resolve("kanhe.db");
    migrate(url, "26");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          """
          INSERT INTO notice (occasion, due_at, service, operation, business_key, environment, receivers, payload)
          VALUES ('ps.mutual-collision|CASE-1|COUNTERPART_MISSING|91331000TEXT000B9J', 1, 'ps.mutual-collision', 'notice', 'CASE-1',
            'Exercise', '', '<x/>'),
            ('ins.emergency|TY2699', 1, 'ins.emergency', 'notice', 'TY2699', 'Actual', '', '<x/>')""");
    }
    migrate(url, "latest");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT occasion FROM notice ORDER BY occasion")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("ins.emergency|TY2699");
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1))
          .isEqualTo("ps.mutual-collision|Exercise|CASE-1|COUNTERPART_MISSING|91331000TEXT000B9J");
    }
  }

  private static void migrate(String url, String target) {
    Flyway.configure()
        .dataSource(url, null, null)
        .locations("classpath:db/migration/sqlite")
        .outOfOrder(true)
        .target(target)
        .load()
        .migrate();
  }
}
