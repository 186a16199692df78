package io.kanhe.routing;

/** An address or expression that a route may not use: what was found and what to write instead. */
final class StepRefused extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN_CHARACTERS = 60;

  private final String found;
  private final String instead;

  StepRefused(String found, String instead) {
    super(found + ". " + instead, null, false, false);
    this.found = found;
    this.instead = instead;
  }

  String found() {
    return found;
  }

  String instead() {
    return instead;
  }

  /** A value of a route file, short and on one line. */
  static String shown(String text) {
    String line = text.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?");
    return line.length() > SHOWN_CHARACTERS ? line.substring(0, SHOWN_CHARACTERS) + "…" : line;
  }
}
