package io.kanhe.ledger;

import java.time.Instant;
import java.util.Optional;

/** The time stamps of the ledger. Thread-safe. */
public interface Stamps {

  /**
   * Intake asks before it accepts anything.
   *
   * @throws io.kanhe.platform.KanheException 5007 EVIDENCE_LAPSED if entries have waited for a
   *     stamp for longer than the grace
   */
  void requireInTime();

  /** The oldest stamp that covers an entry; asks the authorities now if there is none yet. */
  Optional<StampedCheckpoint> covering(long index);

  /** A stamp over other bytes of the gateway, for instance a signature; empty if none answers. */
  Optional<byte[]> over(byte[] data);

  Status status();

  /**
   * @param coveredEntries entries that a stamp covers
   * @param newest time of the newest stamp
   * @param waitingSince when the oldest entry without a stamp was recorded
   * @param lapsesAt when intake closes or closed if no stamp is had
   * @param lapsed true while intake is closed
   * @param authority who gave the newest stamp
   * @param failures attempts since the start that no authority served
   */
  record Status(
      long coveredEntries,
      Optional<Instant> newest,
      Optional<String> authority,
      Optional<Instant> waitingSince,
      Optional<Instant> lapsesAt,
      boolean lapsed,
      long failures) {}

  /** Where time stamps are switched off. */
  Stamps NONE =
      new Stamps() {
        @Override
        public void requireInTime() {}

        @Override
        public Optional<StampedCheckpoint> covering(long index) {
          return Optional.empty();
        }

        @Override
        public Optional<byte[]> over(byte[] data) {
          return Optional.empty();
        }

        @Override
        public Status status() {
          return new Status(
              0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, 0);
        }
      };
}
