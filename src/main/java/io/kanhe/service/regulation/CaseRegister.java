package io.kanhe.service.regulation;

import io.kanhe.intake.DomainState;
import io.kanhe.ledger.Change.Batch;
import io.kanhe.message.Uscc;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.participant.Role;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.service.notice.Terms;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Cases of supervision from their registration to their end, each step in the commit of its
 * message. The number of a case and what it says stay out of the ledger; the state does not.
 * Thread-safe.
 */
final class CaseRegister implements DomainState {

  static final String SERVICE = "reg.case";
  private static final String STATE = "caseState";
  private static final Set<Role> HANDLERS =
      EnumSet.of(Role.INSURER, Role.MEDIATION, Role.REGULATOR_LOCAL);

  private final ParticipantRegistry registry;
  private final CaseNotices notices;
  private final CaseRules rules;
  private final Terms terms;

  CaseRegister(ParticipantRegistry registry, CaseNotices notices, CaseRules rules, Terms terms) {
    this.registry = registry;
    this.notices = notices;
    this.rules = rules;
    this.terms = terms;
  }

  /** Everything about one case is decided one after the other. */
  private record Key(String caseNo) {}

  @Override
  public Optional<Step> step(Incoming message) {
    if (!message.header().serviceId().equals(SERVICE)) {
      return Optional.empty();
    }
    return switch (message.header().operation()) {
      case "register" -> Optional.of(registration(message, CaseDocument.read(message.payload())));
      case "update" -> Optional.of(update(message, CaseDocument.read(message.payload())));
      default -> {
        if (!message.sender().equals(registry.gateway().id())) {
          throw new KanheException(
              ErrorCode.NO_AGREEMENT, "only the gateway says what it finds out about a case");
        }
        yield Optional.empty();
      }
    };
  }

  private Step registration(Incoming message, CaseDocument document) {
    Uscc sender = message.header().sender();
    if (role(sender) == Role.INSURER && !document.insurer().equals(sender)) {
      throw failed("insurer", "another insurer", "the sender's own code");
    }
    if (document.acceptTime().isAfter(message.header().sentTime().toInstant())) {
      throw failed("acceptTime", "a time after sentTime", "an earlier one");
    }
    return new Registration(message, document);
  }

  private Step update(Incoming message, CaseDocument document) {
    if (!document.actor().equals(message.header().sender())) {
      throw failed("actorOrg", "another organisation", "the sender");
    }
    CaseStep step = document.step();
    if (step.at().isAfter(message.header().sentTime().toInstant())) {
      throw failed("time", "a time after sentTime", "an earlier one");
    }
    if (step.assignee() != null && !HANDLERS.contains(role(step.assignee()))) {
      throw failed("assignee", "no insurer, mediator or regulator", "a registered one");
    }
    return new Update(message, document, step);
  }

  private Role role(Uscc organisation) {
    return registry.byUscc(organisation).map(Participant::role).orElse(Role.GATEWAY);
  }

  private String level(CaseRow row, Optional<String> reported, int people, Instant now) {
    boolean mass = row.isMass() || people >= rules.massFromPeople().at(now);
    return mass ? CaseRow.MASS : reported.orElse(row.level());
  }

  private final class Registration implements Step {
    private final Incoming message;
    private final CaseDocument document;

    Registration(Incoming message, CaseDocument document) {
      this.message = message;
      this.document = document;
    }

    @Override
    public Object key() {
      return new Key(document.caseNo());
    }

    @Override
    public Decision decide(Connection transaction) throws SQLException {
      Optional<CaseRow> known = CaseRow.find(transaction, document.caseNo());
      return known.isPresent() ? again(known.get()) : first();
    }

    private Decision first() {
      if (document.status() != CaseState.REGISTERED) {
        throw new KanheException(
            ErrorCode.STATE_CONFLICT,
            "no such case, found " + document.status() + " (expected: REGISTERED)");
      }
      Instant now = message.receivedAt();
      int people = document.people().orElse(1);
      CaseRow reported =
          new CaseRow(
              document.caseNo(),
              message.header().sender(),
              document.insurer(),
              message.header().environment(),
              document.level().orElse("GENERAL"),
              people,
              CaseProgress.REGISTERED);
      CaseRow row =
          reported.with(
              CaseProgress.REGISTERED, level(reported, Optional.empty(), people, now), people);
      return new Decision(
          facts(row),
          (accepted, batch) -> {
            row.insert(batch, accepted.index(), now);
            if (row.isMass()) {
              notices.escalate(row, now, batch);
            }
          });
    }

    /** The same record again, as it stands now: for whom the case was assigned to meanwhile. */
    private Decision again(CaseRow row) {
      boolean same =
          row.registrar().equals(message.header().sender())
              && row.insurer().equals(document.insurer())
              && row.environment() == message.header().environment();
      if (!same) {
        throw new KanheException(
            ErrorCode.STATE_CONFLICT,
            "a case with this caseNo exists (expected: a new number, or its own record)");
      }
      if (document.status() != row.progress().state()) {
        throw new KanheException(
            ErrorCode.STATE_CONFLICT,
            "the case is "
                + row.progress().state()
                + ", found "
                + document.status()
                + " (expected: the state of the case)");
      }
      return Decision.unchanged(facts(row));
    }
  }

  private final class Update implements Step {
    private final Incoming message;
    private final CaseDocument document;
    private final CaseStep reported;

    Update(Incoming message, CaseDocument document, CaseStep reported) {
      this.message = message;
      this.document = document;
      this.reported = reported;
    }

    @Override
    public Object key() {
      return new Key(document.caseNo());
    }

    @Override
    public Decision decide(Connection transaction) throws SQLException {
      CaseRow row =
          CaseRow.find(transaction, document.caseNo())
              .filter(each -> each.environment() == message.header().environment())
              .orElseThrow(CaseRegister::unknown);
      allow(row);
      Uscc assignee = reported.assignee() == null ? row.insurer() : reported.assignee();
      CaseStep step =
          new CaseStep(
              reported.action(),
              reported.at(),
              reported.action() == CaseState.ASSIGNED ? assignee : null);
      CaseProgress next = row.progress().with(step);
      int people = Math.max(row.people(), document.people().orElse(0));
      Optional<String> level = next.equals(row.progress()) ? Optional.empty() : document.level();
      CaseRow after = row.with(next, level(row, level, people, message.receivedAt()), people);
      return after.equals(row)
          ? Decision.unchanged(facts(row))
          : new Decision(facts(after), (accepted, batch) -> write(row, after, batch));
    }

    private void allow(CaseRow row) {
      Uscc sender = message.header().sender();
      if (row.registrar().equals(sender) || role(sender) == Role.REGULATOR_LOCAL) {
        return;
      }
      if (!row.isAssignedTo(sender)) {
        throw unknown();
      }
      if (!CaseState.OF_ASSIGNEE.contains(reported.action())) {
        throw new KanheException(
            ErrorCode.NO_AGREEMENT,
            "the assignee reports " + reported.action() + " (expected: INVESTIGATING, MEDIATED)");
      }
    }

    private void write(CaseRow before, CaseRow after, Batch batch) {
      Instant now = message.receivedAt();
      after.update(batch, now);
      if (after.isMass() && !before.isMass()) {
        notices.escalate(after, now, batch);
      }
      CaseProgress next = after.progress();
      if (!next.isBeingHandled()) {
        notices.stopClock(after, batch);
      } else if (next.round() != before.progress().round()
          || !next.assignedAt().equals(before.progress().assignedAt())) {
        int days = rules.handleWithinDays().at(now);
        notices.startClock(after, now.plus(terms.days(days)), batch);
      }
    }
  }

  private static Map<String, String> facts(CaseRow row) {
    return Map.of(STATE, row.progress().state().name(), "caseLevel", row.level());
  }

  /** The same words whether there is no such case or it is not the sender's. */
  private static KanheException unknown() {
    return new KanheException(
        ErrorCode.NOT_FOUND, "no case of this caseNo was registered by or assigned to the sender");
  }

  private static KanheException failed(String field, String found, String expected) {
    return new KanheException(
        ErrorCode.RULE_FAILED, field + ": found " + found + ", expected " + expected);
  }
}
