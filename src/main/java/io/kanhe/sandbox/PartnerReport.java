package io.kanhe.sandbox;

import io.kanhe.message.Header;
import io.kanhe.message.Origin;
import io.kanhe.platform.ErrorCode;
import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/** What a partner simulator says while it runs: a line for each thing. Thread-safe. */
final class PartnerReport {

  private final PrintStream out;
  private final Clock clock;
  private boolean failed;

  PartnerReport(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  synchronized void ok(String text) {
    line("✓ " + text);
  }

  synchronized void note(String text) {
    line("  " + text);
  }

  /** Something that makes {@code --once} fail. */
  synchronized void wrong(String text) {
    failed = true;
    line("✗ " + text);
  }

  /** A refusal by its code, with what the table of errors says to do. */
  void refused(String what, String code, String detail) {
    Optional<ErrorCode> known =
        Arrays.stream(ErrorCode.values())
            .filter(each -> code.startsWith(Integer.toString(each.number())))
            .findFirst();
    wrong(
        what
            + ": refused with "
            + known.map(ErrorCode::toString).orElse(code)
            + (detail.isEmpty() ? "" : ": " + detail));
    known.ifPresent(each -> note("  " + each.title() + " What to do: " + each.remedy()));
  }

  void delivered(ReceivedMessage message) {
    Header header = message.header();
    Origin origin = header.origin();
    ok(
        "delivered "
            + header.serviceId()
            + "."
            + header.operation()
            + " "
            + header.direction()
            + " "
            + header.messageId()
            + ", key "
            + header.businessKey()
            + (origin == null
                ? ", from the gateway itself"
                : ", from " + origin.sender() + ", ledger entry " + origin.ledgerIndex())
            + (message.marked() ? ", may be a repetition" : "")
            + ", "
            + message.payload().length
            + " bytes");
  }

  synchronized boolean isAllRight() {
    return !failed;
  }

  private void line(String text) {
    LocalTime now =
        LocalTime.ofInstant(clock.instant(), ZoneId.systemDefault())
            .truncatedTo(ChronoUnit.SECONDS);
    out.printf("%tT %s%n", now, text);
    out.flush();
  }
}
