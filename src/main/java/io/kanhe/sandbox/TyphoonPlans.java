package io.kanhe.sandbox;

import io.kanhe.message.Direction;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.sandbox.Conversation.Sent;
import io.kanhe.sandbox.TyphoonFigures.Counts;
import io.kanhe.sandbox.TyphoonFigures.Cutoff;
import io.kanhe.sandbox.TyphoonFigures.Row;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Emergency plans of the three insurers from start to end, and the report on the situation. */
final class TyphoonPlans {

  static final Map<String, Integer> LEVELS =
      new TreeMap<>(Map.of("insurer-a", 2, "insurer-b", 2, "insurer-c", 3));
  private static final String REGULATOR = "regulator-zj";
  private static final String GOVERNMENT = "gov-tz";
  private static final String LATE = "LATE_FIRST_REPORT";

  private final Conversation talk;
  private final Account account;
  private final String incident;

  TyphoonPlans(Conversation talk, Account account, String incident) {
    this.talk = talk;
    this.account = account;
    this.incident = incident;
  }

  void activate() throws Exception {
    account.chapter(
        account.say(
            "08:20: A and B start their emergency plans at level 2, C at level 3",
            "08:20：甲、乙启动二级预案，丙启动三级预案"));
    List<Sent> reports = new ArrayList<>();
    for (String insurer : LEVELS.keySet()) {
      reports.add(report(insurer, "1", "ACTIVATE", "2026-08-24T08:20:00+08:00", "FIRST"));
    }
    account.expect(
        reports.stream().allMatch(each -> plan(each, "ACTIVATE")),
        account.say("three plans started", "三份预案启动"));
    account.expect(atRegulator(reports) == 3, account.say("the regulator receives 3", "监管局收到 3 份"));
    account.expect(
        reports.stream().noneMatch(each -> entry(each).contains(LATE)),
        account.say("each first report within 2 h of the warning: in time", "首报均在预警后 2 小时内：按时"));
    Sent late = report("insurer-c", "2", "ACTIVATE", "2026-08-24T10:05:00+08:00", "FIRST");
    account.expect(
        late.isAccepted() && entry(late).contains(LATE),
        account.say("a first report of C after 2 h 05 is flagged: ", "丙在 2 小时 05 分后首报，标记 ") + LATE);
  }

  void terminate() throws Exception {
    account.chapter(account.say("27 August, 09:00: the plans end", "8 月 27 日 09:00：预案终止"));
    List<Sent> reports = new ArrayList<>();
    for (String insurer : LEVELS.keySet()) {
      reports.add(report(insurer, "1", "TERMINATE", "2026-08-27T09:00:00+08:00", "FINAL"));
    }
    account.expect(
        reports.stream().allMatch(each -> plan(each, "TERMINATE")) && atRegulator(reports) == 3,
        account.say("three plans ended, the regulator knows", "三份预案终止，监管局收到 3 份"));
    Sent again = report("insurer-a", "1", "UPGRADE", "2026-08-27T09:30:00+08:00", "CONTINUED");
    account.expect(
        again.code().equals("4003"),
        account.say("an ended plan cannot be raised: refused, ", "已终止的预案不得升级：拒收 ") + again.code());
  }

  /** What each insurer reports adds up to the last cut-off, at both authorities. */
  void situation(Cutoff last, Counts expected) throws Exception {
    List<Sent> reports = new ArrayList<>();
    for (String insurer : LEVELS.keySet()) {
      reports.add(situationOf(insurer, last));
    }
    for (String authority : List.of(REGULATOR, GOVERNMENT)) {
      Counts sum = Counts.NONE;
      for (Sent sent : reports) {
        for (ReceivedMessage each : talk.heard(sent.id(), "report", 2)) {
          sum = each.partner().equals(authority) ? sum.plus(figures(each)) : sum;
        }
      }
      account.expect(
          sum.equals(expected),
          account.say(
                  "situation reports at " + authority + " add up to ", authority + " 收到的情况报告合计 ")
              + sum
              + account.say(", as at T+72 h", "，与 T+72 小时一致"));
    }
  }

  private Sent report(String insurer, String number, String action, String time, String kind)
      throws Exception {
    String planNo = "YA-" + TyphoonAct.Agreements.letter(insurer) + "-" + incident + "-" + number;
    int level = action.equals("UPGRADE") ? 1 : LEVELS.get(insurer);
    String payload =
        "<EmergencyReport xmlns=\"urn:kanhe:ins:1.0\" version=\"1.0\">"
            + leaf("planNo", planNo)
            + leaf("insurer", uscc(insurer))
            + leaf("incidentRef", incident)
            + leaf("incidentType", "11B01")
            + leaf("incidentStart", "2026-08-24T08:00:00+08:00")
            + leaf("level", Integer.toString(level))
            + leaf("action", action)
            + leaf("actionTime", time)
            + "<regionCodes>"
            + leaf("regionCode", "331002")
            + leaf("regionCode", "331081")
            + leaf("regionCode", "331083")
            + "</regionCodes>"
            + leaf("commander", "应急指挥岗")
            + "<resources><surveyors>86</surveyors><vehicles>31</vehicles><drones>4</drones></resources>"
            + "<measures><measure>GREEN_CHANNEL</measure></measures>"
            + leaf("reportKind", kind)
            + "</EmergencyReport>";
    return talk.send(
        insurer,
        "ins.emergency",
        "report",
        Direction.EVENT,
        payload,
        header -> header.businessKey(planNo).purpose("P05", "LB-EMERG"));
  }

  private Sent situationOf(String insurer, Cutoff last) throws Exception {
    Counts own =
        last.rows(TyphoonAct.Agreements.letter(insurer)).stream()
            .map(Row::counts)
            .reduce(Counts.NONE, Counts::plus);
    String reportNo = "QK-" + TyphoonAct.Agreements.letter(insurer) + "-" + incident;
    String payload =
        "<ParticipationReport xmlns=\"urn:kanhe:reg:1.0\" version=\"1.0\">"
            + leaf("reportNo", reportNo)
            + leaf("reporter", uscc(insurer))
            + leaf("receiver", uscc(REGULATOR))
            + "<periodType>MONTH</periodType><period>2026-08</period><regionCode>331000</regionCode>"
            + "<indicators>"
            + indicator("EMG-ACT-CNT", "次", "1")
            + indicator("EMG-REPORTED", "件", Long.toString(own.reported()))
            + indicator("EMG-SURVEYED", "件", Long.toString(own.surveyed()))
            + indicator("EMG-ASSESSED", "件", Long.toString(own.assessed()))
            + indicator("EMG-CLOSED", "件", Long.toString(own.closed()))
            + indicator("EMG-LOSS", "元", yuan(own.estimated()))
            + indicator("EMG-PAID", "元", yuan(own.paid()))
            + "</indicators><preparedBy>统计岗</preparedBy>"
            + leaf("revision", Integer.toString(revision()))
            + "</ParticipationReport>";
    return talk.send(
        insurer,
        "reg.stat",
        "report",
        Direction.EVENT,
        payload,
        header -> addressed(header.businessKey(reportNo).purpose("P06", "LB-SUPERV")));
  }

  private static HeaderBuilder addressed(HeaderBuilder header) {
    return header
        .receiver(DemoCast.PARTNERS.get(REGULATOR))
        .receiver(DemoCast.PARTNERS.get(GOVERNMENT));
  }

  private static Counts figures(ReceivedMessage report) {
    Map<String, String> values = new TreeMap<>();
    XmlElement root = XmlReader.parse(report.payload(), XmlLimits.defaults()).root();
    for (XmlElement each : XmlPath.all(root, "ParticipationReport/indicators/ind")) {
      values.put(String.valueOf(each.attribute("", "code")), each.token());
    }
    return new Counts(
        Long.parseLong(values.get("EMG-REPORTED")),
        Long.parseLong(values.get("EMG-SURVEYED")),
        Long.parseLong(values.get("EMG-ASSESSED")),
        Long.parseLong(values.get("EMG-CLOSED")),
        cents(values.get("EMG-LOSS")),
        cents(values.get("EMG-PAID")));
  }

  private long atRegulator(List<Sent> reports) throws InterruptedException {
    long count = 0;
    for (Sent sent : reports) {
      count +=
          talk.heard(sent.id(), "report", 4).stream()
              .filter(each -> each.partner().equals(REGULATOR))
              .count();
    }
    return count;
  }

  private static boolean plan(Sent sent, String action) {
    return sent.isAccepted() && entry(sent).contains(action);
  }

  private static String entry(Sent sent) {
    return new String(sent.receipt().entry(), StandardCharsets.UTF_8);
  }

  static String yuan(long cents) {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }

  static long cents(String yuan) {
    return new BigDecimal(yuan).movePointRight(2).longValueExact();
  }

  private static String indicator(String code, String unit, String value) {
    return "<ind code=\"" + code + "\" unit=\"" + unit + "\">" + value + "</ind>";
  }

  private static String uscc(String partner) {
    return DemoCast.PARTNERS.get(partner).value();
  }

  private static String leaf(String name, String text) {
    return "<" + name + ">" + text + "</" + name + ">";
  }

  /** Rises from one run to the next, should the gateway keep its database between them. */
  private static int revision() {
    return (int) (OffsetDateTime.now(ZoneOffset.UTC).toEpochSecond() / 60 % 10_000);
  }
}
