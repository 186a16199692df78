package io.kanhe.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database behind the gateway does. */
abstract class DatabaseContract {

  private Database database;

  /** Opens the same database again, whatever happened to the last connection to it. */
  abstract Database open();

  @BeforeEach
  void openDatabase() {
    database = open();
    database.write(
        connection ->
            execute(connection, "CREATE TABLE counter (id BIGINT PRIMARY KEY, n BIGINT NOT NULL)"));
    database.write(connection -> execute(connection, "INSERT INTO counter (id, n) VALUES (1, 0)"));
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  @Test
  void keepsWhatWasWrittenWhenOpenedAgain() {
    database.write(connection -> execute(connection, "UPDATE counter SET n = 7"));
    database.close();
    database = open();
    assertThat(counter()).isEqualTo(7);
  }

  @Test
  void rollsBackWhenTheWorkThrows() {
    assertThatThrownBy(
            () ->
                database.write(
                    connection -> {
                      execute(connection, "UPDATE counter SET n = 7");
                      throw new IllegalArgumentException("changed its mind");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(counter()).isZero();
  }

  @Test
  void rollsBackAndReportsAnSqlErrorWithoutItsText() {
    assertThatThrownBy(
            () ->
                database.write(
                    connection -> {
                      execute(connection, "UPDATE counter SET n = 7");
                      return execute(connection, "INSERT INTO counter (id, n) VALUES (1, 4711)");
                    }))
        .isInstanceOfSatisfying(
            KanheException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
              assertThat(e.getMessage()).doesNotContain("counter").doesNotContain("4711");
            });
    assertThat(counter()).isZero();
    database.write(connection -> execute(connection, "UPDATE counter SET n = 8"));
    assertThat(counter()).isEqualTo(8);
  }

  @Test
  void writesOneAtATime() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        tasks.add(() -> database.write(DatabaseContract::readThenIncrement));
      }
      for (Future<Integer> task : threads.invokeAll(tasks)) {
        task.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(counter()).isEqualTo(64);
  }

  @Test
  void refusesAWriteInsideAWrite() {
    assertThatThrownBy(() -> database.write(outer -> database.write(inner -> 1)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(database.isWritable()).isTrue();
  }

  @Test
  void refusesToWriteOnAReadConnection() {
    assertThatThrownBy(
            () -> database.read(connection -> execute(connection, "UPDATE counter SET n = 7")))
        .isInstanceOfSatisfying(
            KanheException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    assertThat(counter()).isZero();
  }

  @Test
  void readsWhileAWriteIsOpen() {
    int seen =
        database.write(
            connection -> {
              execute(connection, "UPDATE counter SET n = 7");
              return counter();
            });
    assertThat(seen).isZero();
    assertThat(counter()).isEqualTo(7);
  }

  @Test
  void isWritableUntilItIsClosed() {
    assertThat(database.isWritable()).isTrue();
    database.close();
    assertThatThrownBy(() -> database.write(connection -> 1))
        .isInstanceOfSatisfying(
            KanheException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
  }

  Database database() {
    return database;
  }

  int counter() {
    return database.read(DatabaseContract::readCounter);
  }

  private static int readThenIncrement(Connection connection) throws SQLException {
    int n = readCounter(connection);
    return execute(connection, "UPDATE counter SET n = " + (n + 1));
  }

  private static int readCounter(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT n FROM counter WHERE id = 1")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  static int execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }
}
