package io.kanhe.service.livestock;

import io.kanhe.intake.DomainState;
import io.kanhe.ledger.Change.Batch;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Payload;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.participant.Role;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.service.livestock.DisposalRecord.State;
import io.kanhe.service.livestock.JdbcDisposals.Known;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Disposals from report to processing. Steps may come in any order: an older one is kept in the
 * ledger and changes nothing. What was processed stays as it is, and no animal is processed twice.
 */
final class DisposalRegister implements DomainState {

  /**
   * Tags and claims bind all records together, so all of them are decided one after the other; a
   * province has some hundred a day.
   */
  static final Object KEY = DisposalRecord.SERVICE;

  private static final Set<Role> REPORTERS = Set.of(Role.HUSBANDRY, Role.DISPOSAL_PLANT);

  private final DisposalRules rules;
  private final ParticipantRegistry registry;

  DisposalRegister(DisposalRules rules, ParticipantRegistry registry) {
    this.rules = rules;
    this.registry = registry;
  }

  @Override
  public Optional<Step> step(Incoming message) {
    if (!message.header().serviceId().equals(DisposalRecord.SERVICE)
        || !message.header().operation().equals("record")
        || message.header().direction() != Direction.EVENT
        || !(message.payload() instanceof Payload.Inline inline)) {
      return Optional.empty();
    }
    DisposalRecord disposal = DisposalRecord.read(inline.bytes());
    checkReporter(message, disposal);
    return Optional.of(new Report(message, disposal, rules.check(disposal)));
  }

  private void checkReporter(Incoming message, DisposalRecord disposal) {
    Role role =
        registry
            .byId(message.sender())
            .map(Participant::role)
            .filter(REPORTERS::contains)
            .orElseThrow(
                () -> failed("the sender disposes of no animals (expected: husbandry or a plant)"));
    boolean foreign =
        role == Role.DISPOSAL_PLANT
            && disposal.plant() != null
            && !disposal.plant().equals(message.header().sender().value());
    if (foreign) {
      throw failed("plant is not the sender (expected: its own record)");
    }
  }

  private final class Report implements Step {
    private final Incoming message;
    private final DisposalRecord disposal;
    private final Set<String> warnings;

    Report(Incoming message, DisposalRecord disposal, Set<String> warnings) {
      this.message = message;
      this.disposal = disposal;
      this.warnings = warnings;
    }

    @Override
    public Object key() {
      return KEY;
    }

    @Override
    public Decision decide(Connection transaction) throws SQLException {
      Environment environment = message.header().environment();
      Optional<Known> known =
          JdbcDisposals.byRecordNo(transaction, environment, disposal.recordNo());
      if (known.isPresent() && isOld(known.get())) {
        return Decision.unchanged(
            Map.of("disposal", "known as " + known.get().state(), "disposalIgnored", "true"));
      }
      checkCertificate(transaction, environment);
      if (disposal.state() == State.PROCESSED) {
        checkTags(transaction, environment);
      }
      return new Decision(facts(), (accepted, batch) -> write(accepted.index(), batch));
    }

    /**
     * @throws KanheException 4003 STATE_CONFLICT if the record contradicts what is settled
     */
    private boolean isOld(Known known) {
      if (known.fingerprint().equals(disposal.fingerprint())) {
        return true;
      }
      return switch (known.state()) {
        case PROCESSED -> {
          if (disposal.state() == State.PROCESSED || disposal.state() == State.CANCELLED) {
            throw conflict("the record is PROCESSED with another content (expected: no change)");
          }
          yield true;
        }
        case CANCELLED -> {
          if (disposal.state() == State.PROCESSED) {
            throw conflict("the record is CANCELLED (expected: another record number)");
          }
          yield true;
        }
        case REPORTED, COLLECTED, RECEIVED -> disposal.state().compareTo(known.state()) < 0;
      };
    }

    private void checkCertificate(Connection transaction, Environment environment)
        throws SQLException {
      if (disposal.certNo().isEmpty()) {
        return;
      }
      Optional<Known> other =
          JdbcDisposals.byCertNo(transaction, environment, disposal.certNo())
              .filter(each -> !each.recordNo().equals(disposal.recordNo()));
      if (other.isPresent()) {
        throw conflict("certNo belongs to another record (expected: a certificate of its own)");
      }
    }

    private void checkTags(Connection transaction, Environment environment) throws SQLException {
      Set<String> elsewhere =
          JdbcDisposals.processedElsewhere(
              transaction, environment, disposal.recordNo(), disposal.tags());
      if (!elsewhere.isEmpty()) {
        throw conflict(
            elsewhere.size()
                + " ear tags are PROCESSED in another record (expected: each animal once)");
      }
    }

    /** Nothing of missing animals: the receipt goes to the sender, who may be the one to blame. */
    private Map<String, String> facts() {
      Map<String, String> facts = new HashMap<>();
      facts.put("disposal", disposal.state().name());
      facts.put("claimPath", disposal.claimPath());
      if (!warnings.isEmpty()) {
        facts.put("warnings", String.join(",", warnings));
      }
      return facts;
    }

    private void write(long index, Batch batch) {
      String environment = message.header().environment().name();
      batch.add(
          JdbcDisposals.SET_RECORD,
          environment,
          disposal.recordNo(),
          disposal.certNo(),
          disposal.species(),
          disposal.state().name(),
          disposal.deathCause(),
          disposal.times().report().toInstant(),
          disposal.fingerprint(),
          index);
      batch.add(JdbcDisposals.DELETE_ANIMALS, environment, disposal.recordNo());
      disposal
          .tags()
          .forEach(
              tag -> batch.add(JdbcDisposals.INSERT_ANIMAL, environment, disposal.recordNo(), tag));
      if (QuantityLoss.isIn(disposal)) {
        QuantityLoss.notice(disposal, message, registry.byRole(Role.HUSBANDRY)).add(batch);
      }
    }
  }

  private static KanheException failed(String message) {
    return new KanheException(ErrorCode.RULE_FAILED, message);
  }

  private static KanheException conflict(String message) {
    return new KanheException(ErrorCode.STATE_CONFLICT, message);
  }
}
