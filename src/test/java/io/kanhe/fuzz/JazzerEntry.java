package io.kanhe.fuzz;

/** What Jazzer calls: the target named by its argument. */
public final class JazzerEntry {

  private static FuzzTarget target;

  private JazzerEntry() {}

  /** Samples are made with a status server of the tests; no input may connect to anything. */
  public static void fuzzerInitialize(String[] arguments) throws Exception {
    try (AutoCloseable connections = allowConnections()) {
      target = FuzzTargets.named(arguments[0]);
    }
  }

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    target.check(input);
  }

  /** By reflection: Jazzer is there with {@code -Pfuzz} only. */
  private static AutoCloseable allowConnections() throws ReflectiveOperationException {
    return (AutoCloseable)
        Class.forName("com.code_intelligence.jazzer.api.BugDetectors")
            .getMethod("allowNetworkConnections")
            .invoke(null);
  }
}
