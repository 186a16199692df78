package io.kanhe.sandbox;

import io.kanhe.message.Direction;
import io.kanhe.message.MessageId;
import io.kanhe.sandbox.Conversation.Sent;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The water bureau's flood warning, and one that says less than the river already shows. */
final class TyphoonFlood {

  private static final String BUREAU = "water-taizhou";
  private static final String TABLE_ID = "33100033200000_20260824201000";
  private static final Pattern ENTRY = Pattern.compile("<k:entry>([^<]+)</k:entry>");

  private final DemoCast cast;
  private final Conversation talk;
  private final Account account;
  private final AlertIds ids;

  TyphoonFlood(DemoCast cast, Account account, AlertIds ids) {
    this.cast = cast;
    this.talk = new Conversation(cast);
    this.account = account;
    this.ids = ids;
  }

  /**
   * The orange warning as it was sent.
   *
   * @param alert the alert's own id
   * @param envelope the very bytes
   */
  record Warned(String alert, MessageId id, byte[] envelope) {}

  Warned play() throws Exception {
    account.chapter(
        account.say(
            "20:10: the water bureau warns of a flood, by SOAP, in CAP 1.2",
            "20:10：水利局发布洪水橙色预警（SOAP，CAP 1.2）"));
    Warned flood = orange();
    List<ReceivedMessage> warnings =
        talk.heard(flood.id(), "publish", TyphoonWarnings.WARNED.size());
    account.expect(
        warnings.size() == TyphoonWarnings.WARNED.size()
            && warnings.stream().allMatch(each -> isFlood(each.payloadText())),
        account.say(
            "delivered to the same five, each once: event 11A01, sender 33100033200000, priority 9",
            "同样送达五方各一次：事件 11A01，发布单位 33100033200000，优先级 9"));
    account.expect(
        talk.heard(flood.id(), "impact", 3).size() == 3,
        account.say("and what it means for each insurer", "三家公司各得本公司影响清单"));
    yellow();
    return flood;
  }

  private Warned orange() throws IOException, InterruptedException {
    PartnerClient water = cast.client(BUREAU);
    MessageId id = MessageId.random();
    byte[] envelope =
        water.signedForSoap(
            cast.messages(BUREAU).alert(ids.flood(), TyphoonAct.Agreements.WATER).messageId(id),
            TyphoonAct.text("flood-orange-cap.xml").replace(TABLE_ID, ids.flood()));
    HttpResponse<byte[]> answer = water.postSoap(envelope);
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    if (answer.statusCode() != 200) {
      account.note(text);
    }
    Matcher entry = ENTRY.matcher(text);
    String facts =
        entry.find()
            ? new String(Base64.getMimeDecoder().decode(entry.group(1)), StandardCharsets.UTF_8)
            : "";
    account.expect(
        answer.statusCode() == 200
            && facts.contains("\"stageLevel\":\"ORANGE\"")
            && !facts.contains("LEVEL_INCONSISTENT"),
        account.say(
            "receipt in the SOAP response, HTTP 200; consistent with the river at ORANGE",
            "SOAP 应答中带回执，HTTP 200；与河道水情 ORANGE 一致"));
    return new Warned(ids.flood(), id, envelope);
  }

  private void yellow() throws Exception {
    Sent sent =
        talk.send(
            BUREAU,
            "ew.alert",
            "publish",
            Direction.EVENT,
            TyphoonAct.text("flood-orange-cap.xml")
                .replace(TABLE_ID, ids.lowFlood())
                .replace("20:10:00+08:00</sent>", "20:15:00+08:00</sent>")
                .replace("<severity>Severe<", "<severity>Moderate<")
                .replace("<value>Orange<", "<value>Yellow<")
                .replace("<value>2<", "<value>3<")
                .replace("洪水橙色预警[II级/严重]", "洪水黄色预警[III级/较重]"),
            header ->
                header
                    .businessKey(ids.lowFlood())
                    .purpose("P04", "LB-PUBLIC")
                    .agreementId(TyphoonAct.Agreements.WATER));
    List<ReceivedMessage> notices =
        cast.arrivals()
            .await(
                each ->
                    each.header().operation().equals("notice")
                        && each.payloadText().contains(ids.lowFlood())
                        && each.payloadText().contains("LEVEL_INCONSISTENT")
                        && !each.marked(),
                2,
                Conversation.PATIENCE);
    Set<String> told = new TreeSet<>();
    notices.forEach(each -> told.add(each.partner()));
    account.expect(
        sent.isAccepted()
            && new String(sent.receipt().entry(), StandardCharsets.UTF_8)
                .contains("LEVEL_INCONSISTENT")
            && told.equals(Set.of(BUREAU, "emergency-tz")),
        account.say(
            "a yellow one contradicts the river: LEVEL_INCONSISTENT to " + String.join(", ", told),
            "黄色预警与水情不符：LEVEL_INCONSISTENT，通知 " + String.join("、", told)));
  }

  private static boolean isFlood(String cap) {
    return cap.contains("<value>11A01</value>")
        && cap.contains("<sender>33100033200000</sender>")
        && cap.contains("<severity>Severe</severity>");
  }
}
