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
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Scenario A, a typhoon from its first warning to the last report: who is warned, what it means for
 * each insurer, plans, claims, an outage, what must not pass, and what can be proven afterwards.
 */
final class TyphoonAct {

  static final String TYPHOON = "33100041600000_20260824080000";
  private static final Map<String, Exposure> ORANGE =
      Map.of(
          "insurer-a", new Exposure(73_083, "4073298000.00"),
          "insurer-b", new Exposure(93_144, "4541064000.00"),
          "insurer-c", new Exposure(14_475, "480930000.00"));

  private final DemoCast cast;
  private final DemoPlan plan;
  private final Account account;
  private final Conversation talk;
  private final String incident;
  private final AlertIds ids;

  /** A lasting gateway remembers its incidents, so each run there has one of its own. */
  TyphoonAct(DemoCast cast, DemoPlan plan, Account account) {
    this.cast = cast;
    this.plan = plan;
    this.account = account;
    this.talk = new Conversation(cast);
    this.ids = AlertIds.of(plan);
    this.incident =
        plan.once() ? "TY2699" : "TY2699-" + MessageId.random().toString().substring(0, 6);
  }

  void play() throws Exception {
    cast.listen(List.of("regulator-hq", "gov-tz", "water-taizhou", "met-taizhou"));
    cover();
    TyphoonWarnings warnings = new TyphoonWarnings(cast, account, ids);
    TyphoonPlans plans = new TyphoonPlans(talk, account, incident);
    warnings.yellow();
    TyphoonWarnings.Issued orange = warnings.orange();
    PartnerWitness witness = witnessed(orange);
    Exposure together = expectImpacts(orange.id());
    warnings.repeat();
    new TyphoonLevels(warnings, talk, account, ids).play(together);
    plans.activate();
    TyphoonStages river = new TyphoonStages(talk, account, incident);
    river.rise();
    TyphoonWeather weather = new TyphoonWeather(cast, account, incident, !plan.once());
    weather.observe();
    TyphoonFlood.Warned flood = new TyphoonFlood(cast, account, ids).play();
    river.fall();
    weather.prove();
    warnings.cancel();
    new TyphoonClaims(talk, account, incident).play();
    plans.terminate();
    plans.situation(
        TyphoonFigures.cutoffs().get(TyphoonClaims.EXPECTED.size() - 1),
        TyphoonClaims.EXPECTED.get(72));
    new TyphoonOutage(cast, account, ids).play();
    new Refusals(cast, account).play(orange.signed());
    warnings.onceOnly(orange);
    new Proof(plan, account).play(orange.id(), orange.receipt(), orange.signed());
    new RevocationAct(cast, plan, account).play(flood);
    lookBack(witness);
  }

  private void cover() throws IOException, InterruptedException {
    account.chapter(
        account.say(
            "Three insurers push what they cover, by HTTPS feed", "三家保险公司推送承保快照（HTTPS 文件）"));
    for (String insurer : ORANGE.keySet().stream().sorted().toList()) {
      pushCoverage(insurer);
    }
  }

  private PartnerWitness witnessed(TyphoonWarnings.Issued orange) throws IOException {
    Receipt receipt = ReceiptCodec.read(orange.receipt());
    account.expect(
        receipt.outcome() == EntryType.ACCEPTED,
        account.say("receipt: ledger entry ", "回执：账本第 ")
            + receipt.index()
            + account.say(", inclusion proof and signed checkpoint", " 条，含存在证明与签名检查点"));
    PartnerWitness witness = cast.witness("met-taizhou");
    account.expect(
        witness.accepts(orange.receipt()),
        account.say(
            "the bureau's witness keeps the checkpoint of its receipt", "气象局的见证程序保存回执中的检查点"));
    cast.witness("insurer-a").look();
    return witness;
  }

  private void lookBack(PartnerWitness witness) throws IOException {
    for (String partner : List.of("met-taizhou", "insurer-a")) {
      Seen seen = cast.witness(partner).look();
      account.expect(
          seen.verdict() == Verdict.CONSISTENT,
          String.format(
              account.say(
                  "%s: checkpoint of %d entries consistent with the one of %d remembered",
                  "%s：%d 条的检查点与此前记住的 %d 条一致"),
              partner,
              seen.seen(),
              seen.remembered()));
    }
    account.expect(
        witness.gaps().isEmpty(),
        account.say("no number is missing in the bureau's receipts", "气象局回执编号无缺号"));
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
    if (answer.statusCode() != 201) {
      account.note(new String(answer.body(), StandardCharsets.UTF_8));
    }
    account.expect(
        answer.statusCode() == 201,
        insurer
            + account.say(": ", "：")
            + rows
            + account.say(" rows", " 行")
            + ", HTTP "
            + answer.statusCode());
  }

  private Exposure expectImpacts(MessageId original) throws InterruptedException {
    List<ReceivedMessage> impacts = talk.heard(original, "impact", ORANGE.size());
    long policies = 0;
    BigDecimal sum = BigDecimal.ZERO;
    for (ReceivedMessage impact : impacts) {
      Exposure exposure = Exposure.of(impact.payloadText());
      String foreign = foreignInsurer(impact);
      account.expect(
          exposure.equals(ORANGE.get(impact.partner())) && foreign.isEmpty(),
          impact.partner()
              + account.say(" learns of its own rows only: ", " 只得到本公司数据：")
              + exposure);
      policies += exposure.policies();
      sum = sum.add(exposure.sumInsured());
    }
    account.expect(
        impacts.size() == 3
            && policies == 180_702
            && sum.compareTo(new BigDecimal("9095292000.00")) == 0,
        account.say("together ", "合计 ")
            + policies
            + " policies, "
            + sum.movePointLeft(4).setScale(2)
            + account.say(" 万元 in the three orange counties", " 万元（三个橙色县区）"));
    return new Exposure(policies, sum);
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
