package io.kanhe.service.policing;

import io.kanhe.catalogue.Identifiers;
import io.kanhe.intake.DomainState;
import io.kanhe.ledger.Change.Batch;
import io.kanhe.message.Environment;
import io.kanhe.message.Payload;
import io.kanhe.message.Uscc;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.service.notice.Notice;
import io.kanhe.service.notice.Terms;
import io.kanhe.service.policing.JdbcCollisions.Registered;
import io.kanhe.service.policing.JdbcCollisions.State;
import io.kanhe.service.policing.JdbcCollisions.Vehicle;
import io.kanhe.trust.KeyedHash;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collisions from their registration until both sides have paid: registers what the rules allow,
 * brings the reports of the insurers together, and finds out who pays twice and who keeps silent.
 */
final class CollisionRegister implements DomainState {

  private static final String PAID = "PAID";

  private final CollisionRules rules;
  private final CollisionNotices notices;
  private final KeyedHash hash;
  private final Terms terms;

  CollisionRegister(CollisionRules rules, CollisionNotices notices, KeyedHash hash, Terms terms) {
    this.rules = rules;
    this.notices = notices;
    this.hash = hash;
    this.terms = terms;
  }

  /** Everything about one case is decided one after the other. */
  record Key(Environment environment, String caseRef) {}

  @Override
  public Optional<Step> step(Incoming message) {
    if (!message.header().serviceId().equals(CollisionCase.SERVICE)
        || !(message.payload() instanceof Payload.Inline inline)) {
      return Optional.empty();
    }
    return switch (message.header().operation()) {
      case "register" -> Optional.of(registration(message, CollisionCase.read(inline.bytes())));
      case "progress" -> Optional.of(progress(message, inline.bytes()));
      default -> Optional.empty();
    };
  }

  private Step registration(Incoming message, CollisionCase collision) {
    if (collision.parties().stream()
        .noneMatch(party -> party.insurer().equals(message.header().sender()))) {
      throw new KanheException(
          ErrorCode.RULE_FAILED,
          "ctpInsurer: found none that is the sender (expected: a vehicle of its own)");
    }
    CollisionRules.Eligibility eligibility = rules.evaluate(collision);
    if (!eligibility.isEligible()) {
      throw new KanheException(
          ErrorCode.RULE_FAILED,
          "the case fails "
              + String.join(", ", eligibility.failedRules())
              + " of "
              + rules.ruleSet()
              + " (expected: an eligible case)");
    }
    return new Registration(message, collision);
  }

  private final class Registration implements Step {
    private final Incoming message;
    private final CollisionCase collision;

    Registration(Incoming message, CollisionCase collision) {
      this.message = message;
      this.collision = collision;
    }

    @Override
    public Object key() {
      return new Key(message.header().environment(), collision.caseRef());
    }

    @Override
    public Decision decide(Connection transaction) throws SQLException {
      String environment = message.header().environment().name();
      if (JdbcCollisions.find(transaction, message.header().environment(), collision.caseRef())
          .isPresent()) {
        return Decision.unchanged(Map.of("collision", "registered before"));
      }
      return new Decision(
          Map.of("collision", "registered"),
          (accepted, batch) -> {
            batch.add(
                JdbcCollisions.INSERT,
                environment,
                collision.caseRef(),
                collision.liabilityDocument(),
                accepted.index());
            for (CollisionCase.Party party : collision.parties()) {
              batch.add(
                  JdbcCollisions.INSERT_VEHICLE,
                  environment,
                  collision.caseRef(),
                  party.seq(),
                  party.insurer().value(),
                  hash.of(party.plate()));
            }
          });
    }
  }

  private Step progress(Incoming message, byte[] payload) {
    XmlElement root = XmlReader.parse(payload, XmlLimits.defaults()).root();
    Uscc insurer = Identifiers.uscc(XmlPath.child(root, "insurer").orElse(""));
    if (!insurer.equals(message.header().sender())) {
      throw new KanheException(
          ErrorCode.RULE_FAILED, "insurer is not the sender (expected: its own progress)");
    }
    return new Progress(
        message,
        XmlPath.child(root, "caseRef").orElse(""),
        insurer,
        XmlPath.child(root, "plateNo").map(Identifiers::plain).map(hash::of),
        XmlPath.child(root, "stage").orElse(""),
        XmlPath.child(root, "paidAmount").map(BigDecimal::new));
  }

  private final class Progress implements Step {
    private final Incoming message;
    private final String caseRef;
    private final Uscc insurer;
    private final Optional<String> plateHash;
    private final String stage;
    private final Optional<Long> cents;

    Progress(
        Incoming message,
        String caseRef,
        Uscc insurer,
        Optional<String> plateHash,
        String stage,
        Optional<BigDecimal> amount) {
      this.message = message;
      this.caseRef = caseRef;
      this.insurer = insurer;
      this.plateHash = plateHash;
      this.stage = stage;
      this.cents = amount.map(yuan -> yuan.movePointRight(2).longValueExact());
    }

    @Override
    public Object key() {
      return new Key(message.header().environment(), caseRef);
    }

    @Override
    public Decision decide(Connection transaction) throws SQLException {
      Registered collision =
          JdbcCollisions.find(transaction, message.header().environment(), caseRef)
              .filter(each -> each.concerns(insurer))
              .orElseThrow(
                  () ->
                      new KanheException(
                          ErrorCode.NOT_FOUND, "no such case of the sender is registered"));
      Vehicle vehicle = vehicle(collision);
      boolean paid = stage.equals(PAID);
      boolean paidTwice =
          paid
              && (!vehicle.insurer().equals(insurer)
                  || (vehicle.paidBy() != null && !vehicle.paidBy().equals(insurer.value())));
      boolean closes = paid && !paidTwice && othersPaid(collision, vehicle);
      return new Decision(
          Map.of("collision", paidTwice ? "DOUBLE_PAID" : closes ? "CLOSED" : stage),
          (accepted, batch) -> {
            batch.add(
                JdbcCollisions.SET_STAGE,
                stage,
                paid ? insurer.value() : vehicle.paidBy(),
                cents.orElse(vehicle.paidCents()),
                collision.environment().name(),
                caseRef,
                vehicle.seq());
            report(collision, vehicle, paid, paidTwice, closes, batch);
          });
    }

    private void report(
        Registered collision,
        Vehicle vehicle,
        boolean paid,
        boolean paidTwice,
        boolean closes,
        Batch batch) {
      Instant now = message.receivedAt();
      List<Uscc> insurers = collision.insurers();
      if (paidTwice) {
        notices.of(collision, "DOUBLE_PAID", now, insurer, insurers).add(batch);
        return;
      }
      Notice.cancel(notices.missing(collision, vehicle.insurer()), batch);
      if (closes) {
        batch.add(
            JdbcCollisions.SET_STATE, State.CLOSED.name(), collision.environment().name(), caseRef);
        notices.of(collision, "CLOSED", now, null, insurers).add(batch);
      } else if (paid) {
        Instant due = now.plus(terms.days(rules.counterpartMissingAfterDays().at(now)));
        collision.vehicles().stream()
            .filter(other -> other.seq() != vehicle.seq() && isSilent(other))
            .forEach(
                silent -> notices.missing(collision, silent.insurer(), due, insurers).add(batch));
      }
    }

    private Vehicle vehicle(Registered collision) {
      Optional<Vehicle> named =
          collision.vehicles().stream()
              .filter(each -> plateHash.filter(each.plateHash()::equals).isPresent())
              .findFirst();
      if (plateHash.isPresent() && named.isEmpty()) {
        throw new KanheException(
            ErrorCode.RULE_FAILED, "plateNo is not one of the case (expected: a vehicle of it)");
      }
      return named.orElseGet(
          () ->
              collision.vehicles().stream()
                  .filter(each -> each.insurer().equals(insurer))
                  .findFirst()
                  .orElseThrow());
    }

    private static boolean isSilent(Vehicle vehicle) {
      return vehicle.stage().equals("REPORTED") && vehicle.paidBy() == null;
    }

    private static boolean othersPaid(Registered collision, Vehicle vehicle) {
      return collision.vehicles().stream()
          .allMatch(other -> other.seq() == vehicle.seq() || other.paidBy() != null);
    }
  }
}
