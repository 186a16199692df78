package io.kanhe.service.insurance;

import io.kanhe.intake.DomainState;
import io.kanhe.ledger.Change.Batch;
import io.kanhe.message.Payload;
import io.kanhe.message.xml.ElementWriter;
import io.kanhe.message.xml.XmlDateTime;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.participant.Role;
import io.kanhe.service.notice.DatedNumber;
import io.kanhe.service.notice.Notice;
import io.kanhe.service.notice.Terms;
import io.kanhe.service.regulation.WorkingCalendar;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Watches the payment of burglary claims (ins.claim, single claims of line HOME_SEC and cause
 * THEFT): one that is still open when its term ends is told to its insurer and the regulator.
 * Stages may come in any order; the newest by its own time counts. Thread-safe.
 */
final class BurglaryTerms implements DomainState {

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
  private static final Duration WHOLE_DAY = Duration.ofDays(1);
  private static final Set<String> SETTLED = Set.of("PAID", "REJECTED", "WITHDRAWN");
  private static final String FIND =
      """
      SELECT stage_at, occasion FROM claim_term WHERE insurer = ? AND claim_no = ? AND environment = ?""";
  private static final String SET =
      """
      INSERT INTO claim_term (insurer, claim_no, environment, stage, stage_at, occasion, ledger_index)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (insurer, claim_no, environment) DO UPDATE
      SET stage = excluded.stage, stage_at = excluded.stage_at, occasion = excluded.occasion,
        ledger_index = excluded.ledger_index""";

  private final ParticipantRegistry registry;
  private final WorkingCalendar calendar;
  private final Terms terms;
  private final DatedNumber payWithinWorkingDays;
  private final DatedNumber limitYuan;

  BurglaryTerms(
      ParticipantRegistry registry,
      WorkingCalendar calendar,
      Terms terms,
      DatedNumber payWithinWorkingDays,
      DatedNumber limitYuan) {
    this.registry = registry;
    this.calendar = calendar;
    this.terms = terms;
    this.payWithinWorkingDays = payWithinWorkingDays;
    this.limitYuan = limitYuan;
  }

  /** A stage of a claim, as its insurer reports it. */
  private record Claim(String number, String stage, Instant at, BigDecimal amount) {

    boolean isSettled() {
      return SETTLED.contains(stage);
    }
  }

  /**
   * @param occasion of the notice that waits; empty if the claim is settled
   */
  private record Known(Instant at, String occasion) {}

  @Override
  public Optional<Step> step(Incoming message) {
    if (!message.header().serviceId().equals(ClaimRegister.SERVICE)
        || !(message.payload() instanceof Payload.Inline inline)) {
      return Optional.empty();
    }
    XmlElement root = XmlReader.parse(inline.bytes(), XmlLimits.defaults()).root();
    List<Claim> burglaries =
        XmlPath.all(root, "ClaimProgressFeed/cases/case").stream()
            .filter(each -> text(each, "line").equals("HOME_SEC"))
            .filter(each -> text(each, "lossCause").equals("THEFT"))
            .map(BurglaryTerms::claim)
            .toList();
    return burglaries.isEmpty() ? Optional.empty() : Optional.of(new Stages(message, burglaries));
  }

  private static Claim claim(XmlElement row) {
    return new Claim(
        text(row, "claimNo"),
        text(row, "stage"),
        OffsetDateTime.parse(text(row, "stageTime")).toInstant(),
        new BigDecimal(text(row, "amount")));
  }

  private final class Stages implements Step {
    private final Incoming message;
    private final List<Claim> claims;

    Stages(Incoming message, List<Claim> claims) {
      this.message = message;
      this.claims = claims;
    }

    @Override
    public Object key() {
      return List.of(ClaimRegister.SERVICE, "burglary", message.header().sender());
    }

    @Override
    public Decision decide(Connection transaction) throws SQLException {
      List<Change> changes = new ArrayList<>();
      for (String number : claims.stream().map(Claim::number).distinct().toList()) {
        Optional<Known> known = find(transaction, number);
        List<Claim> stages =
            claims.stream()
                .filter(each -> each.number().equals(number))
                .sorted(Comparator.comparing(Claim::at))
                .toList();
        change(stages, known).ifPresent(changes::add);
      }
      boolean over = claims.stream().anyMatch(BurglaryTerms.this::isOverLimit);
      return new Decision(
          over ? Map.of("burglaryWarnings", "PAID_OVER_PRODUCT_LIMIT") : Map.of(),
          (accepted, batch) -> changes.forEach(each -> write(each, accepted.index(), batch)));
    }

    /** What the stages of a claim change together; empty if newer ones are known. */
    private Optional<Change> change(List<Claim> stages, Optional<Known> known) {
      String before = known.map(Known::occasion).orElse("");
      String waiting = before;
      boolean seen = known.isPresent();
      Claim last = null;
      Notice notice = null;
      for (Claim claim : stages) {
        if (known.filter(each -> claim.at().isBefore(each.at())).isPresent()) {
          continue;
        }
        if (claim.isSettled()) {
          waiting = "";
          notice = null;
        } else if (waiting.isEmpty()) {
          if (seen && !claim.stage().equals("REOPENED")) {
            continue;
          }
          notice = notice(claim);
          waiting = notice.occasion();
        }
        seen = true;
        last = claim;
      }
      if (last == null) {
        return Optional.empty();
      }
      return Optional.of(new Change(last, waiting, waiting.equals(before) ? "" : before, notice));
    }

    private Notice notice(Claim claim) {
      int days = payWithinWorkingDays.at(claim.at());
      Instant due =
          terms.day().equals(WHOLE_DAY)
              ? calendar.endAfter(claim.at(), days)
              : message.receivedAt().plus(terms.days(days));
      String insurer = message.header().sender().value();
      OffsetDateTime time = OffsetDateTime.ofInstant(due.truncatedTo(ChronoUnit.SECONDS), CHINA);
      byte[] payload =
          new ElementWriter("ClaimNotice", "urn:kanhe:ins:1.0", "version", "1.0")
              .leaf("insurer", insurer)
              .leaf("claimNo", claim.number())
              .leaf("noticeCode", "PAYMENT_OVERDUE")
              .leaf("noticeTime", XmlDateTime.write(time))
              .finish();
      return new Notice(
          String.join(
              "|",
              ClaimRegister.SERVICE,
              insurer,
              claim.number(),
              message.header().environment().name(),
              "PAYMENT_OVERDUE",
              Long.toString(claim.at().toEpochMilli())),
          due,
          ClaimRegister.SERVICE,
          "notice",
          claim.number(),
          message.header().environment(),
          "P07",
          "LB-SUPERV",
          receivers(),
          payload);
    }

    private List<ParticipantId> receivers() {
      return Stream.concat(
              registry.byUscc(message.header().sender()).stream(),
              registry.byRole(Role.REGULATOR_LOCAL).stream())
          .map(Participant::id)
          .distinct()
          .toList();
    }

    private void write(Change change, long index, Batch batch) {
      if (!change.cancelled().isEmpty()) {
        Notice.cancel(change.cancelled(), batch);
      }
      if (change.notice() != null) {
        change.notice().add(batch);
      }
      batch.add(
          SET,
          message.header().sender().value(),
          change.claim().number(),
          message.header().environment().name(),
          change.claim().stage(),
          change.claim().at(),
          change.occasion(),
          index);
    }

    private Optional<Known> find(Connection transaction, String number) throws SQLException {
      try (PreparedStatement query = transaction.prepareStatement(FIND)) {
        query.setString(1, message.header().sender().value());
        query.setString(2, number);
        query.setString(3, message.header().environment().name());
        try (ResultSet row = query.executeQuery()) {
          return row.next()
              ? Optional.of(new Known(Instant.ofEpochMilli(row.getLong(1)), row.getString(2)))
              : Optional.empty();
        }
      }
    }
  }

  /**
   * @param occasion that waits from now on
   * @param cancelled that waits no more; empty: none
   * @param notice that begins to wait
   */
  private record Change(Claim claim, String occasion, String cancelled, @Nullable Notice notice) {}

  private boolean isOverLimit(Claim claim) {
    BigDecimal limit = BigDecimal.valueOf(limitYuan.at(claim.at()));
    return claim.stage().equals("PAID") && claim.amount().compareTo(limit) > 0;
  }

  private static String text(XmlElement parent, String name) {
    return XmlPath.child(parent, name).orElse("");
  }
}
