package io.kanhe.fault;

import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.HeaderBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Accidents with two insurers and chains of warnings, submitted in any order and each twice, while
 * the gateway is killed. Only the registration of an accident comes before the rest of it, because
 * an accident that nobody registered is unknown.
 */
final class DomainRun implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final Path SAMPLES = Path.of("config/catalogue/samples");
  private static final String A = "91331000TEXT000A0M";
  private static final String B = "91331000TEXT000B9J";

  private final FaultGateway gateway;
  private final Random random;
  private final int cases;
  private final History history;
  private final Answers answers;
  private final Map<String, FaultPartner> partners = new TreeMap<>();
  private final Map<String, QueueSender> senders = new TreeMap<>();
  private int submitted;

  DomainRun(FaultGateway gateway, long seed, int cases) throws IOException, InterruptedException {
    this.gateway = gateway;
    this.random = new Random(seed);
    this.cases = cases;
    this.history = new History(gateway.home().resolve("histories").resolve("receipts"));
    this.answers = new Answers(history);
    gateway.start();
    partner("insurer-a", A);
    partner("insurer-b", B);
    partner("police-traffic-tz", "11331000TEXT000J4J");
    partner("met-taizhou", "12331000TEXT000177");
  }

  private void partner(String id, String uscc) throws IOException {
    FaultPartner partner = new FaultPartner(gateway.certs(), id, uscc);
    partners.put(id, partner);
    senders.put(id, new QueueSender(partner, gateway.corePort(), answers));
  }

  void play() throws IOException, InterruptedException {
    List<Outgoing> first = new ArrayList<>();
    for (int i = 0; i < cases; i++) {
      first.add(collision("insurer-a", "register", i, sample("mutual-collision-case.xml")));
    }
    submitAndKill(first);
    List<Outgoing> rest = new ArrayList<>();
    for (int i = 0; i < cases; i++) {
      String progress = sample("self-claim-progress.xml");
      rest.add(collision("insurer-a", "progress", i, progress));
      rest.add(
          collision(
              "insurer-b",
              "progress",
              i,
              progress.replace(A, B).replace("浙J12345", "浙JD12345").replace("1500.00", "1900.00")));
      rest.add(document(i, 1, "ISSUED"));
      rest.add(document(i, 2, "REVISED"));
      rest.add(alert(3 * i, "Alert", 0));
      rest.add(alert(3 * i + 1, "Update", 3 * i));
      rest.add(alert(3 * i + 2, "Cancel", 3 * i + 1));
    }
    submitAndKill(rest);
  }

  private void submitAndKill(List<Outgoing> messages) throws IOException, InterruptedException {
    List<Outgoing> twice = new ArrayList<>(messages);
    twice.addAll(messages);
    Collections.shuffle(twice, random);
    int before = answers.count();
    twice.forEach(each -> senders.get(each.sent().sender()).submit(each));
    submitted += messages.size();
    await(before + 1 + random.nextInt(messages.size() * 2 / 3));
    gateway.kill();
    gateway.start();
    await(submitted);
  }

  private void await(int wanted) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (answers.count() < wanted) {
      if (System.nanoTime() > deadline || !gateway.isAlive()) {
        throw new AssertionError(
            answers.count()
                + " of "
                + wanted
                + " answered, refusals "
                + answers.refusals()
                + "\n"
                + gateway.tail());
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  List<String> refusals() {
    return answers.refusals();
  }

  private Outgoing collision(String partner, String operation, int number, String payload) {
    FaultPartner from = partners.get(partner);
    return outgoing(
        from,
        from.header("ps.mutual-collision", operation, Direction.EVENT)
            .businessKey(DomainVerdict.caseRef(number))
            .purpose("P01", "LB-CONTRACT"),
        payload
            .replace("HPZ-331002-20260820-000123", DomainVerdict.caseRef(number))
            .replace("331002120260008765", DomainVerdict.document(number)));
  }

  private Outgoing document(int number, int revision, String status) {
    FaultPartner police = partners.get("police-traffic-tz");
    return outgoing(
        police,
        police
            .header("ps.accident.liability", "publish", Direction.EVENT)
            .businessKey(DomainVerdict.document(number))
            .purpose("P01", "LB-LAW")
            .agreementId("AGR-ACC-POLICE-2026"),
        sample("accident-liability-notice.xml")
            .replace("331002120260008765", DomainVerdict.document(number))
            .replace(">ISSUED<", ">" + status + "<")
            .replace("revision>1<", "revision>" + revision + "<"));
  }

  /** Sent ten seconds after the one that it refers to. */
  private Outgoing alert(int number, String type, int referred) {
    FaultPartner met = partners.get("met-taizhou");
    String id = SampleAlert.id(number);
    String references =
        type.equals("Alert")
            ? ""
            : "<references>33100033200000,"
                + SampleAlert.id(referred)
                + ","
                + sent(referred)
                + "</references>";
    return outgoing(
        met,
        met.alert(id, "AGR-EW-MET-2026"),
        SampleAlert.cap(id)
            .replace("2026-08-24T20:10:00+08:00", sent(number))
            .replace(">Alert<", ">" + type + "<")
            .replace("</code><info>", "</code>" + references + "<info>"));
  }

  private static String sent(int number) {
    return "2026-08-24T20:10:" + (number % 3) + "0+08:00";
  }

  private static Outgoing outgoing(FaultPartner sender, HeaderBuilder header, String payload) {
    byte[] bytes = sender.forQueue(header, payload.getBytes(StandardCharsets.UTF_8));
    return new Outgoing(
        new Sent(
            sender.id(),
            header.build().messageId().toString(),
            Digest.sha256(bytes).hex(),
            FaultPartner.digest(payload).hex()),
        bytes);
  }

  private static String sample(String name) {
    try {
      return Files.readString(SAMPLES.resolve(name))
          .replaceFirst("<\\?xml[^>]*\\?>\\s*", "")
          .strip();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    for (QueueSender sender : senders.values()) {
      sender.close();
    }
    history.close();
  }
}
