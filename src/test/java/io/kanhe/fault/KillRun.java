package io.kanhe.fault;

import io.kanhe.message.Digest;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.trust.SoapVersion;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * One run: alerts go in through two doors, the gateway is killed in the middle again and again,
 * everybody writes down what was received. Both halves of every part are signed just before they
 * go, so that no signature grows old.
 */
final class KillRun implements AutoCloseable {

  static final Map<String, String> RECIPIENTS =
      Map.of(
          "insurer-b", "91331000TEXT000B9J",
          "insurer-c", "91330200TEXT000C7B",
          "regulator-zj", "11330000TEXT0005X6",
          "emergency-tz", "11331000TEXT00068J");
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(240);
  private static final int SOAP_CONNECTIONS = 4;

  private final FaultGateway gateway;
  private final Random random;
  private final History sent;
  private final History received;
  private final History delivered;
  private final Answers answers;
  private final Map<String, byte[]> bytes = new HashMap<>();
  private final List<Recipient> recipients = new ArrayList<>();
  private final FaultPartner water;
  private final FaultPartner met;
  private final SoapSender soap;
  private final QueueSender queue;
  private int kills;
  private int submitted;

  /** Starts the gateway and connects everybody. */
  KillRun(FaultGateway gateway, long seed) throws IOException, InterruptedException {
    this.gateway = gateway;
    this.random = new Random(seed);
    var histories = gateway.home().resolve("histories");
    this.sent = new History(histories.resolve("sent"));
    this.received = new History(histories.resolve("receipts"));
    this.delivered = new History(histories.resolve("deliveries"));
    this.answers = new Answers(received);
    gateway.start();
    this.water = new FaultPartner(gateway.certs(), "water-taizhou", "11331000TEXT000255");
    this.met = new FaultPartner(gateway.certs(), "met-taizhou", "12331000TEXT000177");
    X509Certificate certificate =
        Trust.readCertificates(gateway.certs().resolve("kanhe").resolve("signing.pem")).get(0);
    for (Map.Entry<String, String> each : RECIPIENTS.entrySet()) {
      FaultPartner partner = new FaultPartner(gateway.certs(), each.getKey(), each.getValue());
      recipients.add(new Recipient(partner, gateway.corePort(), certificate, delivered));
    }
    this.soap = new SoapSender(water, gateway.https("/services/kanhe"), answers, SOAP_CONNECTIONS);
    this.queue = new QueueSender(met, gateway.corePort(), answers);
  }

  /**
   * Submits {@code messages} in {@code cycles + 1} parts and kills the gateway in the middle of
   * each but the last.
   */
  void play(int messages, int cycles) throws IOException, InterruptedException {
    for (int cycle = 0; cycle <= cycles; cycle++) {
      int part = (messages - submitted) / (cycles + 1 - cycle);
      submit(part);
      if (cycle < cycles) {
        int before = answers.count();
        int share = 1 + (int) (part * (0.05 + 0.75 * random.nextDouble()));
        await("receipts of part " + cycle, ANSWER_PATIENCE, () -> answers.count() - before, share);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(150));
        gateway.kill();
        kills++;
        gateway.start();
      }
    }
    awaitAnswers();
  }

  /** Half of them by SOAP, half by queue; returns before they are answered. */
  void submit(int count) {
    List<Outgoing> part = new ArrayList<>();
    for (int i = submitted; i < submitted + count; i++) {
      part.add(i % 2 == 0 ? forSoap(i) : forQueue(i));
    }
    submitted += count;
    for (Outgoing message : part) {
      sent.add(message.sent().line());
      bytes.put(message.sent().id(), message.bytes());
      if (message.sent().sender().equals(water.id())) {
        soap.submit(message);
      } else {
        queue.submit(message);
      }
    }
  }

  /** Waits until everything that was submitted has its receipt. */
  void awaitAnswers() throws IOException, InterruptedException {
    await("receipts of all", ANSWER_PATIENCE, answers::count, submitted);
  }

  int answered() {
    return answers.count();
  }

  int submitted() {
    return submitted;
  }

  /** How often senders by SOAP were turned away for the moment, by code. */
  Map<String, AtomicInteger> turnedAway() {
    return answers.turnedAway();
  }

  private Outgoing forSoap(int number) {
    String alert = SampleAlert.id(number);
    String payload = SampleAlert.cap(alert);
    HeaderBuilder header = water.alert(alert, "AGR-EW-WATER-2026");
    byte[] signed = water.forSoap(SoapVersion.V1_2, header, payload);
    return outgoing(water, header, signed, payload);
  }

  private Outgoing forQueue(int number) {
    String alert = SampleAlert.id(number);
    String payload = SampleAlert.cap(alert);
    HeaderBuilder header = met.alert(alert, "AGR-EW-MET-2026");
    byte[] signed = met.forQueue(header, payload.getBytes(StandardCharsets.UTF_8));
    return outgoing(met, header, signed, payload);
  }

  private static Outgoing outgoing(
      FaultPartner sender, HeaderBuilder header, byte[] signed, String payload) {
    String id = header.build().messageId().toString();
    String raw = Digest.sha256(signed).hex();
    return new Outgoing(new Sent(sender.id(), id, raw, FaultPartner.digest(payload).hex()), signed);
  }

  /**
   * Waits until every accepted message is at every recipient, or nothing has come for {@code
   * stall}.
   */
  void heal(Duration stall) throws InterruptedException {
    long wanted = (long) answers.count() * recipients.size();
    long last = -1;
    long sinceNanos = System.nanoTime();
    while (arrived() < wanted && System.nanoTime() - sinceNanos < stall.toNanos()) {
      if (arrived() != last) {
        last = arrived();
        sinceNanos = System.nanoTime();
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private long arrived() {
    return recipients.stream().mapToLong(Recipient::originals).sum();
  }

  private void await(String what, Duration patience, LongSupplier count, long wanted)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (count.getAsLong() < wanted) {
      if (System.nanoTime() > deadline || !gateway.isAlive()) {
        throw new AssertionError(
            "%s: %d of %d, refusals %s, gateway:%n%s"
                .formatted(what, count.getAsLong(), wanted, answers.refusals(), gateway.tail()));
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  Verdict verdict() throws IOException {
    List<Receipted> receipts = receipts().stream().map(Answers.Stamped::brief).toList();
    return new HistoryCheck(RECIPIENTS.keySet(), "publish")
        .check(
            sent.lines().stream().map(Sent::parse).toList(),
            receipts,
            delivered.lines().stream().map(Delivered::parse).toList());
  }

  List<Answers.Stamped> receipts() throws IOException {
    return Answers.read(received.lines());
  }

  List<String> refusals() {
    return answers.refusals();
  }

  /** The bytes that were sent under this id. */
  byte[] sentBytes(String id) {
    return bytes.get(id);
  }

  String figures() {
    int marked = recipients.stream().mapToInt(Recipient::marked).sum();
    int refused = recipients.stream().mapToInt(Recipient::refusedAcknowledgements).sum();
    return "submissions "
        + sent.size()
        + ", kills "
        + kills
        + ", receipts "
        + received.size()
        + " for "
        + answers.count()
        + " messages, deliveries "
        + delivered.size()
        + ", marked "
        + marked
        + ", acknowledgements refused "
        + refused;
  }

  /** Ends the partners and leaves the gateway to its owner. */
  @Override
  public void close() throws IOException, InterruptedException {
    soap.close();
    queue.close();
    for (Recipient recipient : recipients) {
      recipient.close();
    }
    sent.close();
    received.close();
    delivered.close();
  }
}
