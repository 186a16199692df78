package io.kanhe.service.regulation;

import java.time.LocalDate;

/** A step that the police reports of a lead. */
sealed interface LeadEvent {

  record Acknowledged() implements LeadEvent {}

  /**
   * @param policeUnit twelve digits
   */
  record Accepted(String policeUnit, LocalDate acceptDate) implements LeadEvent {}

  record Returned(String reasonCode) implements LeadEvent {}

  record Result(LeadResult result, LocalDate resultDate) implements LeadEvent {}

  /** What came of an accepted lead. */
  enum LeadResult {
    /** 立案. */
    FILED,
    /** 不予立案. */
    NOT_FILED,
    /** 结案. */
    CONCLUDED
  }
}
