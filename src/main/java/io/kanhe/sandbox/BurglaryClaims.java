package io.kanhe.sandbox;

import io.kanhe.message.Direction;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.sandbox.Conversation.Sent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What insurer A pays for burglaries, as its regulator reads it: less by what the police found,
 * never above the product's limit without a word, and within ten working days.
 */
final class BurglaryClaims {

  private static final String A = "insurer-a";
  private static final String REGULATOR = "regulator-zj";
  private static final String OVER_LIMIT = "PAID_OVER_PRODUCT_LIMIT";
  private static final BigDecimal REPORTED_LOSS = new BigDecimal("7000.00");

  private final DemoCast cast;
  private final Conversation talk;
  private final Account account;
  private final String run;

  /**
   * @param run makes the numbers of the claims those of this run
   */
  BurglaryClaims(DemoCast cast, Account account, String run) {
    this.cast = cast;
    this.talk = new Conversation(cast);
    this.account = account;
    this.run = run;
  }

  /** The claim that the police were asked about. */
  String asked() {
    return "CLM-A-20260821-" + run;
  }

  private String forgotten() {
    return "CLM-A-20260821-" + run + "F";
  }

  /** From now on two claims wait for their payment. */
  void report() throws Exception {
    Sent sent =
        stage(
            row(asked(), "REPORTED", "2026-08-21T09:00:00+08:00", REPORTED_LOSS)
                + row(forgotten(), "REPORTED", "2026-08-21T09:30:00+08:00", REPORTED_LOSS));
    account.expect(
        sent.isAccepted() && atRegulatorOnly(sent).size() == 1,
        account.say(
            "two burglary claims of 7,000 are reported; single claims go to the regulator alone",
            "两件盗抢赔案报案，各 7000 元；单个赔案只送监管局"));
  }

  /** What the police found is taken off. */
  void reduce(ReceivedMessage solved) throws Exception {
    BigDecimal recovered =
        new BigDecimal(
            XmlPath.text(
                    XmlReader.parse(solved.payload(), XmlLimits.defaults()).root(),
                    "CaseStatusChange/recoveredAmount")
                .orElseThrow());
    BigDecimal left = REPORTED_LOSS.subtract(recovered);
    Sent paid = stage(row(asked(), "PAID", "2026-09-11T10:00:00+08:00", left));
    List<ReceivedMessage> heard = atRegulatorOnly(paid);
    account.expect(
        paid.isAccepted()
            && !entry(paid).contains(OVER_LIMIT)
            && heard.size() == 1
            && heard.get(0).payloadText().contains(">4200.00<"),
        account.say(
            "A takes the 2,800 that were found off the 7,000 and pays 4,200",
            "甲从 7000 元中扣减追回的 2800 元，赔付 4200 元"));
  }

  /** 29,000 yuan a household, and a cent more. */
  void limit() throws Exception {
    Sent exact = paid("G", new BigDecimal("29000.00"));
    Sent more = paid("H", new BigDecimal("29000.01"));
    account.expect(
        exact.isAccepted() && !entry(exact).contains(OVER_LIMIT),
        account.say("29,000.00 is the limit of the product", "赔付 29000.00 元：恰为产品限额"));
    account.expect(
        more.isAccepted() && entry(more).contains(OVER_LIMIT),
        account.say("29,000.01 is flagged: ", "赔付 29000.01 元，标记 ") + OVER_LIMIT);
  }

  /** Ten working days of the exercise after the reports. */
  void expire() throws InterruptedException {
    account.chapter(account.say("Ten working days after the report", "报案后十个工作日"));
    List<ReceivedMessage> told =
        cast.arrivals().await(each -> isOverdue(each, forgotten()), 2, Conversation.PATIENCE);
    Set<String> partners = new TreeSet<>();
    told.forEach(each -> partners.add(each.partner()));
    account.expect(
        partners.equals(Set.of(A, REGULATOR)),
        account.say(
            "the claim that nobody paid: PAYMENT_OVERDUE to " + String.join(", ", partners),
            "未赔付的赔案：PAYMENT_OVERDUE，通知 " + String.join("、", partners)));
    account.expect(
        cast.arrivals().matching(each -> isOverdue(each, asked())).isEmpty(),
        account.say("the paid one never became overdue", "已赔付的赔案没有逾期通知"));
  }

  private static boolean isOverdue(ReceivedMessage message, String claim) {
    return message.header().serviceId().equals("ins.claim")
        && message.header().operation().equals("notice")
        && message.payloadText().contains(">PAYMENT_OVERDUE<")
        && message.payloadText().contains(">" + claim + "<");
  }

  private Sent paid(String claim, BigDecimal amount) throws Exception {
    return stage(row("CLM-A-20260821-" + run + claim, "PAID", "2026-08-28T10:00:00+08:00", amount));
  }

  /** Deliveries of the feed, if the regulator is the only one that got it. */
  private List<ReceivedMessage> atRegulatorOnly(Sent sent) throws InterruptedException {
    List<ReceivedMessage> heard = talk.heard(sent.id(), "progress", 1);
    return heard.stream().allMatch(each -> each.partner().equals(REGULATOR)) ? heard : List.of();
  }

  private Sent stage(String rows) throws Exception {
    String feedNo = "CLP-A-" + run + "-" + Integer.toHexString(rows.hashCode());
    String payload =
        "<ClaimProgressFeed xmlns=\"urn:kanhe:ins:1.0\" version=\"1.0\"><feedNo>"
            + feedNo
            + "</feedNo><insurer>"
            + DemoCast.PARTNERS.get(A)
            + "</insurer><incidentRef>BURGLARY-2026</incidentRef>"
            + "<cutoffTime>2026-09-12T08:00:00+08:00</cutoffTime><granularity>CASE</granularity>"
            + "<cases>"
            + rows
            + "</cases></ClaimProgressFeed>";
    return talk.send(
        A,
        "ins.claim",
        "progress",
        Direction.EVENT,
        payload,
        header -> header.businessKey(feedNo).purpose("P07", "LB-SUPERV"));
  }

  private static String row(String claim, String stage, String time, BigDecimal amount) {
    return "<case><claimNo>"
        + claim
        + "</claimNo><regionCode>331081</regionCode><line>HOME_SEC</line><stage>"
        + stage
        + "</stage><stageTime>"
        + time
        + "</stageTime><lossCause>THEFT</lossCause><amount currency=\"CNY\">"
        + amount.toPlainString()
        + "</amount></case>";
  }

  private static String entry(Sent sent) {
    return new String(sent.receipt().entry(), StandardCharsets.UTF_8);
  }
}
