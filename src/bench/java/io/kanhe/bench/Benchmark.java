package io.kanhe.bench;

import io.kanhe.sandbox.SandboxKeys;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import javax.net.ssl.SSLContext;

/**
 * Starts both sides, sends the same signed requests to each in turn and prints what it measured.
 */
public final class Benchmark {

  private final Options options;
  private final ClientKeys keys;
  private final SSLContext tls;

  private Benchmark(Options options, ClientKeys keys) throws Exception {
    this.options = options;
    this.keys = keys;
    this.tls = keys.tls(Requests.SENDER);
  }

  public static void main(String[] arguments) throws Exception {
    Options options = Options.read();
    Path parent = Files.createDirectories(options.base().resolve("target/bench"));
    Path home = Files.createTempDirectory(parent, "run-");
    SandboxKeys.ensure(home.resolve("certs"));
    try (Sides sides = new Sides(options, home)) {
      Side gateway = sides.gateway();
      Side bare = sides.bare();
      Benchmark benchmark = new Benchmark(options, ClientKeys.read(home.resolve("certs")));
      print(
          "Kanhe (durable, receipt; each message then goes to one recipient's queue) beside bare"
              + " CXF + WSS4J StAX (nothing kept, signed answer).");
      print(
          "TLS 1.3 with client certificate on both, RSA-2048 sender, %d connections, heap %s each,"
              + " %d processors shared with the client, load average %.1f.",
          Round.CONNECTIONS, options.heap(), Runtime.getRuntime().availableProcessors(), load());
      benchmark.compare(gateway, bare, Payloads.alert(2 * 1024), options.messages());
      if (options.largeMessages() > 0) {
        benchmark.compare(gateway, bare, Payloads.alert(100 * 1024), options.largeMessages());
      }
    }
  }

  private void compare(Side gateway, Side bare, String payload, int count) throws Exception {
    Requests requests = new Requests(keys, payload);
    List<Round> ours = new ArrayList<>();
    List<Round> theirs = new ArrayList<>();
    int envelopeBytes = requests.sign(1).get(0).length;
    print("");
    for (Side side : List.of(gateway, bare)) {
      requireVerification(side, requests);
    }
    print("payload %d bytes, envelope %d bytes", Payloads.bytes(payload), envelopeBytes);
    for (int i = 0; i <= options.rounds(); i++) {
      List<byte[]> signed = requests.sign(count);
      Round our = Round.run(gateway, signed, tls);
      Round their = Round.run(bare, signed, tls);
      if (i > 0) {
        ours.add(our);
        theirs.add(their);
      }
      print(
          "round %d%s: kanhe %.0f/s, cxf-stax %.0f/s, load average %.1f",
          i, i == 0 ? " (warm-up)" : "", our.perSecond(), their.perSecond(), load());
    }
    print("%-10s %12s %9s %9s %12s", "side", "answers/s", "p50 ms", "p99 ms", "CPU ms/msg");
    row(gateway.name(), ours);
    row(bare.name(), theirs);
    print(
        "ratio      answers/s %.2f, per CPU second %.2f",
        median(ours, Round::perSecond) / median(theirs, Round::perSecond),
        median(theirs, Round::cpuMillis) / median(ours, Round::cpuMillis));
    print(
        "kanhe with routing and hand-over to the queue: %.0f messages/s, %.2f CPU ms/message",
        median(ours, Round::settledPerSecond), median(ours, Round::settledCpuMillis));
  }

  /** A side that takes a changed payload does less than it should, and its figures mean nothing. */
  private void requireVerification(Side side, Requests requests) throws Exception {
    String signed = new String(requests.sign(1).get(0), StandardCharsets.UTF_8);
    String changed = signed.replace(">Expected<", ">Immediate<");
    try (Connection connection = new Connection(side, tls)) {
      connection.post(signed.getBytes(StandardCharsets.UTF_8));
      String answer;
      try {
        connection.post(changed.getBytes(StandardCharsets.UTF_8));
        answer = null;
      } catch (IOException refused) {
        answer = refused.getMessage();
      }
      if (answer == null || !answer.contains("Fault")) {
        throw new IllegalStateException(
            side.name() + " did not refuse a changed payload: " + answer);
      }
    }
  }

  private static void row(String name, List<Round> rounds) {
    print(
        "%-10s %12.0f %9.1f %9.1f %12.2f",
        name,
        median(rounds, Round::perSecond),
        median(rounds, round -> round.percentileMillis(0.50)),
        median(rounds, round -> round.percentileMillis(0.99)),
        median(rounds, Round::cpuMillis));
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
