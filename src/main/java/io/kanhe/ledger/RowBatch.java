package io.kanhe.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows and after-actions of one commit. */
final class RowBatch implements Change.Batch {

  private final Map<String, List<@Nullable Object[]>> rows = new LinkedHashMap<>();
  private final List<Runnable> actions = new ArrayList<>();

  @Override
  public void add(String sql, @Nullable Object... arguments) {
    rows.computeIfAbsent(sql, unused -> new ArrayList<>()).add(arguments);
  }

  @Override
  public void afterCommit(Runnable action) {
    actions.add(action);
  }

  List<Runnable> actions() {
    return actions;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  void send(Connection connection) throws SQLException {
    for (Map.Entry<String, List<@Nullable Object[]>> statement : rows.entrySet()) {
      try (PreparedStatement prepared = connection.prepareStatement(statement.getKey())) {
        for (@Nullable Object[] arguments : statement.getValue()) {
          bind(prepared, arguments);
          prepared.addBatch();
        }
        prepared.executeBatch();
      }
    }
  }

  private static void bind(PreparedStatement prepared, @Nullable Object[] arguments)
      throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      Object argument = arguments[i];
      if (argument == null) {
        prepared.setNull(i + 1, Types.NULL);
      } else if (argument instanceof String text) {
        prepared.setString(i + 1, text);
      } else if (argument instanceof Long number) {
        prepared.setLong(i + 1, number);
      } else if (argument instanceof Integer number) {
        prepared.setInt(i + 1, number);
      } else if (argument instanceof byte[] bytes) {
        prepared.setBytes(i + 1, bytes);
      } else if (argument instanceof Instant time) {
        prepared.setLong(i + 1, time.toEpochMilli());
      } else {
        throw new IllegalArgumentException(
            "an argument of " + argument.getClass() + " in a ledger batch");
      }
    }
  }
}
