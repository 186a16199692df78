package io.kanhe.fuzz;

/** What Jazzer calls: the target named by its argument. */
public final class JazzerEntry {

  private static FuzzTarget target;

  private JazzerEntry() {}

  public static void fuzzerInitialize(String[] arguments) throws Exception {
    target = FuzzTargets.named(arguments[0]);
  }

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    target.check(input);
  }
}
