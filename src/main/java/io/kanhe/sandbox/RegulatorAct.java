package io.kanhe.sandbox;

import io.kanhe.message.Direction;
import io.kanhe.message.MessageId;
import io.kanhe.message.Uscc;
import io.kanhe.sandbox.Conversation.Sent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Scenario D: a complaint from its registration to its mediation, one that many people bring and
 * nobody settles, and a quarterly report with a wrong rate. The complainant is invented.
 */
final class RegulatorAct {

  private static final String CASE = "reg.case";
  private static final String REPORT = "reg.stat";
  private static final String A = "insurer-a";
  private static final String B = "insurer-b";
  private static final String REGULATOR = "regulator-zj";
  private static final String COMMISSION = "political-legal-tz";
  private static final String COMPLAINANT = "测试戊";
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

  private final DemoCast cast;
  private final Conversation talk;
  private final Account account;
  private final String run = MessageId.random().toString().substring(0, 6).toUpperCase();

  RegulatorAct(DemoCast cast, Account account) {
    this.cast = cast;
    this.talk = new Conversation(cast);
    this.account = account;
  }

  void play() throws Exception {
    cast.listen(List.of(COMMISSION));
    settled();
    unsettled();
    reported();
  }

  private void settled() throws Exception {
    account.chapter(account.say("A complaint about misleading sales is settled", "一件销售误导投诉的办结"));
    Sent registered = register(caseNo(1), A, "REGISTERED", 1);
    List<ReceivedMessage> first = talk.heard(registered.id(), "register", 2);
    account.expect(
        registered.isAccepted() && first.size() == 2,
        account.say("the regulator registers it; insurer A hears of it", "监管局登记，甲收到案件"));
    account.expect(
        first.stream().noneMatch(each -> each.payloadText().contains(COMPLAINANT)),
        account.say("not yet assigned: nobody sees the complainant", "未分派前：各方均看不到投诉人"));
    Sent early = step(REGULATOR, caseNo(1), "CLOSED", "");
    account.expect(
        early.code().equals("4003"),
        account.say("closing it at once does not fit: 4003", "直接结案不符合流程：4003"));
    Sent assigned = step(REGULATOR, caseNo(1), "ASSIGNED", assignee(A));
    Sent shown = register(caseNo(1), A, "ASSIGNED", 1);
    Sent inquiry = step(A, caseNo(1), "INVESTIGATING", "");
    Sent mediated = step(A, caseNo(1), "MEDIATED", "<result>RESOLVED</result>");
    account.expect(
        assigned.isAccepted() && at(talk.heard(assigned.id(), "update", 2), A).size() == 1,
        account.say("assigned to A: a clock of 15 days runs", "分派给甲：15 日办理时限开始计时"));
    List<ReceivedMessage> copies = talk.heard(shown.id(), "register", 2);
    account.expect(
        at(copies, A).stream().anyMatch(each -> each.payloadText().contains(COMPLAINANT))
            && at(copies, COMMISSION).stream()
                .noneMatch(each -> each.payloadText().contains(COMPLAINANT)),
        account.say("now A sees the complainant, and statistics still do not", "此时甲可见投诉人，统计方仍不可见"));
    account.expect(
        inquiry.isAccepted()
            && mediated.isAccepted()
            && at(talk.heard(mediated.id(), "update", 1), REGULATOR).size() == 1,
        account.say("A inquires and mediates in time", "甲调查并在期限内调解成功"));
    Sent closed = step(REGULATOR, caseNo(1), "CLOSED", "");
    account.expect(closed.isAccepted(), account.say("the regulator closes it", "监管局结案"));
  }

  private void unsettled() throws Exception {
    account.chapter(account.say("A complaint of six people that nobody settles", "六人投诉且逾期未化解"));
    Sent registered = register(caseNo(2), B, "REGISTERED", 6);
    account.expect(
        registered.isAccepted()
            && told("ESCALATED", caseNo(2), 3).equals(Set.of(B, REGULATOR, COMMISSION)),
        account.say(
            "five people or more: raised to a mass case by itself, all concerned are told",
            "人数达到 5 人：自动升级为群体性案件并通知各方"));
    step(REGULATOR, caseNo(2), "ASSIGNED", assignee(B));
    account.expect(
        told("OVERDUE", caseNo(2), 2).equals(Set.of(B, REGULATOR)),
        account.say("fifteen days of the exercise pass: OVERDUE", "十五日（演练时钟）届满未办结：OVERDUE"));
    account.expect(
        cast.arrivals().matching(each -> isNotice(each, "OVERDUE", caseNo(1))).isEmpty(),
        account.say("the settled one never became overdue", "已调解的案件没有逾期通知"));
  }

  private void reported() throws Exception {
    account.chapter(account.say("The report of the quarter", "季度统计报告"));
    int revision = revision();
    Sent wrong = report(revision, "86.6");
    account.expect(
        wrong.code().equals("4002"),
        account.say("112 new, 97 closed, a rate of 86.6: 4002", "新增 112、办结 97、化解率 86.6：4002"));
    Sent right = report(revision, "86.61");
    account.expect(
        right.isAccepted() && at(talk.heard(right.id(), "report", 1), REGULATOR).size() == 1,
        account.say("86.61 is right, the regulator has it", "86.61 正确，监管局收到"));
    account.expect(
        new String(right.receipt().entry(), StandardCharsets.UTF_8).contains("LATE_REPORT"),
        account.say("it comes after its term: flagged as late", "超过报送期限：标记迟报"));
    account.expect(
        report(revision, "86.61").code().equals("4003"),
        account.say("the same revision once more: 4003", "同一版本再次报送：4003"));
  }

  private Sent register(String caseNo, String insurer, String status, int people) throws Exception {
    String payload =
        "<CaseRecord xmlns=\"urn:kanhe:reg:1.0\" version=\"1.0\"><caseNo>"
            + caseNo
            + "</caseNo><caseType>DISPUTE</caseType><topic>MISSELLING</topic><source>HOTLINE</source>"
            + "<acceptTime>"
            + now(-60)
            + "</acceptTime><complainant><name>"
            + COMPLAINANT
            + "</name><idNo>331002190001010228</idNo></complainant><insurer>"
            + uscc(insurer)
            + "</insurer><factSummary>反映销售时未说明退保损失。</factSummary><level>GENERAL</level>"
            + "<peopleCount>"
            + people
            + "</peopleCount><status>"
            + status
            + "</status></CaseRecord>";
    return send(REGULATOR, CASE, "register", caseNo, payload, "P07", insurer);
  }

  private Sent step(String actor, String caseNo, String action, String more) throws Exception {
    String payload =
        "<CaseEvent xmlns=\"urn:kanhe:reg:1.0\" version=\"1.0\"><caseNo>"
            + caseNo
            + "</caseNo><time>"
            + now(-1)
            + "</time><actorOrg>"
            + uscc(actor)
            + "</actorOrg><action>"
            + action
            + "</action>"
            + more
            + "</CaseEvent>";
    String other = actor.equals(REGULATOR) ? A : REGULATOR;
    return send(actor, CASE, "update", caseNo, payload, "P07", other);
  }

  private Sent report(int revision, String rate) throws Exception {
    String payload =
        "<ParticipationReport xmlns=\"urn:kanhe:reg:1.0\" version=\"1.0\"><reportNo>TJ-"
            + run
            + "</reportNo><reporter>"
            + uscc(A)
            + "</reporter><receiver>"
            + uscc(REGULATOR)
            + "</receiver><periodType>QUARTER</periodType><period>2026-Q2</period>"
            + "<regionCode>330000</regionCode><indicators><ind code=\"DSP-NEW\" unit=\"件\">112</ind>"
            + "<ind code=\"DSP-CLOSED\" unit=\"件\">97</ind><ind code=\"DSP-RATE\" unit=\"%\">"
            + rate
            + "</ind></indicators><preparedBy>统计岗</preparedBy><revision>"
            + revision
            + "</revision></ParticipationReport>";
    return send(A, REPORT, "report", "TJ-" + run, payload, "P06", REGULATOR);
  }

  private Sent send(
      String sender,
      String service,
      String operation,
      String key,
      String payload,
      String purpose,
      String other)
      throws Exception {
    return talk.send(
        sender,
        service,
        operation,
        Direction.EVENT,
        payload,
        header ->
            header
                .businessKey(key)
                .purpose(purpose, "LB-SUPERV")
                .agreementId(sender.equals(REGULATOR) ? "AGR-CASE-REG-2026" : null)
                .receiver(uscc(other)));
  }

  /** Who was told {@code code} about the case. */
  private Set<String> told(String code, String caseNo, int count) throws InterruptedException {
    Set<String> partners = new TreeSet<>();
    cast.arrivals()
        .await(each -> isNotice(each, code, caseNo), count, Duration.ofSeconds(90))
        .forEach(each -> partners.add(each.partner()));
    return partners;
  }

  private static boolean isNotice(ReceivedMessage message, String code, String caseNo) {
    return message.header().serviceId().equals(CASE)
        && message.header().operation().equals("notice")
        && message.payloadText().contains(">" + code + "<")
        && message.payloadText().contains(caseNo);
  }

  private static List<ReceivedMessage> at(List<ReceivedMessage> heard, String partner) {
    return heard.stream().filter(each -> each.partner().equals(partner)).toList();
  }

  private static String assignee(String partner) {
    return "<assignee>" + uscc(partner) + "</assignee>";
  }

  private static Uscc uscc(String partner) {
    return DemoCast.PARTNERS.get(partner);
  }

  /** Rises from one run to the next, should the gateway keep its database between them. */
  private static int revision() {
    long fiveMinutes = OffsetDateTime.now(ZoneOffset.UTC).toEpochSecond() / 300;
    return (int) (fiveMinutes % 10_000);
  }

  private static String now(int seconds) {
    return OffsetDateTime.now(ZoneOffset.ofHours(8))
        .truncatedTo(ChronoUnit.SECONDS)
        .plusSeconds(seconds)
        .format(SECONDS);
  }

  private String caseNo(int number) {
    return "TS-330000-2026-" + run + number;
  }
}
