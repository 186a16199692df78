package io.kanhe.sandbox;

import io.kanhe.message.Direction;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.MessageId;
import io.kanhe.message.Uscc;
import io.kanhe.sandbox.Conversation.Sent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Scenario B, first half: a collision that two insurers settle each for its own vehicle, its
 * variants, and liability documents in the wrong order.
 */
final class TrafficAct {

  static final String SERVICE = "ps.mutual-collision";
  private static final String A = "insurer-a";
  private static final String B = "insurer-b";

  private final DemoCast cast;
  private final Conversation talk;
  private final Account account;
  private final String run = MessageId.random().toString().substring(0, 6).toUpperCase();

  TrafficAct(DemoCast cast, Account account) {
    this.cast = cast;
    this.talk = new Conversation(cast);
    this.account = account;
  }

  void play() throws Exception {
    cast.listen(List.of(B));
    settle();
    variants();
    paidTwice();
    silent();
    withdrawn();
    revisions();
  }

  private void settle() throws Exception {
    account.chapter(
        account.say(
            "A collision with two insurers: each pays for its own vehicle", "两车互碰，两家保险公司各赔各车"));
    CollisionXml usual = CollisionXml.usual(caseRef(1));
    Answer answer = talk.ask(A, SERVICE, "evaluate", usual.xml(), this::query);
    account.expect(
        answer.at("MutualCollisionEvaluation/eligibility/eligible").equals("true"),
        account.say(
            "the gateway answers the signed question by rule: eligible, limit "
                + answer.at("MutualCollisionEvaluation/eligibility/propertyLimit")
                + " yuan",
            "网关按规则签名应答：适用互碰自赔，限额 2000 元"));
    Sent registered = event(A, "register", usual.xml(), B);
    account.expect(
        registered.isAccepted() && talk.heard(registered.id(), "register", 1).size() == 1,
        account.say("A registers the case, B gets it", "甲登记案件，乙收到"));
    event(A, "progress", CollisionXml.progress(caseRef(1), A, "浙J12345", "1500.00"), B);
    Sent second =
        event(B, "progress", CollisionXml.progress(caseRef(1), B, "浙JD12345", "1900.00"), A);
    account.expect(
        second.isAccepted() && told("CLOSED", caseRef(1)).equals(Set.of(A, B)),
        account.say(
            "A pays 1,500 and B 1,900: the gateway tells both that the case is closed",
            "甲赔 1500 元、乙赔 1900 元：网关通知双方结案"));
  }

  private record Variant(String name, String zh, CollisionXml collision, String failed) {}

  private void variants() throws Exception {
    account.chapter(account.say("What is not eligible, and why", "不适用的情形与原因"));
    List<Variant> variants =
        List.of(
            new Variant("loss 2,300", "损失 2300", pair("EQUAL", "EQUAL", "2300.00"), "R2"),
            new Variant(
                "loss of exactly 2,000.00", "损失恰为 2000.00", pair("EQUAL", "EQUAL", "2000.00"), ""),
            new Variant("somebody is hurt", "有人受伤", usual().injury(true), "R2"),
            new Variant("damage outside the vehicles", "车外财产损失", usual().thirdProperty(true), "R2"),
            new Variant("full and no liability", "全责与无责", pair("FULL", "NONE", "100.00"), "R3"),
            new Variant(
                "main and secondary liability", "主责与次责", pair("MAIN", "SECONDARY", "100.00"), ""),
            new Variant(
                "cover ended the day before", "交强险前一日到期", usual().ended("2026-08-19"), "R1"),
            new Variant("one party does not agree", "一方不同意", usual().agreed(false), "R4"),
            new Variant("three vehicles, all equal", "三车同等责任", usual().third("2000.00"), ""));
    for (Variant variant : variants) {
      Answer answer = talk.ask(A, SERVICE, "evaluate", variant.collision().xml(), this::query);
      String failed = answer.at("MutualCollisionEvaluation/eligibility/failedRules/rule");
      boolean eligible = answer.at("MutualCollisionEvaluation/eligibility/eligible").equals("true");
      account.expect(
          eligible == variant.failed().isEmpty() && failed.equals(variant.failed()),
          account.say(variant.name(), variant.zh())
              + ": "
              + (eligible ? account.say("eligible", "适用") : failed));
    }
  }

  private void paidTwice() throws Exception {
    account.chapter(account.say("What the gateway finds out by itself", "网关主动发现的问题"));
    event(A, "register", CollisionXml.usual(caseRef(2)).xml(), B);
    event(A, "progress", CollisionXml.progress(caseRef(2), A, "浙J12345", "1500.00"), B);
    event(A, "progress", CollisionXml.progress(caseRef(2), A, "浙JD12345", "1900.00"), B);
    account.expect(
        told("DOUBLE_PAID", caseRef(2)).equals(Set.of(A, B)),
        account.say("A pays for both vehicles: DOUBLE_PAID", "甲赔付两车：DOUBLE_PAID"));
  }

  private void silent() throws Exception {
    event(A, "register", CollisionXml.usual(caseRef(3)).xml(), B);
    event(A, "progress", CollisionXml.progress(caseRef(3), A, "浙J12345", "1500.00"), B);
    account.expect(
        told("COUNTERPART_MISSING", caseRef(3)).equals(Set.of(A, B)),
        account.say(
            "B keeps silent for ten days of the exercise: COUNTERPART_MISSING",
            "乙十日（演练时钟）未登记：COUNTERPART_MISSING"));
  }

  private void withdrawn() throws Exception {
    event(A, "register", CollisionXml.usual(caseRef(4)).xml(), B);
    Sent notice = liability(caseRef(4), 1, "WITHDRAWN");
    account.expect(
        notice.isAccepted() && told("REOPENED", caseRef(4)).equals(Set.of(A, B)),
        account.say(
            "the liability document is withdrawn: the case is reopened, both are told",
            "责任认定书撤销：案件重开，通知双方"));
  }

  private void revisions() throws Exception {
    account.chapter(account.say("Liability documents in the wrong order", "责任认定书乱序到达"));
    Sent second = liability(caseRef(5), 2, "REVISED");
    List<ReceivedMessage> heard = talk.heard(second.id(), "publish", 2);
    boolean foreignDriver =
        heard.stream()
            .filter(each -> each.partner().equals(A))
            .anyMatch(each -> each.payloadText().contains("测试乙"));
    account.expect(
        heard.size() == 2 && !foreignDriver,
        account.say(
            "revision 2 reaches both insurers, each without the other's driver",
            "版本 2 送达两家，均看不到对方驾驶人"));
    Sent first = liability(caseRef(5), 1, "ISSUED");
    account.expect(
        first.isAccepted()
            && new String(first.receipt().entry(), StandardCharsets.UTF_8)
                .contains("revisionIgnored"),
        account.say("revision 1 comes later: recorded, and ignored", "版本 1 迟到：留痕但不生效"));
  }

  private Sent liability(String caseRef, int revision, String status) throws Exception {
    return talk.send(
        Police.TRAFFIC,
        "ps.accident.liability",
        "publish",
        Direction.EVENT,
        CollisionXml.liability(caseRef, revision, status),
        header ->
            header
                .businessKey("DOC-" + caseRef)
                .purpose("P01", "LB-LAW")
                .agreementId(Police.LIABILITY_AGREEMENT));
  }

  private Sent event(String sender, String operation, String payload, String other)
      throws Exception {
    return talk.send(
        sender,
        SERVICE,
        operation,
        Direction.EVENT,
        payload,
        header -> contract(header).receiver(uscc(other)));
  }

  /** Who was told {@code code} about the case. */
  private Set<String> told(String code, String caseRef) throws InterruptedException {
    Set<String> partners = new TreeSet<>();
    cast.arrivals()
        .await(
            each ->
                each.header().operation().equals("notice")
                    && each.payloadText().contains(">" + code + "<")
                    && each.payloadText().contains(caseRef),
            2,
            Duration.ofSeconds(60))
        .forEach(each -> partners.add(each.partner()));
    return partners;
  }

  private HeaderBuilder query(HeaderBuilder header) {
    return contract(header).operatorRef("A-CLM-00217");
  }

  private HeaderBuilder contract(HeaderBuilder header) {
    return header.businessKey("HPZ-" + run).purpose("P01", "LB-CONTRACT");
  }

  private static Uscc uscc(String partner) {
    return DemoCast.PARTNERS.get(partner);
  }

  private String caseRef(int number) {
    return "HPZ-331002-20260820-" + run + number;
  }

  private CollisionXml usual() {
    return CollisionXml.usual(caseRef(9));
  }

  private CollisionXml pair(String first, String second, String loss) {
    return usual().liabilities(first, second).losses("1500.00", loss);
  }
}
