package io.kanhe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties.DatabaseSettings;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest extends DatabaseContract {

  @TempDir private Path folder;

  @Override
  Database open() {
    return Databases.open(new DatabaseSettings("", "", "", 4), folder.resolve("data"));
  }

  @Test
  void syncsEveryCommitAndKeepsForeignKeys() {
    assertThat(pragma("journal_mode")).isEqualTo("wal");
    assertThat(pragma("synchronous")).isEqualTo("2");
    assertThat(pragma("foreign_keys")).isEqualTo("1");
  }

  @Test
  void refusesAnUnsupportedDatabaseWithoutShowingItsUrl() {
    assertThatThrownBy(
            () ->
                Databases.open(
                    new DatabaseSettings("jdbc:h2:mem:x;PASSWORD=secret", "", "", 4), folder))
        .isInstanceOfSatisfying(
            KanheException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID);
              assertThat(e.getMessage()).doesNotContain("secret");
            });
  }

  private String pragma(String name) {
    return database()
        .write(
            connection -> {
              try (Statement statement = connection.createStatement();
                  ResultSet rows = statement.executeQuery("PRAGMA " + name)) {
                rows.next();
                return rows.getString(1);
              }
            });
  }
}
