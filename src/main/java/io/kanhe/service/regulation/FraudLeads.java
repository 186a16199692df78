package io.kanhe.service.regulation;

import io.kanhe.intake.DomainState;
import io.kanhe.message.Header;
import io.kanhe.message.Uscc;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.participant.Role;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The steps of leads, each written in the commit that accepts its message. The number of a lead and
 * what it says stay out of the ledger; the state does not. Thread-safe.
 */
final class FraudLeads implements DomainState {

  static final String SERVICE = "fraud.lead";

  /** What the gateway noticed by itself concerns no lead yet. */
  private static final String INDICATOR = "indicator";

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
  private static final Set<Role> REPORTERS = Set.of(Role.INSURER, Role.ASSOCIATION);

  private final ParticipantRegistry registry;
  private final LeadTerms terms;

  FraudLeads(ParticipantRegistry registry, LeadTerms terms) {
    this.registry = registry;
    this.terms = terms;
  }

  @Override
  public Optional<Step> step(Incoming message) {
    Header header = message.header();
    if (!header.serviceId().equals(SERVICE) || header.operation().equals(INDICATOR)) {
      return Optional.empty();
    }
    LeadDocument document = LeadDocument.read(message.payload());
    LeadKey key = document.key();
    if (!header.businessKey().equals(key.leadNo())) {
      throw failed("businessKey", "another value", "the leadNo");
    }
    return Optional.of(
        switch (header.operation()) {
          case "refer" -> referral(message, document, key);
          case "progress" -> progress(message, document, key);
          default -> overdue(message, key);
        });
  }

  private Step referral(Incoming message, LeadDocument document, LeadKey key) {
    Participant sender = registry.byId(message.sender()).orElseThrow();
    if (!REPORTERS.contains(sender.role())) {
      throw new KanheException(
          ErrorCode.NO_AGREEMENT, "leads come from insurers and their association only");
    }
    if (!key.reporter().equals(message.header().sender())) {
      throw failed("reporterOrg", "another organisation", "the sender");
    }
    if (document.leadTime().isAfter(message.header().sentTime())) {
      throw failed("leadTime", "a time after sentTime", "an earlier one");
    }
    document.checkPlainText();
    List<Uscc> police =
        message.header().receivers().stream()
            .filter(each -> roleOf(each).filter(Role.POLICE_ECON::equals).isPresent())
            .toList();
    if (police.size() != 1) {
      throw failed("receiver", police.size() + " police units", "one, which decides");
    }
    return new Referral(message, key, police.get(0), terms.dueAt(message.receivedAt()));
  }

  private static Step progress(Incoming message, LeadDocument document, LeadKey key) {
    LeadEvent event = document.event();
    LocalDate today = LocalDate.ofInstant(message.header().sentTime().toInstant(), CHINA);
    LocalDate date =
        event instanceof LeadEvent.Accepted accepted
            ? accepted.acceptDate()
            : event instanceof LeadEvent.Result result ? result.resultDate() : today;
    if (date.isAfter(today)) {
      throw failed("acceptDate or resultDate", "a day to come", "a day until that of sentTime");
    }
    return new Progress(message, key, event);
  }

  private Step overdue(Incoming message, LeadKey key) {
    if (!message.sender().equals(registry.gateway().id())) {
      throw new KanheException(ErrorCode.NO_AGREEMENT, "only the gateway says that a term is over");
    }
    return new Overdue(key);
  }

  private Optional<Role> roleOf(Uscc uscc) {
    return registry.byUscc(uscc).map(Participant::role);
  }

  private record Referral(Incoming message, LeadKey key, Uscc police, Instant dueAt)
      implements Step {

    @Override
    public Decision decide(Connection transaction) throws SQLException {
      if (LeadRow.find(transaction, key).isPresent()) {
        throw new KanheException(
            ErrorCode.STATE_CONFLICT, "a lead with this leadNo exists (expected: a new number)");
      }
      return new Decision(
          facts(LeadCase.NEW),
          (accepted, batch) ->
              new LeadRow(
                      key,
                      police,
                      message.header().environment(),
                      accepted.index(),
                      dueAt,
                      false,
                      LeadCase.NEW)
                  .insert(batch, message.receivedAt()));
    }
  }

  private record Progress(Incoming message, LeadKey key, LeadEvent event) implements Step {

    @Override
    public Decision decide(Connection transaction) throws SQLException {
      LeadRow row =
          LeadRow.find(transaction, key)
              .filter(each -> each.police().equals(message.header().sender()))
              .filter(each -> each.environment() == message.header().environment())
              .orElseThrow(FraudLeads::unknown);
      LeadCase next = row.progress().with(event);
      if (next.equals(row.progress())) {
        return Decision.unchanged(facts(next));
      }
      return new Decision(
          facts(next), (accepted, batch) -> row.update(batch, next, message.receivedAt()));
    }
  }

  private record Overdue(LeadKey key) implements Step {

    @Override
    public Decision decide(Connection transaction) throws SQLException {
      LeadRow row = LeadRow.find(transaction, key).orElseThrow(FraudLeads::unknown);
      if (!row.progress().isUndecided()) {
        throw new KanheException(
            ErrorCode.STATE_CONFLICT, "the lead is decided (expected: NEW or ACKED)");
      }
      return new Decision(facts(row.progress()), (accepted, batch) -> row.markOverdue(batch));
    }
  }

  private static Map<String, String> facts(LeadCase after) {
    return Map.of("leadState", after.state().name());
  }

  /** The same words whether there is no such lead or it is another unit's. */
  private static KanheException unknown() {
    return new KanheException(
        ErrorCode.NOT_FOUND, "no lead of this reporter and leadNo was addressed to the sender");
  }

  private static KanheException failed(String field, String found, String expected) {
    return new KanheException(
        ErrorCode.RULE_FAILED, field + ": found " + found + ", expected " + expected);
  }
}
