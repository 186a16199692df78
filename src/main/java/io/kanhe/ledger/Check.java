package io.kanhe.ledger;

/**
 * One thing that a verifier looked at.
 *
 * @param reason what was found; for FAIL also what was expected, for SKIPPED what was missing
 */
public record Check(String name, Result result, String reason) {

  public enum Result {
    PASS,
    FAIL,
    SKIPPED
  }

  public static Check pass(String name, String reason) {
    return new Check(name, Result.PASS, reason);
  }

  public static Check fail(String name, String reason) {
    return new Check(name, Result.FAIL, reason);
  }

  public static Check skipped(String name, String reason) {
    return new Check(name, Result.SKIPPED, reason);
  }

  static Check of(String name, boolean passed, String ifPassed, String ifFailed) {
    return passed ? pass(name, ifPassed) : fail(name, ifFailed);
  }

  /** True if something passed and nothing failed: an empty list proves nothing. */
  public static boolean allPassed(Iterable<Check> checks) {
    boolean passed = false;
    for (Check check : checks) {
      if (check.result() == Result.FAIL) {
        return false;
      }
      passed |= check.result() == Result.PASS;
    }
    return passed;
  }
}
