package io.kanhe.service.livestock;

import io.kanhe.intake.DomainState;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Payload;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.service.livestock.DisposalRecord.State;
import io.kanhe.service.livestock.JdbcDisposals.Known;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Claims on animals that were disposed of: no confirmed disposal, no indemnity, and one indemnity
 * for one animal, whoever asks. A tag that is found right counts as claimed from that commit on; a
 * check of the same claim by the same insurer finds it right again.
 */
final class DisposalClaims implements DomainState {

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
  private static final Pattern EAR_TAG = Pattern.compile("[123][1-9][0-9]{13}");
  private static final String OK = "OK";

  @Override
  public Optional<Step> step(Incoming message) {
    if (!message.header().serviceId().equals(DisposalRecord.SERVICE)
        || !message.header().operation().equals("check-claim")
        || message.header().direction() != Direction.REQUEST
        || !(message.payload() instanceof Payload.Inline inline)) {
      return Optional.empty();
    }
    ClaimCheck check = ClaimCheck.read(inline.bytes());
    if (!check.insurer().equals(message.header().sender().value())) {
      throw failed("insurer is not the sender (expected: its own claim)");
    }
    if (check.recordNo().isEmpty() && check.certNo().isEmpty()) {
      throw failed("neither recordNo nor certNo (expected: one of them)");
    }
    return Optional.of(new Claim(message.header().environment(), check));
  }

  private record Claim(Environment environment, ClaimCheck check) implements Step {

    @Override
    public Object key() {
      return DisposalRegister.KEY;
    }

    @Override
    public Decision decide(Connection transaction) throws SQLException {
      Optional<Known> found = find(transaction);
      List<String> statuses =
          found.isPresent()
              ? statuses(transaction, found.get())
              : check.tags().stream().map(Claim::withoutRecord).toList();
      String code = found.isPresent() ? "0000" : "4001";
      String path =
          found
              .filter(known -> known.deathCause().equals("EPIDEMIC_CULL"))
              .map(known -> "EPIDEMIC_CULL")
              .orElse("DISPOSAL");
      long right = statuses.stream().filter(OK::equals).count();
      return new Decision(
          Map.of("tags", Integer.toString(statuses.size()), "tagsRight", Long.toString(right)),
          (accepted, batch) -> {
            batch.add(
                JdbcDisposals.INSERT_CHECK,
                accepted.index(),
                code,
                path,
                String.join(" ", statuses));
            for (int i = 0; i < statuses.size(); i++) {
              if (statuses.get(i).equals(OK)) {
                batch.add(
                    JdbcDisposals.INSERT_CLAIM,
                    hash(found.orElseThrow(), check.tags().get(i)),
                    check.claimNo(),
                    check.insurer(),
                    accepted.index());
              }
            }
          });
    }

    /** The record that is named; none if number and certificate name two. */
    private Optional<Known> find(Connection transaction) throws SQLException {
      if (check.recordNo().isEmpty()) {
        return JdbcDisposals.byCertNo(transaction, environment, check.certNo());
      }
      return JdbcDisposals.byRecordNo(transaction, environment, check.recordNo())
          .filter(known -> check.certNo().isEmpty() || check.certNo().equals(known.certNo()));
    }

    private static String withoutRecord(String tag) {
      return EAR_TAG.matcher(tag).matches() ? "NOT_IN_RECORD" : "FORMAT_ERROR";
    }

    private List<String> statuses(Connection transaction, Known known) throws SQLException {
      Set<String> inRecord = JdbcDisposals.tags(transaction, environment, known.recordNo());
      Set<String> hashes = new HashSet<>();
      check.tags().forEach(tag -> hashes.add(hash(known, tag)));
      Set<String> claimed =
          JdbcDisposals.claimedElsewhere(transaction, check.claimNo(), check.insurer(), hashes);
      List<String> statuses = new ArrayList<>(check.tags().size());
      for (String tag : check.tags()) {
        String status = status(tag, known, inRecord, claimed);
        if (status.equals(OK)) {
          claimed.add(hash(known, tag)); // an animal that stands twice in a claim is paid once
        }
        statuses.add(status);
      }
      return statuses;
    }

    private String status(String tag, Known known, Set<String> inRecord, Set<String> claimed) {
      if (!EAR_TAG.matcher(tag).matches()) {
        return "FORMAT_ERROR";
      }
      if (!tag.startsWith(known.species())
          || check.species().filter(species -> !tag.startsWith(species)).isPresent()) {
        return "SPECIES_MISMATCH";
      }
      if (!inRecord.contains(tag)) {
        return "NOT_IN_RECORD";
      }
      if (known.state() != State.PROCESSED) {
        return "NOT_PROCESSED";
      }
      if (check.lossDate().filter(day -> day.isAfter(reported(known))).isPresent()) {
        return "DATE_CONFLICT";
      }
      return claimed.contains(hash(known, tag)) ? "ALREADY_CLAIMED" : OK;
    }

    /** An animal was dead when it was reported. */
    private static LocalDate reported(Known known) {
      return LocalDate.ofInstant(Instant.ofEpochMilli(known.reportedAt()), CHINA);
    }

    private String hash(Known known, String tag) {
      return ClaimCheck.hash(environment, known.recordNo(), tag);
    }
  }

  private static KanheException failed(String message) {
    return new KanheException(ErrorCode.RULE_FAILED, message);
  }
}
