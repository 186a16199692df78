package io.kanhe.sandbox;

import io.kanhe.message.Direction;
import io.kanhe.sandbox.Conversation.Sent;
import java.util.ArrayList;
import java.util.List;

/** A partner is down for a while: what is for it waits, and comes in order when it is back. */
final class TyphoonOutage {

  private static final String B = "insurer-b";
  private static final int WARNINGS = 6;
  private static final String BEFORE_AND_AFTER = "kanhe.out.insurer-b";

  private final DemoCast cast;
  private final Conversation talk;
  private final Account account;
  private final AlertIds ids;

  TyphoonOutage(DemoCast cast, Account account, AlertIds ids) {
    this.cast = cast;
    this.talk = new Conversation(cast);
    this.account = account;
    this.ids = ids;
  }

  void play() throws Exception {
    account.chapter(account.say("Insurer B is down from 10:00 to 10:20", "乙公司 10:00 至 10:20 停机"));
    cast.goDown(B);
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < WARNINGS; i++) {
      sent.add(gale(i));
    }
    for (Sent each : sent) {
      talk.heard(each.id(), "publish", TyphoonWarnings.WARNED.size() - 1);
    }
    account.expect(
        sent.stream().allMatch(Sent::isAccepted) && atB(sent).isEmpty(),
        account.say(
            "six warnings reach the other four; those for B wait on " + BEFORE_AND_AFTER,
            "六条预警送达其余四方，乙的报文留在队列 " + BEFORE_AND_AFTER));
    cast.listen(List.of(B));
    for (Sent each : sent) {
      talk.heard(each.id(), "publish", TyphoonWarnings.WARNED.size());
      talk.heard(each.id(), "impact", 3);
    }
    List<String> expected = sent.stream().map(each -> each.id().toString()).toList();
    account.expect(
        atB(sent).equals(expected),
        account.say(
            "B is back: all six come, in the order in which they were sent, each once",
            "乙恢复：六条全部到达，顺序不变，各一次"));
  }

  /** Ids of the warnings that reached B, as they came; a marked repetition has no effect there. */
  private List<String> atB(List<Sent> sent) {
    List<io.kanhe.message.MessageId> ids = sent.stream().map(Sent::id).toList();
    return cast
        .arrivals()
        .matching(
            each ->
                each.partner().equals(B)
                    && each.header().operation().equals("publish")
                    && ids.contains(each.header().correlationId())
                    && !each.marked())
        .stream()
        .map(each -> String.valueOf(each.header().correlationId()))
        .toList();
  }

  private Sent gale(int number) throws Exception {
    String id = ids.gale(number);
    String time = "2026-08-27 10:" + String.format("%02d", number) + ":00+08:00";
    String alert =
        TyphoonAct.text("typhoon-orange-native.xml")
            .replaceFirst("<references>[^<]*</references>", "<references/>")
            .replace(TyphoonAct.TYPHOON, id)
            .replace("2026-08-24 08:00:00+08:00", time)
            .replace("<msgType>Update<", "<msgType>Alert<")
            .replace("<severity>Orange<", "<severity>Blue<")
            .replace(">11B01<", ">11B06<")
            .replace("更新台风橙色预警信号[II级/严重]", "发布大风蓝色预警信号[IV级/一般]");
    return talk.send(
        "met-taizhou",
        "ew.alert",
        "publish",
        Direction.EVENT,
        alert,
        header ->
            header
                .businessKey(id)
                .purpose("P04", "LB-PUBLIC")
                .agreementId(TyphoonAct.Agreements.WEATHER));
  }
}
