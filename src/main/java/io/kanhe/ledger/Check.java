package io.kanhe.ledger;

/**
 * One thing that a verifier looked at.
 *
 * @param reason what was found; for FAIL also what was expected, for SKIPPED what was missing, for
 *     WITHHELD why the content is not there although its digest is proven
 */
public record Check(String name, Result result, String reason) {

  public enum Result {
    PASS,
    FAIL,
    SKIPPED,
    WITHHELD
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

  /** What is proven by its digest but was left out or erased, as the ledger records. */
  public static Check withheld(String name, String reason) {
    return new Check(name, Result.WITHHELD, reason);
  }

  /** True if some content was left out. */
  public static boolean anyWithheld(Iterable<Check> checks) {
    for (Check check : checks) {
      if (check.result() == Result.WITHHELD) {
        return true;
      }
    }
    return false;
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
