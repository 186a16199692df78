package io.kanhe.sandbox;

import io.kanhe.ledger.ReceiptCodec;
import io.kanhe.message.MessageId;
import io.kanhe.sandbox.TyphoonAct.Agreements;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The warnings of the typhoon, by MQ in the national structure: yellow, orange, cancelled. */
final class TyphoonWarnings {

  static final Set<String> WARNED =
      new TreeSet<>(Set.of("insurer-a", "insurer-b", "insurer-c", "regulator-zj", "emergency-tz"));
  private static final String BUREAU = "met-taizhou";
  private final DemoCast cast;
  private final Conversation talk;
  private final Account account;
  private final AlertIds ids;

  TyphoonWarnings(DemoCast cast, Account account, AlertIds ids) {
    this.cast = cast;
    this.talk = new Conversation(cast);
    this.account = account;
    this.ids = ids;
  }

  /** A warning as it went out and as its receipt came back. */
  record Issued(MessageId id, byte[] signed, byte[] receipt) {

    @Override
    public String toString() {
      return "Issued[" + id + "]";
    }
  }

  void yellow() throws Exception {
    account.chapter(
        account.say(
            "23 August, 17:00: the weather bureau warns of a typhoon, yellow, by MQ, in the national structure",
            "8 月 23 日 17:00：气象局发布台风黄色预警（MQ，国家标准结构）"));
    Issued issued = issue(ids.yellow(), nativeYellow());
    List<ReceivedMessage> warnings = talk.heard(issued.id(), "publish", WARNED.size());
    account.expect(
        partners(warnings).equals(WARNED)
            && warnings.stream().allMatch(each -> isCap(each, "Moderate", "Alert")),
        account.say(
            "reaches five as CAP 1.2 that keeps its schema: Alert, severity Moderate",
            "五方收到符合规范的 CAP 1.2：Alert，severity Moderate"));
    account.expect(
        warnings.stream().noneMatch(each -> each.payloadText().contains("值班员")),
        account.say("without the duty officer's name", "值班员姓名已去除"));
    account.expect(
        warnings.stream().allMatch(each -> each.header().priority() == 4),
        account.say("with the usual priority 4", "普通优先级 4"));
  }

  /** The orange one, and what comes of it at the five. */
  Issued orange() throws Exception {
    account.chapter(
        account.say(
            "24 August, 08:00: updated to orange for 331002, 331081 and 331083",
            "8 月 24 日 08:00：更新为橙色，涉及 331002、331081、331083"));
    String yellow = "33100041600000," + ids.yellow() + ",2026-08-23T17:00:00+08:00";
    Issued issued = issue(ids.orange(), bytes(nativeOrange()));
    List<ReceivedMessage> warnings = talk.heard(issued.id(), "publish", WARNED.size());
    account.expect(
        partners(warnings).equals(WARNED) && warnings.size() == WARNED.size(),
        account.say(
            "delivered once each to "
                + String.join(", ", partners(warnings))
                + " (A by SOAP push, the others by queue)",
            "向 " + String.join("、", partners(warnings)) + " 各送达一次（甲为 SOAP 推送，其余为队列）"));
    account.expect(
        warnings.stream().allMatch(each -> isCap(each, "Severe", "Update"))
            && warnings.stream().noneMatch(each -> each.payloadText().contains("值班员")),
        account.say("as CAP 1.2: Update, severity Severe", "CAP 1.2：Update，severity Severe"));
    account.expect(
        warnings.stream().allMatch(each -> each.payloadText().contains(references(yellow))),
        account.say("it refers to the yellow one: ", "引用黄色预警：") + yellow);
    account.expect(
        warnings.stream().allMatch(each -> each.header().priority() == 9),
        account.say("with priority 9, before everything else", "优先级 9，先于其他报文"));
    return issued;
  }

  /** The same alert in a new message is known, and goes to nobody. */
  void repeat() throws Exception {
    Issued again = issue(ids.orange(), bytes(nativeOrange()));
    account.expect(
        entry(again).contains("alertIgnored") && came(again, "publish") == 0,
        account.say(
            "the same alert id in a new message: recorded, known, delivered to nobody",
            "同一预警标识以新报文再次发送：已记录，不再投递"));
  }

  private static String entry(Issued issued) {
    return new String(ReceiptCodec.read(issued.receipt()).entry(), StandardCharsets.UTF_8);
  }

  /** Nothing came a second time, whoever repeated what. */
  void onceOnly(Issued orange) {
    account.expect(
        came(orange, "publish") == WARNED.size() && came(orange, "impact") == 3,
        account.say(
            "five warnings and three impacts came of the orange one, no more: repetitions had no effect",
            "橙色预警共产生五份预警、三份影响清单，重复发送未产生任何投递"));
  }

  void cancel() throws Exception {
    account.chapter(
        account.say("25 August, 07:40: the bureau cancels the warning", "8 月 25 日 07:40：气象局解除预警"));
    String orange = "33100041600000," + ids.orange() + ",2026-08-24T08:00:00+08:00";
    Issued issued = issue(ids.cancel(), nativeCancel());
    List<ReceivedMessage> warnings = talk.heard(issued.id(), "publish", WARNED.size());
    account.expect(
        partners(warnings).equals(WARNED)
            && warnings.stream()
                .allMatch(
                    each ->
                        each.payloadText().contains("<msgType>Cancel</msgType>")
                            && each.payloadText().contains(references(orange))),
        account.say(
            "all five get the Cancel, which refers to the orange one: " + orange,
            "五方均收到解除信息，引用橙色预警：" + orange));
    account.expect(
        entry(issued).contains("\"impact\":\"closed\"") && came(issued, "impact") == 0,
        account.say(
            "the impact is closed: no new exposure job, nobody gets figures for it",
            "影响关闭：不再计算影响，无人收到新的影响清单"));
  }

  Issued issue(String alertId, byte[] alert) throws Exception {
    MessageId id = MessageId.random();
    byte[] signed =
        cast.client(BUREAU)
            .signedForQueue(
                cast.messages(BUREAU).alert(alertId, Agreements.WEATHER).messageId(id), alert);
    cast.queues(BUREAU).send(signed);
    return new Issued(id, signed, Receipts.about(signed, cast.queues(BUREAU)));
  }

  private long came(Issued issued, String operation) {
    return cast.arrivals()
        .matching(
            each ->
                issued.id().equals(each.header().correlationId())
                    && each.header().operation().equals(operation)
                    && !each.marked())
        .size();
  }

  private static boolean isCap(ReceivedMessage message, String severity, String type) {
    String payload = message.payloadText();
    return payload.contains("urn:oasis:names:tc:emergency:cap:1.2")
        && payload.contains("<severity>" + severity + "</severity>")
        && payload.contains("<msgType>" + type + "</msgType>");
  }

  private static String references(String triple) {
    return "<references>" + triple + "</references>";
  }

  private static Set<String> partners(List<ReceivedMessage> messages) {
    Set<String> partners = new TreeSet<>();
    messages.forEach(each -> partners.add(each.partner()));
    return partners;
  }

  private String nativeOrange() {
    return TyphoonAct.text("typhoon-orange-native.xml")
        .replace(TyphoonAct.TYPHOON, ids.orange())
        .replaceFirst(
            "<references>[^<]*</references>", "<references>" + ids.yellow() + "</references>");
  }

  private byte[] nativeYellow() {
    return bytes(
        TyphoonAct.text("typhoon-orange-native.xml")
            .replaceFirst("<references>[^<]*</references>", "<references/>")
            .replace(TyphoonAct.TYPHOON, ids.yellow())
            .replace("2026-08-24 08:00:00", "2026-08-23 17:00:00")
            .replace("<msgType>Update<", "<msgType>Alert<")
            .replace("<severity>Orange<", "<severity>Yellow<")
            .replace("更新台风橙色预警信号[II级/严重]", "发布台风黄色预警信号[III级/较重]")
            .replace("未来12小时", "未来24小时")
            .replace("10级以上，阵风12级以上", "8级以上，阵风10级以上"));
  }

  /** As departments cancel: no info block. */
  private byte[] nativeCancel() {
    return bytes(
        "<alert><identifier>"
            + ids.cancel()
            + "</identifier><sender>台州市气象局</sender><senderCode>33100041600000</senderCode>"
            + "<sendTime>2026-08-25 07:40:00+08:00</sendTime><status>Exercise</status>"
            + "<msgType>Cancel</msgType><scope>Public</scope><references>"
            + ids.orange()
            + "</references></alert>");
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
