package io.kanhe.service.insurance;

import io.kanhe.intake.DomainState;
import io.kanhe.ledger.Change.Batch;
import io.kanhe.message.Header;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Progress of claims (ins.claim): by insurer, incident, county and line the figures of the newest
 * cut-off. They never go down unless the report says that it corrects. A report of an older cut-off
 * that comes late is recorded and changes nothing. Thread-safe.
 */
final class ClaimRegister implements DomainState {

  static final String SERVICE = "ins.claim";

  /** What insurers report; the notices are the gateway's. */
  private static final Set<String> REPORTS = Set.of("progress", "batch");

  /** Purposes for which an insurer may report single claims. */
  private static final Set<String> PURPOSES_OF_CASES = Set.of("P06", "P07");

  private static final String KNOWN =
      """
      SELECT region, line, cutoff_at, reported, surveyed, assessed, closed, rejected FROM claim_progress
      WHERE insurer = ? AND incident = ? AND environment = ?""";
  private static final String SET =
      """
      INSERT INTO claim_progress (insurer, incident, environment, region, line, cutoff_at, reported, surveyed, assessed,
        closed, rejected, ledger_index)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (insurer, incident, environment, region, line) DO UPDATE
      SET cutoff_at = excluded.cutoff_at, reported = excluded.reported, surveyed = excluded.surveyed,
        assessed = excluded.assessed, closed = excluded.closed, rejected = excluded.rejected,
        ledger_index = excluded.ledger_index""";

  private record Key(String insurer, String incident) {}

  private record Known(long cutoff, List<Long> counters) {}

  @Override
  public Optional<Step> step(Incoming message) {
    Header header = message.header();
    if (!header.serviceId().equals(SERVICE) || !REPORTS.contains(header.operation())) {
      return Optional.empty();
    }
    ClaimFeed feed = ClaimFeed.read(message.payload());
    if (!feed.insurer().equals(header.sender())) {
      throw new KanheException(
          ErrorCode.RULE_FAILED, "insurer: found another one, expected the sender");
    }
    if (feed.ofCases()) {
      if (!PURPOSES_OF_CASES.contains(String.valueOf(header.purposeCode()))) {
        throw new KanheException(
            ErrorCode.PURPOSE_NOT_ALLOWED, "single claims under another purpose than P06 or P07");
      }
      return Optional.empty();
    }
    feed.check();
    return Optional.of(new Progress(message, feed));
  }

  private record Progress(Incoming message, ClaimFeed feed) implements Step {

    @Override
    public Object key() {
      return new Key(feed.insurer().value(), feed.incident());
    }

    @Override
    public Decision decide(Connection transaction) throws SQLException {
      Map<List<String>, Known> known = known(transaction);
      List<ClaimFeed.Row> news = new ArrayList<>();
      int number = 0;
      for (ClaimFeed.Row row : feed.rows()) {
        number++;
        Known before = known.get(List.of(row.region(), row.line()));
        if (before == null || feed.cutoff().toEpochMilli() >= before.cutoff()) {
          if (before != null && !feed.correction()) {
            checkRising(number, before.counters(), counters(row));
          }
          news.add(row);
        }
      }
      Map<String, String> facts = new TreeMap<>();
      if (news.size() < feed.rows().size()) {
        facts.put("overtakenRows", Integer.toString(feed.rows().size() - news.size()));
      }
      if (feed.isPaidOverEstimate()) {
        facts.put("warnings", "PAID_OVER_ESTIMATE");
      }
      return new Decision(facts, (accepted, batch) -> write(news, accepted.index(), batch));
    }

    private static void checkRising(int row, List<Long> before, List<Long> after) {
      for (int i = 0; i < before.size(); i++) {
        if (after.get(i) < before.get(i)) {
          throw new KanheException(
              ErrorCode.STATE_CONFLICT,
              "row "
                  + row
                  + ": found a counter of "
                  + after.get(i)
                  + ", expected at least the "
                  + before.get(i)
                  + " reported before, or correction");
        }
      }
    }

    private void write(List<ClaimFeed.Row> rows, long index, Batch batch) {
      for (ClaimFeed.Row row : rows) {
        batch.add(
            SET,
            feed.insurer().value(),
            feed.incident(),
            message.header().environment().name(),
            row.region(),
            row.line(),
            feed.cutoff(),
            row.reported(),
            row.surveyed(),
            row.assessed(),
            row.closed(),
            row.rejected(),
            index);
      }
    }

    private Map<List<String>, Known> known(Connection transaction) throws SQLException {
      try (PreparedStatement query = transaction.prepareStatement(KNOWN)) {
        query.setString(1, feed.insurer().value());
        query.setString(2, feed.incident());
        query.setString(3, message.header().environment().name());
        Map<List<String>, Known> known = new HashMap<>();
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            List<Long> counters =
                List.of(
                    row.getLong(4), row.getLong(5), row.getLong(6), row.getLong(7), row.getLong(8));
            known.put(
                List.of(row.getString(1), row.getString(2)), new Known(row.getLong(3), counters));
          }
        }
        return known;
      }
    }
  }

  private static List<Long> counters(ClaimFeed.Row row) {
    return List.of(row.reported(), row.surveyed(), row.assessed(), row.closed(), row.rejected());
  }
}
