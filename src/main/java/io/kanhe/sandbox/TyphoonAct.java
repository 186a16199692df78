package io.kanhe.sandbox;

import io.kanhe.ledger.CheckpointMemory.Seen;
import io.kanhe.ledger.CheckpointMemory.Seen.Verdict;
import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.Receipt;
import io.kanhe.ledger.ReceiptCodec;
import io.kanhe.message.Header;
import io.kanhe.message.MessageId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The first act of scenario A: insurers report their exposure, the weather bureau and the water
 * bureau warn, everybody concerned gets it once and acknowledges, and each insurer learns what the
 * warning means for its own policies.
 */
final class TyphoonAct {

  static final String TYPHOON = "33100041600000_20260824080000";
  static final String FLOOD = "33100033200000_20260824201000";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Set<String> WARNED =
      new TreeSet<>(Set.of("insurer-a", "insurer-b", "insurer-c", "regulator-zj", "emergency-tz"));
  private static final Map<String, Exposure> ORANGE =
      Map.of(
          "insurer-a", new Exposure(73_083, "4073298000.00"),
          "insurer-b", new Exposure(93_144, "4541064000.00"),
          "insurer-c", new Exposure(14_475, "480930000.00"));

  private final DemoCast cast;
  private final DemoPlan plan;
  private final Account account;

  TyphoonAct(DemoCast cast, DemoPlan plan, Account account) {
    this.cast = cast;
    this.plan = plan;
    this.account = account;
  }

  void play() throws Exception {
    account.chapter("2  Three insurers push what they cover, by HTTPS feed");
    for (String insurer : ORANGE.keySet().stream().sorted().toList()) {
      pushCoverage(insurer);
    }
    account.chapter("3  The weather bureau warns of a typhoon, by MQ, in the national structure");
    MessageId warning = MessageId.random();
    byte[] signed =
        cast.client("met-taizhou")
            .signedForQueue(
                cast.messages("met-taizhou").alert(TYPHOON, Agreements.WEATHER).messageId(warning),
                typhoon());
    cast.queues("met-taizhou").send(signed);
    byte[] receiptBytes = Receipts.about(signed, cast.queues("met-taizhou"));
    Receipt receipt = ReceiptCodec.read(receiptBytes);
    account.expect(
        receipt.outcome() == EntryType.ACCEPTED,
        "receipt: ledger entry " + receipt.index() + ", inclusion proof and signed checkpoint");
    PartnerWitness witness = cast.witness("met-taizhou");
    account.expect(
        witness.accepts(receiptBytes), "the bureau's witness keeps the checkpoint of its receipt");
    cast.witness("insurer-a").look();
    expectWarning(warning);
    expectImpacts(warning);
    account.chapter("4  The water bureau warns of a flood, by SOAP, in CAP 1.2");
    MessageId flood = warnOfFlood();
    account.expect(
        received(flood, "publish", WARNED.size()).size() == WARNED.size(),
        "delivered to the same five, each once");
    account.expect(received(flood, "impact", 3).size() == 3, "and what it means for each insurer");
    new Refusals(cast, account).play(signed);
    new Proof(plan, account).play(warning, receiptBytes, signed);
    for (String partner : List.of("met-taizhou", "insurer-a")) {
      Seen seen = cast.witness(partner).look();
      account.expect(
          seen.verdict() == Verdict.CONSISTENT,
          String.format(
              "%s: checkpoint of %d entries consistent with the one of %d remembered",
              partner, seen.seen(), seen.remembered()));
    }
    account.expect(witness.gaps().isEmpty(), "no number is missing in the bureau's receipts");
  }

  private void pushCoverage(String insurer) throws IOException, InterruptedException {
    byte[] file =
        ScenarioExposure.feed(
            Agreements.letter(insurer), DemoCast.PARTNERS.get(insurer), LocalDate.of(2026, 8, 23));
    long rows = new String(file, StandardCharsets.UTF_8).lines().count() - 1;
    String batch = insurer + "-" + MessageId.random().toString().substring(0, 8);
    Header header =
        cast.messages(insurer).coverage(batch, Agreements.coverage(insurer), file, rows).build();
    HttpResponse<byte[]> answer = cast.client(insurer).putFeed(header, file);
    account.expect(
        answer.statusCode() == 201, insurer + ": " + rows + " rows, HTTP " + answer.statusCode());
    if (answer.statusCode() != 201) {
      account.note(new String(answer.body(), StandardCharsets.UTF_8));
    }
  }

  private void expectWarning(MessageId original) throws InterruptedException {
    List<ReceivedMessage> warnings = received(original, "publish", WARNED.size());
    Set<String> reached = new TreeSet<>();
    warnings.forEach(each -> reached.add(each.partner()));
    account.expect(
        reached.equals(WARNED) && warnings.size() == WARNED.size(),
        "delivered once each to "
            + String.join(", ", reached)
            + " (A by SOAP push, the others by queue)");
    account.expect(
        !warnings.isEmpty() && warnings.stream().allMatch(each -> isCap(each.payloadText())),
        "as CAP 1.2 with severity Severe and priority 9");
    account.expect(
        warnings.stream().noneMatch(each -> each.payloadText().contains("值班员")),
        "without the duty officer's name");
  }

  private static boolean isCap(String payload) {
    return payload.contains("urn:oasis:names:tc:emergency:cap:1.2") && payload.contains("Severe");
  }

  private void expectImpacts(MessageId original) throws InterruptedException {
    List<ReceivedMessage> impacts = received(original, "impact", ORANGE.size());
    long policies = 0;
    BigDecimal sum = BigDecimal.ZERO;
    for (ReceivedMessage impact : impacts) {
      Exposure exposure = Exposure.of(impact.payloadText());
      String foreign = foreignInsurer(impact);
      account.expect(
          exposure.equals(ORANGE.get(impact.partner())) && foreign.isEmpty(),
          impact.partner() + " learns of its own rows only: " + exposure);
      policies += exposure.policies();
      sum = sum.add(exposure.sumInsured());
    }
    account.expect(
        impacts.size() == 3
            && policies == 180_702
            && sum.compareTo(new BigDecimal("9095292000.00")) == 0,
        "together "
            + policies
            + " policies, "
            + sum.movePointLeft(4).setScale(2)
            + " 万元 in the three orange counties");
  }

  private static String foreignInsurer(ReceivedMessage impact) {
    for (String other : ORANGE.keySet()) {
      String uscc = DemoCast.PARTNERS.get(other).value();
      if (!other.equals(impact.partner()) && impact.payloadText().contains(uscc)) {
        return other;
      }
    }
    return "";
  }

  private MessageId warnOfFlood() throws IOException, InterruptedException {
    PartnerClient water = cast.client("water-taizhou");
    MessageId id = MessageId.random();
    byte[] envelope =
        water.signedForSoap(
            cast.messages("water-taizhou").alert(FLOOD, Agreements.WATER).messageId(id),
            text("flood-orange-cap.xml"));
    HttpResponse<byte[]> answer = water.postSoap(envelope);
    account.expect(
        answer.statusCode() == 200, "receipt in the SOAP response, HTTP " + answer.statusCode());
    if (answer.statusCode() != 200) {
      account.note(new String(answer.body(), StandardCharsets.UTF_8));
    }
    return id;
  }

  private List<ReceivedMessage> received(MessageId original, String operation, int count)
      throws InterruptedException {
    return cast.arrivals()
        .await(
            each ->
                original.equals(each.header().correlationId())
                    && each.header().operation().equals(operation)
                    && !each.marked(),
            count,
            PATIENCE);
  }

  static byte[] typhoon() {
    return text("typhoon-orange-native.xml").getBytes(StandardCharsets.UTF_8);
  }

  static String text(String resource) {
    try (var in = TyphoonAct.class.getResourceAsStream("/sandbox/" + resource)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replaceFirst("<\\?xml[^>]*\\?>\\s*", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Agreements of the sandbox, as in {@code config/agreements.yaml}. */
  static final class Agreements {
    static final String WEATHER = "AGR-EW-MET-2026";
    static final String WATER = "AGR-EW-WATER-2026";

    private Agreements() {}

    static String coverage(String insurer) {
      return "AGR-COV-" + letter(insurer) + "-2026";
    }

    static String letter(String insurer) {
      return insurer.substring(insurer.length() - 1).toUpperCase(Locale.ROOT);
    }
  }
}
