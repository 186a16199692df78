package io.kanhe.service.insurance;

import io.kanhe.catalogue.Identifiers;
import io.kanhe.intake.DomainState;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.service.notice.DatedNumber;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Emergency plans of insurers (ins.emergency): started once, raised to a higher level (1 is the
 * highest), lowered to a lower one, and ended. A continued report repeats action and level of the
 * plan. A report of an older action that comes late is recorded and changes nothing. Thread-safe.
 */
final class EmergencyPlans implements DomainState {

  static final String SERVICE = "ins.emergency";

  private static final String FIND =
      """
      SELECT action, level, action_at FROM emergency_plan WHERE insurer = ? AND plan_no = ? AND environment = ?""";
  private static final String SET =
      """
      INSERT INTO emergency_plan (insurer, plan_no, environment, action, level, action_at, ledger_index)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (insurer, plan_no, environment) DO UPDATE
      SET action = excluded.action, level = excluded.level, action_at = excluded.action_at,
        ledger_index = excluded.ledger_index""";

  private final DatedNumber firstReportWithinMinutes;

  EmergencyPlans(DatedNumber firstReportWithinMinutes) {
    this.firstReportWithinMinutes = firstReportWithinMinutes;
  }

  private enum Action {
    ACTIVATE,
    UPGRADE,
    DOWNGRADE,
    TERMINATE
  }

  /** The last action on a plan. */
  private record Plan(Action action, int level, Instant at) {}

  private record Key(String insurer, String planNo) {}

  @Override
  public Optional<Step> step(Incoming message) {
    Header header = message.header();
    if (!header.serviceId().equals(SERVICE)
        || !(message.payload() instanceof Payload.Inline inline)) {
      return Optional.empty();
    }
    XmlElement root = XmlReader.parse(inline.bytes(), XmlLimits.defaults()).root();
    if (!Identifiers.plain(text(root, "insurer")).equals(header.sender().value())) {
      throw new KanheException(
          ErrorCode.RULE_FAILED, "insurer: found another one, expected the sender");
    }
    Plan reported =
        new Plan(
            Action.valueOf(text(root, "action")),
            Integer.parseInt(text(root, "level")),
            time(root, "actionTime"));
    boolean late =
        text(root, "reportKind").equals("FIRST")
            && isLate(header, reported.at(), time(root, "incidentStart"));
    return Optional.of(new Report(message, text(root, "planNo"), reported, late));
  }

  /**
   * A real report counts from when it was sent, because its own times are its sender's to choose;
   * an exercise plays days that are over, so there the time of the action counts.
   */
  private boolean isLate(Header header, Instant action, Instant start) {
    boolean real = header.environment() == Environment.Actual;
    Instant told = real ? header.sentTime().toInstant() : action;
    return told.isAfter(start.plus(Duration.ofMinutes(firstReportWithinMinutes.at(start))));
  }

  private record Report(Incoming message, String planNo, Plan reported, boolean late)
      implements Step {

    @Override
    public Object key() {
      return new Key(message.header().sender().value(), planNo);
    }

    @Override
    public Decision decide(Connection transaction) throws SQLException {
      Optional<Plan> known = find(transaction);
      Map<String, String> facts = new TreeMap<>();
      if (late) {
        facts.put("warnings", "LATE_FIRST_REPORT");
      }
      if (known.filter(plan -> isRepeated(plan) || reported.at().isBefore(plan.at())).isPresent()) {
        facts.put("plan", "unchanged");
        return Decision.unchanged(facts);
      }
      check(known);
      facts.put("plan", reported.action() + " " + reported.level());
      return new Decision(
          facts,
          (accepted, batch) ->
              batch.add(
                  SET,
                  message.header().sender().value(),
                  planNo,
                  message.header().environment().name(),
                  reported.action().name(),
                  reported.level(),
                  reported.at(),
                  accepted.index()));
    }

    private boolean isRepeated(Plan plan) {
      return plan.action() == reported.action() && plan.level() == reported.level();
    }

    private void check(Optional<Plan> known) {
      int level = known.map(Plan::level).orElse(0);
      boolean active = known.filter(plan -> plan.action() != Action.TERMINATE).isPresent();
      boolean fits =
          switch (reported.action()) {
            case ACTIVATE -> known.isEmpty();
            case UPGRADE -> active && reported.level() < level;
            case DOWNGRADE -> active && reported.level() > level;
            case TERMINATE -> active;
          };
      if (!fits) {
        throw new KanheException(
            ErrorCode.STATE_CONFLICT,
            "found "
                + reported.action()
                + " to level "
                + reported.level()
                + " of a plan that is "
                + known.map(plan -> plan.action() + " at level " + plan.level()).orElse("unknown")
                + " (expected: an action that fits)");
      }
    }

    private Optional<Plan> find(Connection transaction) throws SQLException {
      try (PreparedStatement query = transaction.prepareStatement(FIND)) {
        query.setString(1, message.header().sender().value());
        query.setString(2, planNo);
        query.setString(3, message.header().environment().name());
        try (ResultSet row = query.executeQuery()) {
          return row.next()
              ? Optional.of(
                  new Plan(
                      Action.valueOf(row.getString(1)),
                      row.getInt(2),
                      Instant.ofEpochMilli(row.getLong(3))))
              : Optional.empty();
        }
      }
    }
  }

  private static Instant time(XmlElement root, String name) {
    return OffsetDateTime.parse(text(root, name)).toInstant();
  }

  private static String text(XmlElement parent, String name) {
    return XmlPath.child(parent, name).orElse("");
  }
}
