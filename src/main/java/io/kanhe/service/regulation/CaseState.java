package io.kanhe.service.regulation;

import java.util.EnumSet;
import java.util.Set;

/** States of a case: code list KL-33. */
enum CaseState {
  REGISTERED,
  ASSIGNED,
  INVESTIGATING,
  MEDIATED,
  DECIDED,
  REJECTED,
  CLOSED,
  REOPENED;

  /** One of them ends the work on a case. */
  static final Set<CaseState> OUTCOMES = EnumSet.of(MEDIATED, DECIDED, REJECTED);

  /** What the organisation that handles a case may report beside who registered it. */
  static final Set<CaseState> OF_ASSIGNEE = EnumSet.of(INVESTIGATING, MEDIATED);
}
