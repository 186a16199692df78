package io.kanhe.ledger;

import io.kanhe.platform.KanheException;
import io.kanhe.trust.TimeStamp;
import io.kanhe.trust.TimeStamping;
import java.time.Duration;
import java.time.Instant;

/** Checks the time stamp over the checkpoint that proves an entry. */
final class StampCheck {

  /** As far as the gateway takes a stamp whose clock differs from its own. */
  private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

  private final TimeStamping stamping;

  StampCheck(TimeStamping stamping) {
    this.stamping = stamping;
  }

  /**
   * @param treeSize of the checkpoint, once its signature was verified
   * @param entryTime what the entry says of its own time
   */
  Check check(
      EvidenceArchive archive,
      String subject,
      String checkpoint,
      long treeSize,
      Instant entryTime) {
    String name = subject + ": time stamp";
    if (archive.text(EvidenceParts.stamped(treeSize)).filter(checkpoint::equals).isEmpty()) {
      return Check.skipped(name, "no stamped checkpoint holds the entry");
    }
    byte[] token = archive.part(EvidenceParts.stamp(treeSize)).orElse(new byte[0]);
    byte[] stamped = archive.part(EvidenceParts.stamped(treeSize)).orElseThrow();
    try {
      TimeStamp stamp = stamping.verify(token, stamped);
      return Check.of(
          name,
          !entryTime.isAfter(stamp.time().plus(CLOCKS_APART)),
          said(stamp),
          "the stamp is older than the entry that it covers");
    } catch (KanheException e) {
      return Check.fail(name, e.code() + ": " + e.getMessage());
    }
  }

  static String said(TimeStamp stamp) {
    return "existed at "
        + stamp.time()
        + ", says "
        + stamp.authority().getSubjectX500Principal().getName();
  }
}
