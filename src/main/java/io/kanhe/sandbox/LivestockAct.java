package io.kanhe.sandbox;

import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.MessageId;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.sandbox.Conversation.Sent;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Scenario C: drowned pigs of an insured farm, claims on them, right and wrong, an epidemic next
 * door, and an animal that goes missing on its way to the plant.
 */
final class LivestockAct {

  private static final String DISPOSAL = "ah.disposal";
  private static final String PLANT = "disposal-plant";
  private static final String B = "insurer-b";
  private static final String C = "insurer-c";
  private static final Set<String> TOLD_OF_EPIDEMIC = Set.of(C, "regulator-zj", "emergency-tz");

  private final DemoCast cast;
  private final Conversation talk;
  private final Account account;
  private final String run = MessageId.random().toString().substring(0, 6).toUpperCase();
  private final String firstDigits;

  /** A lasting gateway remembers its animals, so each run there has a herd of its own. */
  LivestockAct(DemoCast cast, DemoPlan plan, Account account) {
    this.cast = cast;
    this.talk = new Conversation(cast);
    this.account = account;
    int herd = plan.once() ? 0 : ThreadLocalRandom.current().nextInt(1, 100_000);
    this.firstDigits = "1331081" + String.format("%05d", herd);
  }

  void play() throws Exception {
    cast.responders().when("ah.eartag", new Husbandry(firstDigits)::tags);
    cast.listen(List.of(Husbandry.ID, PLANT));
    for (String insurer : List.of("insurer-a", B, C)) {
      pushCoverage(insurer);
    }
    askAboutTags();
    dispose();
    claim();
    claimWrongly();
    late();
    contradict();
    Sent epidemic = epidemic();
    cull();
    Sent shortOfOne = lose();
    keepToThemselves(epidemic, shortOfOne);
  }

  private void pushCoverage(String insurer) throws Exception {
    byte[] file =
        ScenarioExposure.feed(
            TyphoonAct.Agreements.letter(insurer),
            DemoCast.PARTNERS.get(insurer),
            LocalDate.of(2026, 8, 23));
    long rows = new String(file, StandardCharsets.UTF_8).lines().count() - 1;
    Header header =
        cast.messages(insurer)
            .coverage(insurer + "-" + run, TyphoonAct.Agreements.coverage(insurer), file, rows)
            .build();
    int status = cast.client(insurer).putFeed(header, file).statusCode();
    account.progress(account.say("coverage of " + insurer, insurer + " 承保快照") + ": HTTP " + status);
  }

  private void askAboutTags() throws Exception {
    account.chapter(
        account.say(
            "Ear tags: asked of the husbandry department, answered to the asker only",
            "耳标核验：转畜牧部门，结果只回询问方"));
    List<String> tags = List.of(tag(101), tag(201), tag(101).substring(0, 14));
    Answer own = talk.ask(C, "ah.eartag", "verify", Husbandry.question(tags), this::query);
    account.expect(
        statuses(own, "EarTagVerifyResponse").equals("VALID UNKNOWN FORMAT_ERROR")
            && own.at("EarTagVerifyResponse/results/result/insuredBy").equals("true"),
        account.say("C asks about its pigs: ", "丙核验耳标：") + statuses(own, "EarTagVerifyResponse"));
    Answer other =
        talk.ask(B, "ah.eartag", "verify", Husbandry.question(List.of(tag(101))), this::query);
    account.expect(
        statuses(other, "EarTagVerifyResponse").equals("DUPLICATE_INSURED")
            && other.at("EarTagVerifyResponse/results/result/insuredBy").equals("false")
            && !other.payload().contains(uscc(C)),
        account.say(
            "B asks about one of them: DUPLICATE_INSURED, not by B, and no other name",
            "乙核验同一耳标：DUPLICATE_INSURED，不透露对方公司"));
  }

  private void dispose() throws Exception {
    account.chapter(account.say("Three drowned pigs, and the claim on them", "三头溺亡生猪与理赔核对"));
    Sent sent = record(DisposalXml.drowned(recordNo(1), three()));
    List<ReceivedMessage> heard = talk.heard(sent.id(), "record", 2);
    account.expect(
        sent.isAccepted() && partners(heard).equals(Set.of(C, Husbandry.ID)),
        account.say(
            "the plant's record (231.5 kg, 19 h 50 min) reaches husbandry and C",
            "处理中心记录（231.5 千克，19 小时 50 分）送达畜牧部门与丙"));
    String atC =
        heard.stream()
            .filter(each -> each.partner().equals(C))
            .map(ReceivedMessage::payloadText)
            .collect(Collectors.joining());
    account.expect(
        atC.contains("示例生猪养殖场") && !atC.contains("GFSY-331081-0045"),
        account.say("C sees its own farm, and nobody sees the vet's code", "丙可见自家养殖场，兽医代码不出网关"));
  }

  private void claim() throws Exception {
    expectClaim(C, "CLM-1", 1, three(), "OK OK OK", "C claims", "丙申请核对");
    expectClaim(C, "CLM-1", 1, three(), "OK OK OK", "the same claim again", "同一赔案重复核对");
    String again = "ALREADY_CLAIMED ALREADY_CLAIMED ALREADY_CLAIMED";
    expectClaim(C, "CLM-2", 1, three(), again, "C under another claim", "丙以另一赔案再次申请");
    Answer other = expectClaim(B, "CLM-3", 1, three(), again, "B, insured twice", "乙重复承保申请");
    account.expect(
        !other.payload().contains(uscc(C)) && !other.payload().contains("CLM-1"),
        account.say("and B is not told by whom", "乙得不到丙的名称与赔案号"));
  }

  private void claimWrongly() throws Exception {
    account.chapter(account.say("Claims that are wrong", "不一致的理赔申请"));
    expectClaim(C, "CLM-4", 1, List.of(tag(104)), "NOT_IN_RECORD", "not in the record", "不在记录中");
    expectClaim(
        C,
        "CLM-4",
        1,
        List.of("2" + tag(101).substring(1)),
        "SPECIES_MISMATCH",
        "a tag of cattle",
        "牛的耳标");
    expectClaim(
        C, "CLM-4", 1, List.of(tag(101).substring(0, 14)), "FORMAT_ERROR", "14 digits", "14 位");
    record(DisposalXml.drowned(recordNo(2), List.of(tag(105))).collected());
    expectClaim(C, "CLM-5", 2, List.of(tag(105)), "NOT_PROCESSED", "only collected", "仅收集未处理");
  }

  private void late() throws Exception {
    account.chapter(account.say("Times", "时限"));
    Sent sent =
        record(
            DisposalXml.drowned(recordNo(3), List.of(tag(106)))
                .processedAt("2026-08-27T14:40:00+08:00"));
    account.expect(
        sent.isAccepted() && entry(sent).contains("LATE_48H"),
        account.say("processed after 49 h: LATE_48H in the ledger", "49 小时处理：账本记 LATE_48H"));
    expectClaim(C, "CLM-6", 3, List.of(tag(106)), "OK", "the claim is not blocked", "理赔不受阻");
  }

  private void contradict() throws Exception {
    Sent sent =
        record(
            DisposalXml.drowned(recordNo(4), List.of(tag(107)))
                .processedAt("2026-08-25T13:39:59+08:00"));
    account.expect(
        sent.code().equals("4002"),
        account.say("processed before received: refused, ", "处理早于接收：拒收 ") + sent.code());
    Sent twice = record(DisposalXml.drowned(recordNo(5), three()));
    account.expect(
        twice.code().equals("4003"),
        account.say("the same pigs in another record: refused, ", "同一耳标第二次处理：拒收 ") + twice.code());
  }

  private Sent epidemic() throws Exception {
    account.chapter(account.say("African swine fever in 331082, class I", "331082 非洲猪瘟，一类"));
    String noticeNo = "YQ-331082-2026-" + run;
    Sent sent =
        talk.send(
            Husbandry.ID,
            "ah.epidemic",
            "notice",
            Direction.EVENT,
            Husbandry.epidemic(noticeNo),
            header ->
                header
                    .businessKey(noticeNo)
                    .purpose("P04", "LB-EMERG")
                    .agreementId(Husbandry.EPIDEMIC_AGREEMENT));
    List<ReceivedMessage> heard = talk.heard(sent.id(), "notice", TOLD_OF_EPIDEMIC.size());
    account.expect(
        sent.isAccepted() && partners(heard).equals(TOLD_OF_EPIDEMIC),
        account.say(
            "reaches C, which insures livestock next door, and the departments; A and B insure none",
            "送达邻县承保养殖业的丙与监管、应急部门；甲乙无养殖险，不推送"));
    Set<String> named =
        partners(
            heard.stream()
                .filter(each -> each.payloadText().contains(Husbandry.INFECTED_FARM))
                .toList());
    account.expect(
        named.equals(Set.of(C)),
        account.say("the farm is named to its insurer only", "养殖场只告知其承保公司"));
    return sent;
  }

  private void cull() throws Exception {
    Sent sent = record(DisposalXml.drowned(recordNo(6), List.of(tag(108))).culled());
    Answer answer = expectClaim(C, "CLM-7", 6, List.of(tag(108)), "OK", "a culled pig", "扑杀生猪");
    account.expect(
        entry(sent).contains("EPIDEMIC_CULL")
            && answer.at("DisposalClaimCheckResponse/resultText").startsWith("EPIDEMIC_CULL"),
        account.say("its claim goes the way of culled animals", "走强制扑杀理赔路径"));
  }

  private Sent lose() throws Exception {
    account.chapter(account.say("Twelve collected, eleven received", "收集 12 头，接收 11 头"));
    List<String> twelve = IntStream.rangeClosed(121, 132).mapToObj(this::tag).toList();
    Sent sent = record(DisposalXml.drowned(recordNo(7), twelve).countedAs(11));
    List<ReceivedMessage> alarms =
        cast.arrivals().await(each -> isAlarm(each, 7), 1, Conversation.PATIENCE);
    account.expect(
        partners(alarms).equals(Set.of(Husbandry.ID)),
        account.say(
            "the husbandry department is alarmed: QUANTITY_LOSS", "畜牧部门收到 QUANTITY_LOSS 预警"));
    return sent;
  }

  /** At the end, when whatever else was sent had time to arrive. */
  private void keepToThemselves(Sent epidemic, Sent shortOfOne) throws Exception {
    talk.heard(shortOfOne.id(), "record", 2);
    account.expect(
        partners(cast.arrivals().matching(each -> isAlarm(each, 7))).equals(Set.of(Husbandry.ID))
            && !entry(shortOfOne).contains("QUANTITY_LOSS"),
        account.say(
            "nobody else heard of it, not even the plant in its receipt", "其他各方（含处理中心回执）均不知情"));
    account.expect(
        partners(
                cast.arrivals()
                    .matching(each -> epidemic.id().equals(each.header().correlationId())))
            .equals(TOLD_OF_EPIDEMIC),
        account.say("and A and B never heard of the epidemic", "甲乙始终未收到疫情通报"));
  }

  private boolean isAlarm(ReceivedMessage message, int record) {
    return message.payloadText().contains("QUANTITY_LOSS")
        && message.payloadText().contains(recordNo(record));
  }

  private Answer expectClaim(
      String insurer,
      String claimNo,
      int record,
      List<String> tags,
      String expected,
      String name,
      String zh)
      throws Exception {
    String claim = claimNo + "-" + run;
    Answer answer =
        talk.ask(
            insurer,
            DISPOSAL,
            "check-claim",
            DisposalXml.claim(claim, insurer, recordNo(record), tags),
            header -> query(header).businessKey(claim));
    String found = statuses(answer, "DisposalClaimCheckResponse");
    account.expect(found.equals(expected), account.say(name, zh) + ": " + found);
    return answer;
  }

  private Sent record(DisposalXml disposal) throws Exception {
    return talk.send(
        PLANT,
        DISPOSAL,
        "record",
        Direction.EVENT,
        disposal.xml(),
        header -> header.businessKey(disposal.recordNo()).purpose("P01", "LB-LAW-AGRI"));
  }

  private HeaderBuilder query(HeaderBuilder header) {
    return header
        .businessKey("TAG-" + run)
        .purpose("P01", "LB-LAW-AGRI")
        .operatorRef("C-CLM-00031");
  }

  private static String statuses(Answer answer, String root) {
    if (!answer.code().equals("0000")) {
      return answer.code();
    }
    return XmlPath.all(answer.root(), root + "/results/result/status").stream()
        .map(XmlElement::token)
        .collect(Collectors.joining(" "));
  }

  private static Set<String> partners(List<ReceivedMessage> messages) {
    return messages.stream()
        .map(ReceivedMessage::partner)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String entry(Sent sent) {
    return new String(sent.receipt().entry(), StandardCharsets.UTF_8);
  }

  private static String uscc(String partner) {
    return DemoCast.PARTNERS.get(partner).value();
  }

  private List<String> three() {
    return List.of(tag(101), tag(102), tag(103));
  }

  private String tag(int number) {
    return firstDigits + number;
  }

  private String recordNo(int number) {
    return "WHH-331081-20260826-" + run + number;
  }
}
