package io.kanhe.admin;

import io.kanhe.ledger.Stamps;
import java.time.Duration;
import java.time.Instant;

/** How the ledger stands with its time stamp authorities. */
public enum StampState {
  /** Every entry is covered by a stamp, or waits for its turn. */
  GOOD,
  /** More than half of the grace is gone: intake is going to close. */
  NEAR_LAPSE,
  /** Intake is closed with 5007. */
  LAPSED;

  public static StampState of(Stamps.Status status, Instant now) {
    if (status.lapsed()) {
      return LAPSED;
    }
    boolean near =
        status.waitingSince().isPresent()
            && status.lapsesAt().isPresent()
            && Duration.between(now, status.lapsesAt().get())
                    .compareTo(Duration.between(status.waitingSince().get(), now))
                < 0;
    return near ? NEAR_LAPSE : GOOD;
  }
}
