package io.kanhe.service;

import io.kanhe.intake.DomainState;
import io.kanhe.intake.DomainState.Decision;
import io.kanhe.intake.DomainState.Incoming;
import io.kanhe.intake.DomainState.Step;
import io.kanhe.ledger.Change;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.Recorded;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.Payload;
import io.kanhe.message.Uscc;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.database.Database;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs the state of a domain on a real database, one message per commit, without the pipeline. */
public final class StateBench {

  private final Database database;
  private final List<DomainState> states;
  private long index;

  /** The moment at which messages come in. */
  public Instant now = Instant.parse("2026-08-24T00:00:00Z");

  public StateBench(Database database, DomainState... states) {
    this.database = database;
    this.states = List.of(states);
  }

  /** Index of the last accepted message, from 0; -1 before the first. */
  public long lastIndex() {
    return index - 1;
  }

  /**
   * Takes a message as the pipeline would.
   *
   * @param header further fields of the header
   * @return the facts of its entry
   * @throws io.kanhe.platform.KanheException its refusal; nothing is changed then
   */
  public Map<String, String> take(
      String sender,
      String service,
      String operation,
      Direction direction,
      String payload,
      UnaryOperator<HeaderBuilder> header) {
    return take(sender, service, operation, direction, payload, "format", header);
  }

  /** As before, with the name of the format that the payload was found to be of. */
  public Map<String, String> take(
      String sender,
      String service,
      String operation,
      Direction direction,
      String payload,
      String format,
      UnaryOperator<HeaderBuilder> header) {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    Header built =
        header
            .apply(
                Header.builder(service, operation, "1.0", direction)
                    .sender(new Uscc("91331000TEXT000A0M"))
                    .receiver(new Uscc("12331000TEXT000920"))
                    .sentTime(now.atOffset(ZoneOffset.ofHours(8)))
                    .businessKey("K-1")
                    .payloadDigest(Digest.sha256(bytes)))
            .build();
    Incoming message =
        new Incoming(new ParticipantId(sender), built, format, new Payload.Inline(bytes), now);
    List<Step> steps =
        states.stream().map(state -> state.step(message)).flatMap(Optional::stream).toList();
    return database.write(connection -> commit(connection, steps));
  }

  private Map<String, String> commit(java.sql.Connection connection, List<Step> steps)
      throws SQLException {
    Map<String, String> facts = new TreeMap<>();
    List<Decision> decisions = new java.util.ArrayList<>();
    for (Step step : steps) {
      decisions.add(step.decide(connection));
    }
    decisions.forEach(decision -> facts.putAll(decision.facts()));
    Entry entry = Entry.of(EntryType.ACCEPTED, now, facts);
    Recorded recorded = new Recorded(entry, index, index + 1, List.of(), "");
    Rows rows = new Rows();
    decisions.forEach(decision -> decision.writes().add(recorded, rows));
    rows.send(connection);
    index++;
    return facts;
  }

  private static final class Rows implements Change.Batch {

    private record Row(String sql, @Nullable Object[] arguments) {}

    private final List<Row> rows = new java.util.ArrayList<>();

    @Override
    public void add(String sql, @Nullable Object... arguments) {
      rows.add(new Row(sql, arguments));
    }

    @Override
    public void afterCommit(Runnable action) {
      throw new UnsupportedOperationException("not needed by the state of a domain");
    }

    void send(java.sql.Connection connection) throws SQLException {
      for (Row row : rows) {
        try (PreparedStatement statement = connection.prepareStatement(row.sql)) {
          for (int i = 0; i < row.arguments.length; i++) {
            Object value = row.arguments[i];
            statement.setObject(
                i + 1, value instanceof Instant instant ? instant.toEpochMilli() : value);
          }
          statement.executeUpdate();
        }
      }
    }
  }
}
