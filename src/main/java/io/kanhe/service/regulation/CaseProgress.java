package io.kanhe.service.regulation;

import io.kanhe.message.Uscc;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a case has come: REGISTERED, ASSIGNED, INVESTIGATING, then MEDIATED, DECIDED or REJECTED,
 * then CLOSED; REOPENED begins the next round.
 *
 * <p>Within a round it holds which steps were reported, and the state is the furthest of them: a
 * late ASSIGNED or INVESTIGATING completes the record and does not turn the case back. A step older
 * than the round changes nothing. Closing needs an outcome and reopening a closed case, because
 * these two decide what the steps around them mean: they are refused until what they rest on has
 * come. Immutable.
 *
 * @param since when the round began
 * @param assignee the newest one, also that of an earlier round
 */
record CaseProgress(
    int round,
    Instant since,
    @Nullable Uscc assignee,
    @Nullable Instant assignedAt,
    boolean investigating,
    @Nullable CaseState outcome,
    boolean closed) {

  static final CaseProgress REGISTERED =
      new CaseProgress(1, Instant.EPOCH, null, null, false, null, false);

  CaseState state() {
    if (closed) {
      return CaseState.CLOSED;
    }
    if (outcome != null) {
      return outcome;
    }
    if (investigating) {
      return CaseState.INVESTIGATING;
    }
    if (isAssigned()) {
      return CaseState.ASSIGNED;
    }
    return round > 1 ? CaseState.REOPENED : CaseState.REGISTERED;
  }

  /** True if somebody was charged with it in this round. */
  private boolean isAssigned() {
    return assignedAt != null && !assignedAt.isBefore(since);
  }

  /** True while the clock of the case runs. */
  boolean isBeingHandled() {
    return outcome == null && isAssigned();
  }

  /**
   * The case with a further step; an equal case if the step was reported before or is overtaken.
   *
   * @throws KanheException 4003 STATE_CONFLICT if the step does not fit
   */
  CaseProgress with(CaseStep step) {
    if (step.at().isBefore(since)) {
      return this;
    }
    return switch (step.action()) {
      case REGISTERED -> throw conflict(step, "a step after the registration");
      case ASSIGNED -> assigned(step);
      case INVESTIGATING ->
          new CaseProgress(round, since, assignee, assignedAt, true, outcome, closed);
      case MEDIATED, DECIDED, REJECTED -> ended(step);
      case CLOSED -> closed(step);
      case REOPENED -> reopened(step);
    };
  }

  private CaseProgress assigned(CaseStep step) {
    boolean overtaken = isAssigned() && (step.assignee() == null || !step.at().isAfter(assignedAt));
    if (overtaken || (isAssigned() && step.assignee().equals(assignee))) {
      return this;
    }
    if (isAssigned() && outcome != null) {
      throw conflict(step, "the assignee under whom the case ended");
    }
    return new CaseProgress(
        round, since, step.assignee(), step.at(), investigating, outcome, closed);
  }

  private CaseProgress ended(CaseStep step) {
    if (outcome != null && outcome != step.action()) {
      throw conflict(step, "the outcome that was reported");
    }
    return new CaseProgress(
        round, since, assignee, assignedAt, investigating, step.action(), closed);
  }

  private CaseProgress closed(CaseStep step) {
    if (outcome == null) {
      throw conflict(step, "MEDIATED, DECIDED or REJECTED first");
    }
    return new CaseProgress(round, since, assignee, assignedAt, investigating, outcome, true);
  }

  private CaseProgress reopened(CaseStep step) {
    if (round > 1 && step.at().equals(since)) {
      return this;
    }
    if (!closed) {
      throw conflict(step, "a closed case");
    }
    return new CaseProgress(round + 1, step.at(), assignee, assignedAt, false, null, false);
  }

  private KanheException conflict(CaseStep step, String expected) {
    return new KanheException(
        ErrorCode.STATE_CONFLICT,
        "the case is " + state() + ", found " + step.action() + " (expected: " + expected + ")");
  }
}
