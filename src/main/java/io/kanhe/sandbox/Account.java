package io.kanhe.sandbox;

import java.io.PrintStream;

/** The readable account of a demonstration: steps as they happen, and what was not as expected. */
final class Account {

  private final PrintStream out;
  private final boolean chinese;
  private final long startNanos = System.nanoTime();
  private int chapters;
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
    chapters++;
    out.println();
    out.println(chapters + "  " + title);
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

  /** The first thing that was not as expected; nothing after it would mean anything. */
  static final class Difference extends RuntimeException {
    private static final long serialVersionUID = 1;

    Difference(String text) {
      super(text);
    }
  }

  /**
   * One expectation of the demonstration.
   *
   * @throws Difference if it is false
   */
  void expect(boolean asExpected, String text) {
    steps++;
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    String mark = asExpected ? "✓" : say("✗ NOT AS EXPECTED:", "✗ 与预期不符：");
    out.printf("   %s %s  (%.1f s)%n", mark, text, seconds);
    out.flush();
    if (!asExpected) {
      failures++;
      throw new Difference(text);
    }
  }

  void summary() {
    out.println();
    out.printf(say("%d steps, %d not as expected.%n", "共 %d 步，%d 步与预期不符。%n"), steps, failures);
    out.flush();
  }

  boolean isAllAsExpected() {
    return failures == 0 && steps > 0;
  }
}
