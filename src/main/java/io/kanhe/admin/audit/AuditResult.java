package io.kanhe.admin.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one audit found.
 *
 * @param entries that were compared with what else is stored
 * @param place of the first difference, {@code null} if there is none
 * @param reason what was found there and expected, without any personal value
 */
public record AuditResult(
    Scope scope, Instant at, long entries, @Nullable String place, @Nullable String reason) {

  public enum Scope {
    /** Some entries, chosen by chance, and the newest ones. */
    SAMPLE,
    /** Every entry, tile, checkpoint, body, delivery and queue. */
    ALL
  }

  public boolean isSound() {
    return place == null;
  }
}
