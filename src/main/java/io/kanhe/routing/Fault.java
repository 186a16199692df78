package io.kanhe.routing;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;

/** Turns whatever was thrown into a {@link KanheException} whose message quotes nothing. */
final class Fault {

  private Fault() {}

  /** The exception of Kanhe inside {@code thrown}; otherwise 5005 with its kind and its place. */
  static KanheException of(Throwable thrown) {
    Throwable deepest = thrown;
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof KanheException known) {
        return known;
      }
      deepest = cause;
    }
    // The text of a parser's or converter's exception may quote the payload: it is left out.
    StackTraceElement[] trace = deepest.getStackTrace();
    String place =
        trace.length == 0 ? "" : " at " + trace[0].getFileName() + ":" + trace[0].getLineNumber();
    return new KanheException(
        ErrorCode.INTERNAL, "routing failed with " + deepest.getClass().getSimpleName() + place);
  }
}
