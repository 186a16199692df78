package io.kanhe.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What a verification of a whole log found.
 *
 * @param entries that the newest checkpoint signs, if its signature verifies
 * @param tiles that were compared
 * @param checkpoints whose signature was verified and whose root was recomputed
 * @param fault the first bad place; {@code null} if everything is as it was signed
 */
public record LogReport(long entries, long tiles, long checkpoints, @Nullable LogFault fault) {

  public boolean isSound() {
    return fault == null;
  }
}
