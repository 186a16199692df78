package io.kanhe.sandbox;

import java.io.PrintStream;

/** The readable account of a demonstration: steps as they happen, and what was not as expected. */
final class Account {

  private final PrintStream out;
  private final boolean chinese;
  private final long startNanos = System.nanoTime();
  private int steps;
  private int failures;

  Account(PrintStream out, boolean chinese) {
    this.out = out;
    this.chinese = chinese;
  }

  /** A sentence in the language of this account. */
  String say(String english, String inChinese) {
    return chinese ? inChinese : english;
  }

  void chapter(String title) {
    out.println();
    out.println(title);
    out.flush();
  }

  /** Something is under way that may take a while. */
  void progress(String text) {
    out.println("   … " + text);
    out.flush();
  }

  void note(String text) {
    out.println("     " + text);
    out.flush();
  }

  /** One expectation of the demonstration; a false one makes it fail at its end. */
  void expect(boolean asExpected, String text) {
    steps++;
    if (!asExpected) {
      failures++;
    }
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    out.printf("   %s %s  (%.1f s)%n", asExpected ? "✓" : "✗ NOT AS EXPECTED:", text, seconds);
    out.flush();
  }

  void summary() {
    out.println();
    out.printf("%d steps, %d not as expected.%n", steps, failures);
    out.flush();
  }

  boolean isAllAsExpected() {
    return failures == 0 && steps > 0;
  }
}
