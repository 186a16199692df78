package io.kanhe.service.weather;

import io.kanhe.intake.DomainState;
import io.kanhe.ledger.Change.Batch;
import io.kanhe.message.Environment;
import io.kanhe.message.Payload;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.service.weather.JdbcAlerts.Known;
import io.kanhe.service.weather.JdbcAlerts.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Alerts with their updates and cancellations (ew.alert). The first message with an alert id
 * counts. They may come in any order: one that was updated or cancelled before it arrives is
 * recorded and goes to nobody. Only who published an alert can update or cancel it. Thread-safe.
 *
 * <p>Standard: OASIS CAP 1.2 section 3.2.1, msgType and references.
 */
final class AlertChain implements DomainState {

  static final String SERVICE = "ew.alert";

  /** More updates of one warning than any season has; a cycle of references ends too. */
  private static final int LONGEST = 100;

  private final FloodComparison floods;

  AlertChain(FloodComparison floods) {
    this.floods = floods;
  }

  @Override
  public Optional<Step> step(Incoming message) {
    if (!message.header().serviceId().equals(SERVICE)
        || !message.header().operation().equals("publish")
        || !(message.payload() instanceof Payload.Inline inline)) {
      return Optional.empty();
    }
    AlertHead alert = AlertHead.read(inline.bytes());
    return Optional.of(new Publish(message, alert, floods.read(alert, inline.bytes())));
  }

  private final class Publish implements Step {

    private final Incoming message;
    private final AlertHead alert;
    private final Optional<CapAlert> flood;
    private final Environment environment;
    private final Set<String> warnings = new TreeSet<>();

    Publish(Incoming message, AlertHead alert, Optional<CapAlert> flood) {
      this.message = message;
      this.alert = alert;
      this.flood = flood;
      this.environment = message.header().environment();
    }

    /**
     * Its own: bursts of alerts share commits. Of what one commit brings together, the statements
     * see the order; only the facts of the entries may not.
     */
    @Override
    public Object key() {
      return this;
    }

    @Override
    public Decision decide(Connection transaction) throws SQLException {
      warnings.clear();
      Optional<Known> before = JdbcAlerts.find(transaction, environment, alert.id());
      if (before.isPresent()) {
        if (!before.get().digest().equals(digest())) {
          warnings.add("ALERT_ID_REUSED");
        }
        Map<String, String> facts = facts("known as " + before.get().state());
        facts.put("alertIgnored", "true");
        return Decision.unchanged(facts);
      }
      List<Known> referred = referred(transaction);
      Optional<Ending> ending = ending(transaction, referred);
      if (ending.isPresent()) {
        Map<String, String> facts = facts(ending.get().state().name());
        facts.put("alertIgnored", "true");
        return new Decision(
            facts,
            (accepted, batch) -> {
              write(ending.get(), accepted.index(), batch);
              close(alert.references(), ending.get(), batch);
            });
      }
      return news(transaction, referred);
    }

    private Decision news(Connection transaction, List<Known> referred) throws SQLException {
      Set<String> closed = new TreeSet<>(alert.references());
      if (alert.isCancel()) {
        closed.addAll(withUpdates(transaction, referred));
      }
      Optional<FloodComparison.Finding> finding =
          flood.isEmpty() ? Optional.empty() : floods.compare(transaction, flood.get(), message);
      finding
          .filter(FloodComparison.Finding::isInconsistent)
          .ifPresent(it -> warnings.add(it.code()));
      Map<String, String> facts = facts(alert.isCancel() ? "CANCEL" : State.ACTIVE.name());
      finding.ifPresent(it -> facts.put("stageLevel", it.level().name()));
      if (alert.isCancel()) {
        facts.put("impact", "closed");
      }
      return new Decision(
          facts,
          (accepted, batch) -> {
            write(null, accepted.index(), batch);
            State state = alert.isCancel() ? State.CANCELLED : State.UPDATED;
            close(closed, new Ending(state, alert.sent()), batch);
            finding.flatMap(FloodComparison.Finding::notice).ifPresent(it -> it.add(batch));
          });
    }

    /**
     * @throws KanheException 4003 STATE_CONFLICT if somebody else published what is referred to
     */
    private List<Known> referred(Connection transaction) throws SQLException {
      List<Known> referred = new ArrayList<>();
      for (String id : alert.references()) {
        Optional<Known> known = JdbcAlerts.find(transaction, environment, id);
        if (known.isEmpty()) {
          warnings.add("REFERENCE_UNKNOWN");
          continue;
        }
        // Otherwise one department could silence the warnings of another.
        if (!known.get().publisher().equals(message.sender().value())) {
          throw new KanheException(
              ErrorCode.STATE_CONFLICT,
              "references: found an alert of another organisation, expected one of the sender");
        }
        referred.add(known.get());
      }
      return referred;
    }

    /** What ended this alert before it came, if anything did. */
    private Optional<Ending> ending(Connection transaction, List<Known> referred)
        throws SQLException {
      for (Known later : JdbcAlerts.referring(transaction, environment, alert.id())) {
        if (later.publisher().equals(message.sender().value())) {
          boolean cancelled = later.msgType().equals("Cancel") || later.state() == State.CANCELLED;
          return Optional.of(new Ending(cancelled ? State.CANCELLED : State.UPDATED, later.sent()));
        }
      }
      for (Known each : referred) {
        Instant closedAt = each.closedAt();
        if (!alert.isCancel() && closedAt != null) {
          if (closedAt.isAfter(alert.sent())) {
            return Optional.of(new Ending(each.state(), closedAt));
          }
          if (each.state() == State.CANCELLED) {
            warnings.add("REFERENCE_CANCELLED");
          }
        }
      }
      return Optional.empty();
    }

    /** What is cancelled, and whatever updated it until then. */
    private Set<String> withUpdates(Connection transaction, List<Known> referred)
        throws SQLException {
      Map<String, Known> all = new LinkedHashMap<>();
      Deque<Known> open = new ArrayDeque<>(referred);
      while (!open.isEmpty() && all.size() < LONGEST) {
        Known next = open.poll();
        if (all.putIfAbsent(next.id(), next) == null) {
          JdbcAlerts.referring(transaction, environment, next.id()).stream()
              .filter(each -> each.publisher().equals(message.sender().value()))
              .filter(each -> each.msgType().equals("Update"))
              .filter(each -> each.sent().isBefore(alert.sent()))
              .forEach(open::add);
        }
      }
      return all.keySet();
    }

    private void close(Set<String> alerts, Ending ending, Batch batch) {
      for (String id : alerts) {
        batch.add(
            JdbcAlerts.CLOSE,
            ending.state().name(),
            ending.at(),
            environment.name(),
            id,
            message.sender().value());
      }
    }

    private Map<String, String> facts(String state) {
      Map<String, String> facts = new TreeMap<>();
      facts.put("alert", state);
      if (!warnings.isEmpty()) {
        facts.put("warnings", String.join(",", warnings));
      }
      return facts;
    }

    private String digest() {
      return message.header().payloadDigest().toString();
    }

    private void write(@Nullable Ending ending, long index, Batch batch) {
      batch.add(
          JdbcAlerts.INSERT,
          environment.name(),
          alert.id(),
          message.sender().value(),
          alert.sender(),
          alert.sent(),
          alert.msgType(),
          digest(),
          ending == null ? 0 : 1,
          (ending == null ? State.ACTIVE : ending.state()).name(),
          ending == null ? null : ending.at(),
          index);
      for (String id : alert.references()) {
        batch.add(JdbcAlerts.INSERT_REFERENCE, environment.name(), alert.id(), id);
      }
      if (ending == null) {
        batch.add(JdbcAlerts.OVERTAKE, environment.name(), alert.id(), index);
      }
    }
  }

  private record Ending(State state, Instant at) {}
}
