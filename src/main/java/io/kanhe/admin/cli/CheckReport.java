package io.kanhe.admin.cli;

import io.kanhe.ledger.Check;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The result of a verification, for people and for programs. */
final class CheckReport {

  private CheckReport() {}

  static String text(List<Check> checks, boolean passed) {
    StringBuilder text = new StringBuilder();
    for (Check check : checks) {
      text.append(
          String.format("%-7s %s: %s%n", check.result(), check.name(), shortened(check.reason())));
    }
    long failed = checks.stream().filter(each -> each.result() == Check.Result.FAIL).count();
    text.append(
        String.format(
            "%s: %d checks, %d failed%n", passed ? "VALID" : "NOT VALID", checks.size(), failed));
    return text.toString();
  }

  static String json(Path file, List<Check> checks, boolean passed) {
    return checks.stream()
            .map(CheckReport::json)
            .collect(
                Collectors.joining(
                    ",",
                    "{\"file\":"
                        + quoted(file.toString())
                        + ",\"valid\":"
                        + passed
                        + ",\"checks\":[",
                    "]}"))
        + System.lineSeparator();
  }

  private static String json(Check check) {
    return "{\"name\":"
        + quoted(check.name())
        + ",\"result\":"
        + quoted(check.result().name().toLowerCase(Locale.ROOT))
        + ",\"reason\":"
        + quoted(check.reason())
        + "}";
  }

  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < 0x20) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private static String shortened(String reason) {
    return reason.length() > 100 ? reason.substring(0, 97) + "..." : reason;
  }
}
