package io.kanhe.admin.cli;

import io.kanhe.ledger.Check;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The result of a verification, for people in two languages and for programs. The JSON form is
 * {@code docs/verify.schema.json}.
 */
record CheckReport(Path file, List<Check> checks) {

  enum Verdict {
    VALID("VALID", "有效", 0),
    NOT_VALID("NOT VALID", "无效", 1),
    CONTENT_WITHHELD("VALID, CONTENT WITHHELD", "有效(内容未提供)", 3);

    private final String english;
    private final String chinese;
    private final int exitCode;

    Verdict(String english, String chinese, int exitCode) {
      this.english = english;
      this.chinese = chinese;
      this.exitCode = exitCode;
    }

    int exitCode() {
      return exitCode;
    }
  }

  private static final Map<Check.Result, String> CHINESE =
      Map.of(
          Check.Result.PASS, "通过",
          Check.Result.FAIL, "失败",
          Check.Result.SKIPPED, "未查",
          Check.Result.WITHHELD, "未提供");

  private static final int SHOWN = 120;

  Verdict verdict() {
    if (!Check.allPassed(checks)) {
      return Verdict.NOT_VALID;
    }
    return Check.anyWithheld(checks) ? Verdict.CONTENT_WITHHELD : Verdict.VALID;
  }

  /** Names and reasons stay English: they are the terms of the standards. */
  String text(boolean chinese) {
    StringBuilder text = new StringBuilder();
    for (Check check : checks) {
      String result = chinese ? CHINESE.get(check.result()) : check.result().name();
      text.append(
          String.format(
              chinese ? "%-4s %s: %s%n" : "%-8s%s: %s%n",
              result,
              check.name(),
              shortened(check.reason())));
    }
    Verdict verdict = verdict();
    text.append(
        chinese
            ? String.format("%s:共 %d 项,%d 项失败%n", verdict.chinese, checks.size(), failed())
            : String.format(
                "%s: %d checks, %d failed%n", verdict.english, checks.size(), failed()));
    firstFailure()
        .ifPresent(
            check ->
                text.append(
                    String.format(
                        chinese ? "首个问题:%s:%s%n" : "First: %s: %s%n",
                        check.name(),
                        check.reason())));
    return text.toString();
  }

  String json() {
    return checks.stream()
            .map(CheckReport::json)
            .collect(
                Collectors.joining(
                    ",",
                    "{\"file\":"
                        + quoted(file.toString())
                        + ",\"verdict\":"
                        + quoted(verdict().name().toLowerCase(Locale.ROOT))
                        + ",\"valid\":"
                        + (verdict() != Verdict.NOT_VALID)
                        + ",\"firstFailure\":"
                        + firstFailure().map(check -> quoted(check.name())).orElse("null")
                        + ",\"checks\":[",
                    "]}"))
        + System.lineSeparator();
  }

  private Optional<Check> firstFailure() {
    return checks.stream().filter(each -> each.result() == Check.Result.FAIL).findFirst();
  }

  private long failed() {
    return checks.stream().filter(each -> each.result() == Check.Result.FAIL).count();
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
    return reason.length() > SHOWN ? reason.substring(0, SHOWN - 3) + "..." : reason;
  }
}
