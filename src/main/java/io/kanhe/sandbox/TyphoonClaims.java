package io.kanhe.sandbox;

import io.kanhe.message.Direction;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.sandbox.Conversation.Sent;
import io.kanhe.sandbox.TyphoonFigures.Counts;
import io.kanhe.sandbox.TyphoonFigures.Cutoff;
import io.kanhe.sandbox.TyphoonFigures.Row;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Progress of claims in the orange counties at T+12, 24, 48 and 72 hours. */
final class TyphoonClaims {

  /** What the regulator has to find, whatever was sent. */
  static final Map<Integer, Counts> EXPECTED =
      new TreeMap<>(
          Map.of(
              12, new Counts(1066, 344, 0, 0, 456_300_000, 0),
              24, new Counts(3236, 1606, 707, 164, 1_542_450_000, 53_960_000),
              48, new Counts(5583, 4319, 3052, 1430, 2_744_550_000L, 489_520_000),
              72, new Counts(6489, 5946, 5041, 3412, 3_244_650_000L, 1_293_960_000)));

  private static final String REGULATOR = "regulator-zj";
  private static final int AUTHORITIES = 4;
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

  private final Conversation talk;
  private final Account account;
  private final String incident;

  TyphoonClaims(Conversation talk, Account account, String incident) {
    this.talk = talk;
    this.account = account;
    this.incident = incident;
  }

  void play() throws Exception {
    account.chapter(
        account.say(
            "Claims come in: reported / surveyed / assessed / closed, loss / paid",
            "理赔进度：报案 / 查勘 / 定损 / 结案，估损 / 已付"));
    List<Cutoff> cutoffs = TyphoonFigures.cutoffs();
    Counts before = Counts.NONE;
    for (Cutoff cutoff : cutoffs) {
      Counts found = atRegulator(cutoff);
      account.expect(
          found.equals(EXPECTED.get(cutoff.hours())), "T+" + cutoff.hours() + " h: " + found);
      account.expect(
          found.isOrdered() && found.isAtLeast(before),
          account.say("ordered, and no counter went down", "次序正确，各计数均未下降"));
      before = found;
      if (cutoff.hours() == 48) {
        violate(cutoff, cutoffs.get(1));
      }
    }
    account.expect(
        before.equals(EXPECTED.get(72)),
        account.say("all four cut-offs of the table were played", "表中四个时点均已演练"));
  }

  private Counts atRegulator(Cutoff cutoff) throws Exception {
    List<Sent> feeds = new ArrayList<>();
    for (String insurer : TyphoonPlans.LEVELS.keySet()) {
      feeds.add(progress(insurer, cutoff, UnaryOperator.identity()));
    }
    Counts sum = Counts.NONE;
    for (Sent feed : feeds) {
      for (ReceivedMessage each : talk.heard(feed.id(), "progress", AUTHORITIES)) {
        sum = each.partner().equals(REGULATOR) ? sum.plus(total(each)) : sum;
      }
    }
    return sum;
  }

  /** What does not fit what was reported before. */
  private void violate(Cutoff newest, Cutoff older) throws Exception {
    Sent fewer =
        progress(
            "insurer-a",
            newest,
            row -> with(row, row.counts().reported() - 1, row.counts().surveyed()));
    account.expect(
        fewer.code().equals("4003"),
        account.say("one reported claim fewer than before: refused, ", "报案数比前次少一件：拒收 ")
            + fewer.code());
    Sent more =
        progress(
            "insurer-a",
            newest,
            row -> with(row, row.counts().reported(), row.counts().reported() + 1));
    account.expect(
        more.code().equals("4002"),
        account.say("more surveyed than reported: refused, ", "查勘数多于报案数：拒收 ") + more.code());
    Sent overtaken = progress("insurer-b", older, UnaryOperator.identity());
    account.expect(
        overtaken.isAccepted()
            && new String(overtaken.receipt().entry(), StandardCharsets.UTF_8)
                .contains("overtakenRows"),
        account.say(
            "a report of T+24 h that comes late is recorded and changes nothing",
            "迟到的 T+24 小时报送仅记录，不改变状态"));
  }

  private static Row with(Row row, long reported, long surveyed) {
    Counts counts = row.counts();
    return new Row(
        row.region(),
        row.line(),
        new Counts(
            reported,
            surveyed,
            counts.assessed(),
            counts.closed(),
            counts.estimated(),
            counts.paid()));
  }

  private Sent progress(String insurer, Cutoff cutoff, UnaryOperator<Row> changed)
      throws Exception {
    String letter = TyphoonAct.Agreements.letter(insurer);
    String feedNo = "CLP-" + letter + "-" + incident + "-" + cutoff.hours();
    StringBuilder payload =
        new StringBuilder("<ClaimProgressFeed xmlns=\"urn:kanhe:ins:1.0\" version=\"1.0\">")
            .append(leaf("feedNo", feedNo))
            .append(leaf("insurer", DemoCast.PARTNERS.get(insurer).value()))
            .append(leaf("incidentRef", incident))
            .append(leaf("cutoffTime", cutoff.time().format(SECONDS)))
            .append("<granularity>COUNTY_LINE</granularity><rows>");
    cutoff.rows(letter).stream().map(changed).forEach(row -> payload.append(xml(row)));
    payload.append("</rows></ClaimProgressFeed>");
    return talk.send(
        insurer,
        "ins.claim",
        "progress",
        Direction.EVENT,
        payload.toString(),
        header -> header.businessKey(feedNo).purpose("P05", "LB-EMERG"));
  }

  private static String xml(Row row) {
    Counts counts = row.counts();
    return "<row>"
        + leaf("regionCode", row.region())
        + leaf("line", row.line())
        + leaf("reported", Long.toString(counts.reported()))
        + leaf("surveyed", Long.toString(counts.surveyed()))
        + leaf("assessed", Long.toString(counts.assessed()))
        + leaf("closed", Long.toString(counts.closed()))
        + leaf("rejected", "0")
        + yuan("estimatedLoss", counts.estimated())
        + yuan("paidAmount", counts.paid())
        + yuan("prepaidAmount", 0)
        + "</row>";
  }

  private static Counts total(ReceivedMessage feed) {
    XmlElement root = XmlReader.parse(feed.payload(), XmlLimits.defaults()).root();
    Counts sum = Counts.NONE;
    for (XmlElement row : XmlPath.all(root, "ClaimProgressFeed/rows/row")) {
      sum =
          sum.plus(
              new Counts(
                  number(row, "reported"),
                  number(row, "surveyed"),
                  number(row, "assessed"),
                  number(row, "closed"),
                  TyphoonPlans.cents(XmlPath.child(row, "estimatedLoss").orElseThrow()),
                  TyphoonPlans.cents(XmlPath.child(row, "paidAmount").orElseThrow())));
    }
    return sum;
  }

  private static long number(XmlElement row, String name) {
    return Long.parseLong(XmlPath.child(row, name).orElseThrow());
  }

  private static String yuan(String name, long cents) {
    return "<" + name + " currency=\"CNY\">" + TyphoonPlans.yuan(cents) + "</" + name + ">";
  }

  private static String leaf(String name, String text) {
    return "<" + name + ">" + text + "</" + name + ">";
  }
}
