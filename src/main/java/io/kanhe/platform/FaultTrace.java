package io.kanhe.platform;

/**
 * What a log may say of an exception: kinds and places, never a message. The text of a parser's, a
 * driver's or a library's exception may quote the payload or a person.
 */
public final class FaultTrace {

  private static final String OURS = "io.kanhe.";
  private static final int MOST_CAUSES = 6;
  private static final int MOST_FRAMES = 3;

  private FaultTrace() {}

  /**
   * One line: the exception and its causes, the outermost first, each with the code if it is one of
   * Kanhe and with the first places in Kanhe's own code.
   */
  public static String of(Throwable thrown) {
    StringBuilder line = new StringBuilder();
    Throwable each = thrown;
    for (int i = 0; each != null && i < MOST_CAUSES; i++) {
      line.append(i == 0 ? "" : ", caused by ").append(each.getClass().getName());
      if (each instanceof KanheException known) {
        line.append(' ').append(known.code());
      }
      places(each, line);
      each = each.getCause();
    }
    return line.toString();
  }

  /** Where it was thrown, and how Kanhe came there. */
  private static void places(Throwable thrown, StringBuilder line) {
    StackTraceElement[] trace = thrown.getStackTrace();
    int frames = 0;
    for (int i = 0; i < trace.length && frames < MOST_FRAMES; i++) {
      if (i == 0 || trace[i].getClassName().startsWith(OURS)) {
        line.append(frames == 0 ? " at " : " < ").append(place(trace[i]));
        frames++;
      }
    }
  }

  private static String place(StackTraceElement frame) {
    String type = frame.getClassName();
    return type.substring(type.lastIndexOf('.') + 1)
        + "."
        + frame.getMethodName()
        + ":"
        + frame.getLineNumber();
  }
}
