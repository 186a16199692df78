package io.kanhe.sandbox;

import io.kanhe.message.Direction;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.Uscc;
import io.kanhe.sandbox.Conversation.Sent;
import io.kanhe.trust.Trust;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Scenario B, its end: two insurers have three claims about one vehicle, and what comes of the lead
 * to the police. Persons and vehicle are invented.
 */
final class FraudAct {

  private static final String SERVICE = "fraud.lead";
  private static final String A = "insurer-a";
  private static final String B = "insurer-b";
  private static final String REGULATOR = "regulator-zj";
  private static final String SUSPECT = "331082190001010211";
  private static final String NAME = "测试乙";
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private final DemoCast cast;
  private final Conversation talk;
  private final Account account;
  private final String run;
  private final String vin;

  /**
   * @param run makes the numbers of claims and lead those of this run
   */
  FraudAct(DemoCast cast, Account account, String run) {
    this.cast = cast;
    this.talk = new Conversation(cast);
    this.account = account;
    this.run = run;
    this.vin =
        InventedVin.of(String.format("%07d", ThreadLocalRandom.current().nextInt(10, 10_000_000)));
  }

  /** The police answer questions about vehicles already. */
  void play() throws Exception {
    cast.listen(List.of(Police.ECONOMIC));
    suspect();
    Sent lead = refer();
    pursue(lead);
  }

  private void suspect() throws Exception {
    account.chapter(
        account.say(
            "One vehicle in three claims of two insurers within 30 days", "同一车辆 30 日内在两家公司三次出险"));
    ask(A, claim("A1"));
    ask(B, claim("B1"));
    ask(A, claim("A1"));
    account.expect(
        indicators(0).isEmpty(),
        account.say(
            "two claims, one of them asked about twice: nothing to tell", "两件赔案（其一重复询问）：不构成指标"));
    ask(A, claim("A2"));
    List<ReceivedMessage> told = indicators(3);
    account.expect(
        partners(told).equals(Set.of(A, B, REGULATOR)) && told.size() == 3,
        account.say(
            "the third claim: SAME_VEHICLE to " + String.join(", ", partners(told)),
            "第三件赔案：SAME_VEHICLE，通知 " + String.join("、", partners(told))));
    account.expect(
        namesOf(told, A).equals(Set.of("A1", "A2"))
            && namesOf(told, B).equals(Set.of("B1"))
            && namesOf(told, REGULATOR).isEmpty()
            && told.stream().noneMatch(each -> each.payloadText().contains(vin)),
        account.say(
            "each reads its own claims only, the regulator their number; nobody reads the vehicle",
            "各公司只见本公司赔案，监管局只见数量，均无车架号"));
  }

  /** Indicators about claims of this run, once {@code count} are there. */
  private List<ReceivedMessage> indicators(int count) throws InterruptedException {
    return cast.arrivals()
        .await(
            each ->
                each.header().serviceId().equals(SERVICE)
                    && each.header().operation().equals("indicator")
                    && !each.marked(),
            count,
            Conversation.PATIENCE);
  }

  private Set<String> namesOf(List<ReceivedMessage> told, String partner) {
    Set<String> names = new TreeSet<>();
    for (ReceivedMessage each : told) {
      for (String name : List.of("A1", "A2", "B1")) {
        if (each.partner().equals(partner) && each.payloadText().contains(claim(name))) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private Sent refer() throws Exception {
    account.chapter(
        account.say(
            "A lead on fraud: what concerns persons is closed to the gateway",
            "欺诈线索移送：涉及个人的内容对网关加密"));
    byte[] closed =
        Trust.payloadEncryption()
            .encrypt(bytes(detail()), List.of(cast.encryptionCertificate(Police.ECONOMIC)));
    String payload = lead(Base64.getEncoder().encodeToString(closed));
    Sent sent = event(A, "refer", payload, Police.ECONOMIC, "P03");
    List<ReceivedMessage> heard = talk.heard(sent.id(), "refer", 2);
    account.expect(
        sent.isAccepted()
            && partners(heard).equals(Set.of(Police.ECONOMIC, REGULATOR))
            && state(sent, "NEW"),
        account.say("A refers it: the police and the regulator hear of it", "甲移送线索：经侦与监管局收到"));
    account.expect(
        opened(at(heard, Police.ECONOMIC)).equals(detail()),
        account.say("the police open their part with their own key", "经侦以自有密钥解密"));
    String copy = at(heard, REGULATOR).payloadText();
    account.expect(
        copy.contains(leadNo())
            && !copy.contains("encryptedPart")
            && !copy.contains(SUSPECT)
            && !copy.contains(NAME)
            && !copy.contains(vin),
        account.say(
            "the regulator's copy has no identity number, no name and no vehicle",
            "监管局副本无身份号码、姓名与车架号"));
    return sent;
  }

  private String opened(ReceivedMessage lead) throws Exception {
    String text = lead.payloadText();
    int from = text.indexOf("<encryptedPart>") + "<encryptedPart>".length();
    byte[] closed =
        Base64.getDecoder().decode(text.substring(from, text.indexOf("</encryptedPart>")));
    return new String(
        Trust.payloadDecryption(cast.encryptionKey(Police.ECONOMIC)).decrypt(closed),
        StandardCharsets.UTF_8);
  }

  private void pursue(Sent lead) throws Exception {
    String today = OffsetDateTime.now(CHINA).toLocalDate().toString();
    step("ACKED", "LeadAck", "<ackTime>" + now() + "</ackTime>");
    step(
        "ACCEPTED",
        "LeadAccepted",
        "<policeUnit>331000000000</policeUnit><acceptDate>" + today + "</acceptDate>");
    step("FILED", "LeadResult", result("FILED", today));
    Sent back =
        event(
            Police.ECONOMIC,
            "progress",
            document("LeadReturned", "<reasonCode>CIVIL_DISPUTE</reasonCode>"),
            A,
            "P08");
    account.expect(
        back.code().equals("4003"),
        account.say("a filed lead cannot be returned: refused, ", "已立案线索不得退回：拒收 ") + back.code());
    step("CLOSED", "LeadResult", result("CONCLUDED", today));
    account.expect(
        cast.arrivals()
            .matching(
                each ->
                    each.header().serviceId().equals(SERVICE)
                        && (each.partner().equals(B) || each.payloadText().contains(SUSPECT))
                        && each.payloadText().contains(leadNo()))
            .isEmpty(),
        account.say(
            "B never heard of the lead, and nobody read an identity number",
            "乙始终不知该线索，任何一方均未见身份号码"));
  }

  private void step(String state, String root, String rest) throws Exception {
    Sent sent = event(Police.ECONOMIC, "progress", document(root, rest), A, "P08");
    List<ReceivedMessage> heard = talk.heard(sent.id(), "progress", 2);
    account.expect(
        sent.isAccepted() && state(sent, state) && partners(heard).equals(Set.of(A, REGULATOR)),
        account.say(
            root + ": the lead is " + state + ", A and the regulator know",
            root + "：线索状态 " + state + "，甲与监管局收到"));
  }

  private static boolean state(Sent sent, String state) {
    return new String(sent.receipt().entry(), StandardCharsets.UTF_8)
        .contains("\"leadState\":\"" + state + "\"");
  }

  private void ask(String insurer, String claim) throws Exception {
    Answer answer =
        talk.ask(
            insurer,
            "ps.vehicle.stolen",
            "check",
            "<VehicleStolenCheckRequest xmlns=\"urn:kanhe:ps:1.0\" version=\"1.0\"><claimNo>"
                + claim
                + "</claimNo><vin>"
                + vin
                + "</vin></VehicleStolenCheckRequest>",
            header -> header.businessKey(claim).purpose("P03", "LB-LAW").operatorRef("SIU-00007"));
    account.note(insurer + ", " + claim + ": " + answer.code());
  }

  private Sent event(String sender, String operation, String payload, String to, String purpose)
      throws Exception {
    return talk.send(
        sender, SERVICE, operation, Direction.EVENT, payload, header -> named(header, to, purpose));
  }

  private HeaderBuilder named(HeaderBuilder header, String to, String purpose) {
    header.businessKey(leadNo()).purpose(purpose, "LB-LAW").receiver(DemoCast.PARTNERS.get(to));
    return to.equals(A) ? header.agreementId(Police.FRAUD_AGREEMENT) : header;
  }

  private String lead(String closed) {
    return document(
        "FraudLead",
        "<leadTime>"
            + now()
            + "</leadTime><line>MOTOR_COM</line><fraudType>DUPLICATE</fraudType>"
            + "<regionCode>331081</regionCode><suspectedAmount>86000.00</suspectedAmount>"
            + "<claim><insurer>"
            + uscc(A)
            + "</insurer><lossDate>2026-08-20</lossDate><paidAmount>43000.00</paidAmount></claim>"
            + "<indicator><code>SAME_VEHICLE</code><weight>80</weight>"
            + "<text>同一车辆三次出险</text></indicator><confidentiality>SECRET_WORK</confidentiality>"
            + "<requestedAction>INVESTIGATE</requestedAction><encryptedPart>"
            + closed
            + "</encryptedPart>");
  }

  private String detail() {
    return "<d:FraudLeadDetail xmlns:d=\"urn:kanhe:fraud-detail:1.0\"><d:leadNo>"
        + leadNo()
        + "</d:leadNo><d:subject><d:role>INSURED</d:role><d:name>"
        + NAME
        + "</d:name><d:idType>111</d:idType><d:idNo>"
        + SUSPECT
        + "</d:idNo><d:vin>"
        + vin
        + "</d:vin></d:subject><d:narrative>同一车辆三次出险</d:narrative></d:FraudLeadDetail>";
  }

  private String document(String root, String rest) {
    return "<"
        + root
        + " xmlns=\"urn:kanhe:fraud:1.0\"><leadNo>"
        + leadNo()
        + "</leadNo><reporterOrg>"
        + uscc(A)
        + "</reporterOrg>"
        + rest
        + "</"
        + root
        + ">";
  }

  private static String result(String result, String day) {
    return "<result>" + result + "</result><resultDate>" + day + "</resultDate>";
  }

  private static ReceivedMessage at(List<ReceivedMessage> heard, String partner) {
    return heard.stream().filter(each -> each.partner().equals(partner)).findFirst().orElseThrow();
  }

  private static Set<String> partners(List<ReceivedMessage> messages) {
    Set<String> partners = new TreeSet<>();
    messages.forEach(each -> partners.add(each.partner()));
    return partners;
  }

  private static Uscc uscc(String partner) {
    return DemoCast.PARTNERS.get(partner);
  }

  private static String now() {
    return OffsetDateTime.now(CHINA)
        .minusSeconds(1)
        .format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String leadNo() {
    return "LEAD-A-" + run;
  }

  private String claim(String name) {
    return "CLM-" + name + "-" + run;
  }
}
