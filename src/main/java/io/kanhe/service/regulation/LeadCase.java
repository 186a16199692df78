package io.kanhe.service.regulation;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.service.regulation.LeadEvent.Accepted;
import io.kanhe.service.regulation.LeadEvent.Acknowledged;
import io.kanhe.service.regulation.LeadEvent.LeadResult;
import io.kanhe.service.regulation.LeadEvent.Result;
import io.kanhe.service.regulation.LeadEvent.Returned;
import org.jspecify.annotations.Nullable;

/**
 * How far a lead has come: NEW, ACKED, then ACCEPTED or RETURNED, then FILED or NOT_FILED, then
 * CLOSED.
 *
 * <p>It holds which steps were reported, each once, and the state is the furthest of them. So the
 * order in which steps arrive does not matter: a late one completes the record and does not turn
 * the lead back. What contradicts a reported step is refused. Immutable.
 *
 * @param decision ACCEPTED or RETURNED with what belongs to it
 * @param result FILED or NOT_FILED with its date
 * @param concluded date of the conclusion
 */
record LeadCase(
    boolean acknowledged,
    @Nullable String decision,
    @Nullable String result,
    @Nullable String concluded) {

  static final LeadCase NEW = new LeadCase(false, null, null, null);

  private static final String ACCEPTED = "ACCEPTED";
  private static final String RETURNED = "RETURNED";

  /** The states of the domain. */
  enum State {
    NEW,
    ACKED,
    ACCEPTED,
    RETURNED,
    FILED,
    NOT_FILED,
    CLOSED
  }

  State state() {
    if (concluded != null) {
      return State.CLOSED;
    }
    if (result != null) {
      return State.valueOf(kind(result));
    }
    if (decision != null) {
      return State.valueOf(kind(decision));
    }
    return acknowledged ? State.ACKED : State.NEW;
  }

  /** True while nobody has said whether the lead is taken up. */
  boolean isUndecided() {
    return state() == State.NEW || state() == State.ACKED;
  }

  /**
   * The case with a further step; an equal case if the step was reported before.
   *
   * @throws KanheException 4003 STATE_CONFLICT if it contradicts a step that was reported
   */
  LeadCase with(LeadEvent event) {
    if (event instanceof Acknowledged) {
      return new LeadCase(true, decision, result, concluded);
    }
    if (event instanceof Accepted accepted) {
      String value = ACCEPTED + "|" + accepted.policeUnit() + "|" + accepted.acceptDate();
      return new LeadCase(acknowledged, once(decision, value), result, concluded);
    }
    if (event instanceof Returned returned) {
      if (result != null) {
        throw conflict(RETURNED);
      }
      String value = RETURNED + "|" + returned.reasonCode();
      return new LeadCase(acknowledged, once(decision, value), null, concluded);
    }
    return with((Result) event);
  }

  private LeadCase with(Result event) {
    String date = event.resultDate().toString();
    if (event.result() == LeadResult.CONCLUDED) {
      return new LeadCase(acknowledged, decision, result, once(concluded, date));
    }
    if (decision != null && kind(decision).equals(RETURNED)) {
      throw conflict(event.result().name());
    }
    String value = event.result() + "|" + date;
    return new LeadCase(acknowledged, decision, once(result, value), concluded);
  }

  private String once(@Nullable String known, String reported) {
    if (known != null && !known.equals(reported)) {
      throw conflict(kind(reported));
    }
    return reported;
  }

  private KanheException conflict(String step) {
    return new KanheException(
        ErrorCode.STATE_CONFLICT,
        "the lead is "
            + state()
            + " (expected: a step that agrees with what was reported; found "
            + step
            + ")");
  }

  private static String kind(String value) {
    int end = value.indexOf('|');
    return end < 0 ? value : value.substring(0, end);
  }
}
