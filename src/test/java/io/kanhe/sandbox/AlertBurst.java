package io.kanhe.sandbox;

import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.Receipt;
import io.kanhe.ledger.ReceiptCodec;
import io.kanhe.message.Digest;
import io.kanhe.message.Header;
import io.kanhe.message.MessageId;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.sandbox.TyphoonAct.Agreements;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many warnings in a short time, as on the day of a typhoon, while an insurer asks the police: how
 * long each warning takes from its acknowledgement to every insurer, and each question to its
 * answer. A warning counts as arrived when the insurer has verified and acknowledged it, which is
 * later than when it stood in the queue.
 */
final class AlertBurst implements AutoCloseable {

  private static final Set<String> INSURERS = Set.of("insurer-a", "insurer-b", "insurer-c");
  private static final String BUREAU = "met-taizhou";
  private static final String NAMESPACE = "xmlns=\"urn:kanhe:ps:1.0\" version=\"1.0\"";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final DemoCast cast;
  private final Conversation talk;
  private final Map<MessageId, Integer> numbers = new ConcurrentHashMap<>();
  private final Map<String, Map<Integer, Long>> arrived = new ConcurrentHashMap<>();
  private final AtomicInteger repeated = new AtomicInteger();
  private final AtomicInteger marked = new AtomicInteger();
  private final AtomicInteger priorities = new AtomicInteger();
  private final AtomicInteger issued = new AtomicInteger();

  AlertBurst(DemoPlan plan) throws Exception {
    INSURERS.forEach(each -> arrived.put(each, new ConcurrentHashMap<>()));
    cast = DemoCast.assemble(plan, new Clocked());
    talk = new Conversation(cast);
    cast.responders().when("ps.vehicle.stolen", AlertBurst::unknown);
    cast.listen(List.of(Police.SECURITY));
    // Opened once, here: two threads would each open their own and share its receipts out.
    cast.queues(BUREAU);
  }

  /**
   * @param alerts how many of {@code alertBytes}, spread evenly over {@code within}
   * @param largeBytes of one more, in the middle
   * @param perSecond questions
   */
  record Load(int alerts, int alertBytes, int largeBytes, Duration within, int perSecond) {}

  /**
   * Milliseconds, sorted.
   *
   * @param toInsurers of each alert, from its receipt to the last of the three insurers
   * @param large of the large one; -1 if it did not arrive
   * @param lost deliveries that did not come
   * @param repeated deliveries that came twice without the duplicate mark
   */
  record Result(
      List<Long> toReceipt,
      List<Long> toInsurers,
      long large,
      List<Long> queries,
      int unanswered,
      int lost,
      int repeated,
      int marked,
      int otherPriority) {}

  /** Takes the times and keeps nothing else: a burst does not fit in memory. */
  private final class Clocked extends Arrivals {
    @Override
    synchronized void add(ReceivedMessage message) {
      Integer number =
          message.header().operation().equals("publish") && INSURERS.contains(message.partner())
              ? numbers.get(message.header().correlation().orElseThrow())
              : null;
      if (number == null) {
        return;
      }
      if (message.marked()) {
        marked.incrementAndGet();
      } else if (arrived.get(message.partner()).put(number, System.nanoTime()) != null) {
        repeated.incrementAndGet();
      }
      if (message.header().priority() != 9) {
        priorities.incrementAndGet();
      }
    }
  }

  Result run(Load load) throws Exception {
    int large = load.largeBytes() == 0 ? -1 : load.alerts() / 2;
    List<byte[]> signed = new ArrayList<>();
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < load.alerts() + (large < 0 ? 0 : 1); i++) {
      int number = issued.incrementAndGet();
      ids.add(number);
      signed.add(signed(number, i == large ? load.largeBytes() : load.alertBytes()));
    }
    ExecutorService workers = Executors.newFixedThreadPool(2);
    try {
      Future<Map<Integer, Long>> receipts = workers.submit(() -> receipts(signed));
      long end = System.nanoTime() + load.within().toNanos();
      Future<List<Long>> queries = workers.submit(() -> ask(load.perSecond(), end));
      long[] sent = send(signed, load.within());
      Map<Integer, Long> acknowledged = receipts.get();
      List<Long> answers = queries.get();
      await(ids);
      return result(ids, sent, acknowledged, answers, large);
    } finally {
      workers.shutdownNow();
    }
  }

  private Result result(
      List<Integer> ids,
      long[] sent,
      Map<Integer, Long> acknowledged,
      List<Long> asked,
      int large) {
    List<Long> toReceipt = new ArrayList<>();
    List<Long> toInsurers = new ArrayList<>();
    long ofLarge = -1;
    int lost = 0;
    for (int i = 0; i < ids.size(); i++) {
      long last = 0;
      for (Map<Integer, Long> each : arrived.values()) {
        Long at = each.get(ids.get(i));
        lost += at == null ? 1 : 0;
        last = at == null ? last : Math.max(last, at);
      }
      long receipt = acknowledged.get(i);
      toReceipt.add((receipt - sent[i]) / 1_000_000);
      toInsurers.add(Math.max(0, last - receipt) / 1_000_000);
      ofLarge = i == large ? toInsurers.get(i) : ofLarge;
    }
    List<Long> answered = new ArrayList<>(asked.stream().filter(each -> each >= 0).toList());
    for (List<Long> each : List.of(toReceipt, toInsurers, answered)) {
      Collections.sort(each);
    }
    return new Result(
        toReceipt,
        toInsurers,
        ofLarge,
        answered,
        asked.size() - answered.size(),
        lost,
        repeated.get(),
        marked.get(),
        priorities.get());
  }

  private long[] send(List<byte[]> signed, Duration within) throws Exception {
    long[] sent = new long[signed.size()];
    long start = System.nanoTime();
    for (int i = 0; i < signed.size(); i++) {
      sleepUntil(start + within.toNanos() * i / signed.size());
      sent[i] = System.nanoTime();
      cast.queues(BUREAU).send(signed.get(i));
    }
    return sent;
  }

  /** When the receipt of each came. */
  private Map<Integer, Long> receipts(List<byte[]> signed) throws Exception {
    Map<Digest, Integer> open = new HashMap<>();
    for (int i = 0; i < signed.size(); i++) {
      open.put(Digest.sha256(signed.get(i)), i);
    }
    Map<Integer, Long> times = new TreeMap<>();
    while (times.size() < signed.size()) {
      byte[] next = cast.queues(BUREAU).nextReceipt((int) PATIENCE.toSeconds());
      if (next == null) {
        throw new IllegalStateException("no receipt in " + PATIENCE);
      }
      long now = System.nanoTime();
      Receipt receipt = ReceiptCodec.read(next);
      if (receipt.outcome() != EntryType.ACCEPTED) {
        throw new IllegalStateException("a warning was refused: " + receipt.code());
      }
      Integer number = open.get(receipt.rawDigest());
      if (number != null) {
        times.put(number, now);
      }
    }
    return times;
  }

  /** Milliseconds of each question; -1 for one without its answer. */
  private List<Long> ask(int perSecond, long end) throws Exception {
    List<Long> times = new ArrayList<>();
    long next = System.nanoTime();
    while (perSecond > 0 && System.nanoTime() < end) {
      String claim = "CLM-BURST-" + times.size();
      long from = System.nanoTime();
      Answer answer =
          talk.ask(
              "insurer-a",
              "ps.vehicle.stolen",
              "check",
              "<VehicleStolenCheckRequest "
                  + NAMESPACE
                  + "><claimNo>"
                  + claim
                  + "</claimNo><vin>LTEST0001P0000003</vin></VehicleStolenCheckRequest>",
              header ->
                  header.businessKey(claim).purpose("P01", "LB-LAW").operatorRef("A-" + claim));
      boolean good = answer.code().equals("0000") && answer.header() != null;
      times.add(good ? (System.nanoTime() - from) / 1_000_000 : -1);
      next += 1_000_000_000L / perSecond;
      sleepUntil(next);
    }
    return times;
  }

  private void await(List<Integer> ids) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline
        && !arrived.values().stream().allMatch(each -> each.keySet().containsAll(ids))) {
      Thread.sleep(50);
    }
  }

  private static void sleepUntil(long nanos) throws InterruptedException {
    long left = nanos - System.nanoTime();
    if (left > 0) {
      Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
    }
  }

  private byte[] signed(int number, int bytes) {
    MessageId id = MessageId.random();
    numbers.put(id, number);
    String alertId =
        String.format(
            "33100041600000_20260824%02d%02d%02d", number / 3600, number / 60 % 60, number % 60);
    return cast.client(BUREAU)
        .signedForQueue(
            cast.messages(BUREAU).alert(alertId, Agreements.WEATHER).messageId(id),
            alert(alertId, bytes));
  }

  /** An orange warning whose size is that of its polygon, as it is in practice. */
  private static byte[] alert(String id, int bytes) {
    String text =
        TyphoonAct.text("typhoon-orange-native.xml")
            .replace(TyphoonAct.TYPHOON, id)
            .replace("<msgType>Update<", "<msgType>Alert<")
            .replaceFirst("<references>[^<]*</references>", "<references/>")
            .replaceFirst("<areaDesc>[^<]*<", "<areaDesc>椒江区<")
            .replaceFirst("<geocode>[^<]*<", "<geocode>331002000000<");
    String first = "28.100000,121.100000";
    int room = bytes - text.getBytes(StandardCharsets.UTF_8).length;
    StringBuilder polygon = new StringBuilder(first);
    for (int i = 1; polygon.length() < room - 2 * first.length() || i < 4; i++) {
      polygon.append(String.format(" %.6f,%.6f", 28.1 + i % 997 / 1e4, 121.1 + i % 883 / 1e4));
    }
    return text.replaceFirst(
            "<polygon/>", "<polygon>" + polygon.append(' ').append(first) + "</polygon>")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] unknown(String partner, Header query, byte[] payload) {
    String claim =
        XmlPath.child(XmlReader.parse(payload, XmlLimits.defaults()).root(), "claimNo").orElse("");
    return ("<VehicleStolenCheckResponse "
            + NAMESPACE
            + "><claimNo>"
            + claim
            + "</claimNo><status>NORMAL</status><asOf>2026-08-24T08:00:00+08:00</asOf>"
            + "<resultCode>0000</resultCode></VehicleStolenCheckResponse>")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws Exception {
    cast.close();
  }
}
