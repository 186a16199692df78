package io.kanhe.service.insurance;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Payload;
import io.kanhe.message.Uscc;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.routing.StateKeeper;
import java.time.LocalDate;

/**
 * Keeps coverage feeds: the rows of a feed replace those of the same insurer and day, all at once.
 *
 * <p>Guarantees: reading a feed again changes nothing; a reader never sees half of a feed; of two
 * feeds of one day the later accepted one counts, in whatever order they are read. Thread-safe.
 */
final class ExposureKeeper implements StateKeeper {

  private static final int ROWS_PER_TRANSACTION = 2_000;

  private final JdbcExposures exposures;

  ExposureKeeper(JdbcExposures exposures) {
    this.exposures = exposures;
  }

  @Override
  public String name() {
    return "exposure";
  }

  /**
   * @throws KanheException 4002 as {@link CoverageFile#read}; 5006 if the message is no feed
   */
  @Override
  public void keep(AcceptedMessage message, byte[] payload) {
    if (!(message.payload() instanceof Payload.Stored feed)) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "kanhe:keep?in=exposure of " + message.header().serviceId() + " (expected: a feed)");
    }
    Uscc insurer = message.header().sender();
    long index = message.ledgerIndex();
    CoverageFile file = new CoverageFile(feed.content(), insurer);
    LocalDate asOf = file.read(ROWS_PER_TRANSACTION, rows -> {});
    if (exposures.current(insurer, asOf).orElse(-1) >= index) {
      return;
    }
    // Left over from a reading that did not come to its end.
    exposures.deleteRows(index);
    file.read(ROWS_PER_TRANSACTION, rows -> exposures.insert(index, rows));
    exposures.makeCurrent(insurer, asOf, index).ifPresent(exposures::deleteRows);
  }
}
