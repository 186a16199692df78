package io.kanhe.ledger;

import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.KeyKind;
import io.kanhe.trust.SubjectName;
import io.kanhe.trust.TestPki;
import io.kanhe.trust.TimeStampUnit;
import io.kanhe.trust.TimeStamping;
import io.kanhe.trust.Trust;
import io.kanhe.trust.Validity;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Time stamp authorities of a test authority, and a clock that is set by hand. */
final class StampFixture {

  /** A clock that stands still until it is moved. */
  static final class HandClock extends Clock {

    private volatile Instant now;

    HandClock(Instant now) {
      // The database keeps milliseconds.
      this.now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    void move(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  private StampFixture() {}

  static TimeStamping stamping(TestPki pki) {
    return Trust.timeStamping(pki.anchors(), AlgorithmPolicy.strict());
  }

  static TimeStampUnit unit(TestPki pki, Clock clock) {
    return unit(pki, clock, KeyKind.P_256);
  }

  static TimeStampUnit unit(TestPki pki, Clock clock, KeyKind kind) {
    Validity validity =
        Validity.startingAt(pki.now().minus(Duration.ofDays(1)), Duration.ofDays(300));
    KeyIdentity identity =
        pki.issuing()
            .timestamping(
                new SubjectName("Kanhe Test Organisation", "Test", "tsa", null), kind, validity);
    return Trust.timeStampUnit(identity, "1.2.3.4", clock);
  }

  /** One more entry in the ledger. */
  static void grow(Ledger ledger, Clock clock) {
    Entry entry = Entry.of(EntryType.REFUSED, clock.instant(), Map.of("code", "1001"));
    ledger
        .append(
            new Change<Recorded>() {
              @Override
              public Object key() {
                return entry;
              }

              @Override
              public Plan<Recorded> plan(Connection transaction) {
                return new Append<>(entry, (recorded, batch) -> recorded.get(0));
              }
            })
        .join();
  }
}
