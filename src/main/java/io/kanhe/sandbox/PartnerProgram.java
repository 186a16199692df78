package io.kanhe.sandbox;

import io.kanhe.catalogue.SampleMessage;
import io.kanhe.platform.KanheException;
import jakarta.jms.JMSException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code ./kanhe partner KIND}: plays a partner against a running gateway, through its real doors,
 * with the partner's own keys.
 */
@Command(
    name = "kanhe partner",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 110,
    description = {
      "Plays a partner against a running gateway: connects by its doors, takes deliveries and",
      "acknowledges them, answers queries, sends samples, and watches the log."
    },
    footer = {
      "",
      "Beside ./kanhe up, in two windows:",
      "  ./kanhe partner police",
      "  ./kanhe partner insurer --once --send ps.vehicle.stolen",
      "",
      "Exit codes: 0 all accepted, 1 something was refused, late or not of the same log,",
      "2 wrong usage, keys or addresses."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class PartnerProgram implements Callable<Integer> {

  private static final int DONE = 0;
  private static final int WRONG = 1;
  private static final int USAGE = 2;

  private final PrintStream out;
  private final Clock clock = Clock.systemUTC();

  @Mixin private PartnerOptions options;

  private PartnerProgram(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) {
    System.exit(
        run(
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
            arguments));
  }

  static int run(PrintStream out, String... arguments) {
    CommandLine line =
        new CommandLine(new PartnerProgram(out))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(out, true))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(
                (problem, given) -> {
                  out.println("kanhe partner: " + problem.getMessage());
                  out.println("./kanhe partner --help says what it takes");
                  return USAGE;
                });
    try {
      return line.execute(PartnerSettings.with(arguments));
    } catch (PartnerProblem e) {
      out.println("kanhe partner: " + e.getMessage());
      return USAGE;
    }
  }

  @Override
  public Integer call() throws Exception {
    try {
      PartnerSeat seat = new PartnerSeat(options);
      if (options.list) {
        seat.sendable().forEach(each -> out.println(each));
        return DONE;
      }
      List<SampleMessage> samples = new ArrayList<>();
      for (String each : options.send) {
        samples.add(seat.named(each));
      }
      return run(seat, samples);
    } catch (PartnerProblem e) {
      out.println("kanhe partner: " + e.getMessage());
    } catch (KanheException e) {
      out.println("kanhe partner: " + e.code() + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      out.println("kanhe partner: --id " + options.id() + ": " + e.getMessage());
    }
    return USAGE;
  }

  private int run(PartnerSeat seat, List<SampleMessage> samples)
      throws PartnerProblem, JMSException, InterruptedException {
    PartnerReport report = new PartnerReport(out, clock);
    AtomicBoolean ended = new AtomicBoolean();
    try (PartnerSession session = PartnerSession.open(options, seat, report, clock)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(session, report, ended), "stop"));
      return session.run(samples) ? DONE : WRONG;
    } catch (IOException e) {
      report.wrong("the gateway does not answer any more");
      return WRONG;
    } catch (JMSException e) {
      report.wrong("the broker takes nothing any more");
      return WRONG;
    } finally {
      ended.set(true);
    }
  }

  /** Ctrl-C: what was taken is acknowledged already, so nothing is lost. */
  private static void stop(PartnerSession session, PartnerReport report, AtomicBoolean ended) {
    if (ended.get()) {
      return;
    }
    try {
      session.close();
    } catch (JMSException e) {
      report.note("the connection was closed already");
    }
    report.ok("stopped");
    Runtime.getRuntime().halt(report.isAllRight() ? DONE : WRONG);
  }
}
