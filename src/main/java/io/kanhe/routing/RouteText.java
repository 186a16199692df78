package io.kanhe.routing;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may stand in the texts of a route file. Every check lists what is allowed: Camel's own list
 * of functions grows with every release.
 */
final class RouteText {

  private static final String HEADER = "\\$\\{header\\.[A-Za-z][A-Za-z0-9]*}";
  private static final String OPERAND = "(?:" + HEADER + "|'[^'$\\\\]*'|-?[0-9]{1,18})";
  private static final String COMPARISON =
      OPERAND + " (?:==|!=|<=|>=|<|>|in|!in|contains|!contains|startsWith|endsWith) " + OPERAND;
  private static final Pattern SIMPLE =
      Pattern.compile(HEADER + "|" + COMPARISON + "(?: (?:&&|\\|\\|) " + COMPARISON + "){0,9}");
  private static final Pattern HEADER_REFERENCE = Pattern.compile("\\$\\{header\\.([A-Za-z0-9]+)}");
  private static final Pattern OWN_HEADER = Pattern.compile("[a-z][A-Za-z0-9]{0,39}");
  private static final Pattern PREFIXED_CALL = Pattern.compile("[\\w.-]+:[\\w.-]+\\s*\\(");
  private static final int LONGEST = 2_000;

  private RouteText() {}

  /** Checks that hold for every text of the file. */
  static void any(String text) throws StepRefused {
    if (text.contains("{{")) {
      throw new StepRefused(
          "a placeholder '{{'", "Write the value itself: a route reads no configuration or secret");
    }
    if (text.length() > LONGEST) {
      throw new StepRefused("a text of " + text.length() + " characters", "Keep to " + LONGEST);
    }
  }

  /** An expression or option: Camel would read files and beans named in it. */
  static void value(String text) throws StepRefused {
    String start = text.strip();
    for (String prefix : List.of("resource:", "#", "RAW(", "RAW{", "file:", "classpath:")) {
      if (start.startsWith(prefix)) {
        throw new StepRefused(
            "a value that begins with '" + prefix + "'",
            "Write the value itself: a route reads no file and no bean");
      }
    }
  }

  static void constant(String text) throws StepRefused {
    value(text);
    if (text.contains("${")) {
      throw new StepRefused("'${' in a constant", "Use simple: for headers, or leave it out");
    }
  }

  static void simple(String text) throws StepRefused {
    value(text);
    if (!SIMPLE.matcher(text.strip()).matches()) {
      throw new StepRefused(
          "simple expression '" + StepRefused.shown(text) + "'",
          "Write ${header.Name}, or compare it: ${header.Name} == 'text', joined by && or ||."
              + " Nothing else of the simple language is allowed; to look into the payload use"
              + " xpath");
    }
  }

  static void header(String text) throws StepRefused {
    if (!RouteHeaders.NAMES.contains(text) && !OWN_HEADER.matcher(text).matches()) {
      throw new StepRefused(
          "header '" + StepRefused.shown(text) + "'",
          "Write one of " + new java.util.TreeSet<>(RouteHeaders.NAMES) + " or one of your own");
    }
  }

  static void settableHeader(String name) throws StepRefused {
    if (!name.equals(RouteHeaders.PRIORITY) && !OWN_HEADER.matcher(name).matches()) {
      throw new StepRefused(
          "setHeader of '" + StepRefused.shown(name) + "'",
          "Set "
              + RouteHeaders.PRIORITY
              + ", or a header of your own that begins with a small"
              + " letter and holds only letters and digits");
    }
  }

  static void xpath(String text) throws StepRefused {
    value(text);
    if (text.contains("$")) {
      throw new StepRefused("a variable in xpath", "Write the value itself");
    }
    if (PREFIXED_CALL.matcher(text).find()) {
      throw new StepRefused(
          "a function with a prefix in xpath",
          "Use the functions of XPath 1.0; compare headers in a simple: expression");
    }
  }

  /** Log lines show verified facts about a message, never its content. */
  static void logMessage(String text) throws StepRefused {
    Matcher references = HEADER_REFERENCE.matcher(text);
    while (references.find()) {
      if (!RouteHeaders.NAMES.contains(references.group(1))) {
        throw new StepRefused(
            "header '" + StepRefused.shown(references.group(1)) + "' in a log message",
            "Log only " + new java.util.TreeSet<>(RouteHeaders.NAMES));
      }
    }
    if (HEADER_REFERENCE.matcher(text).replaceAll("").contains("$")) {
      throw new StepRefused(
          "an expression in a log message",
          "Log text and ${header.Kanhe…} only: payloads never go into a log");
    }
  }
}
