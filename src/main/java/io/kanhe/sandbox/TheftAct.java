package io.kanhe.sandbox;

import io.kanhe.message.Direction;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.MessageId;
import io.kanhe.sandbox.Conversation.Sent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Scenario B, second half: an insurer asks the police about a burglary under the person's consent
 * and pays what is left of the loss, about a stolen car and about a residence. The persons are
 * invented.
 */
final class TheftAct {

  private static final String A = "insurer-a";
  private static final String NAMESPACE = "xmlns=\"urn:kanhe:ps:1.0\" version=\"1.0\"";
  private static final String VICTIM = "331081190001010178";
  private static final int QUOTA = 50;

  private final DemoCast cast;
  private final Conversation talk;
  private final Account account;
  private final String run = MessageId.random().toString().substring(0, 6).toUpperCase();
  private final BurglaryClaims claims;

  TheftAct(DemoCast cast, Account account) {
    this.cast = cast;
    this.talk = new Conversation(cast);
    this.account = account;
    this.claims = new BurglaryClaims(cast, account, run);
  }

  void play() throws Exception {
    cast.responders().when("ps.burglary.case", PoliceFiles::burglary);
    cast.responders().when("ps.vehicle.stolen", PoliceFiles::vehicle);
    cast.responders().when("ps.residence.verify", PoliceFiles::residence);
    cast.listen(List.of(Police.SECURITY, Police.TRAFFIC));
    askAboutBurglary();
    settle();
    askAboutVehicle();
    askAboutResidence();
    new FraudAct(cast, account, run).play();
    claims.expire();
  }

  private void askAboutBurglary() throws Exception {
    account.chapter(
        account.say(
            "A burglary: is it a case of the police? Only under the person's consent",
            "入室盗窃核验：须有当事人授权"));
    Answer without = talk.ask(A, "ps.burglary.case", "verify", question("测试甲"), consent(1));
    account.expect(
        without.code().equals("3003"),
        account.say("without a registered consent: ", "未登记授权：") + without.code());
    Sent registered = register(1, "2027-08-24T08:00:00+08:00");
    Answer matched = talk.ask(A, "ps.burglary.case", "verify", question("测试甲"), consent(1));
    account.expect(
        registered.isAccepted()
            && matched.at("BurglaryCaseVerifyResponse/matchResult").equals("MATCHED")
            && !matched.payload().contains(VICTIM),
        account.say(
            "with consent: MATCHED, signed by the gateway, without the person's number",
            "授权登记后：MATCHED，网关签名，不回显身份号码"));
    Answer other = talk.ask(A, "ps.burglary.case", "verify", question("测试丙"), consent(1));
    account.expect(
        other.at("BurglaryCaseVerifyResponse/matchResult").equals("NOT_FOUND"),
        account.say("with a wrong name: NOT_FOUND", "姓名不符：NOT_FOUND"));
    register(2, "2026-01-02T00:00:00+08:00");
    Answer expired = talk.ask(A, "ps.burglary.case", "verify", question("测试甲"), consent(2));
    account.expect(
        expired.code().equals("3003"),
        account.say("under an expired consent: ", "授权已过期：") + expired.code());
    askTooOften();
  }

  private void askTooOften() throws Exception {
    String operator = "A-CLM-" + run;
    int answered = 0;
    String last = "0000";
    while (last.equals("0000") && answered <= QUOTA) {
      last = talk.ask(A, "ps.burglary.case", "verify", question("测试甲"), operator(operator)).code();
      answered += last.equals("0000") ? 1 : 0;
    }
    account.expect(
        answered == QUOTA && last.equals("3004"),
        account.say(
                "one operator gets " + answered + " answers a day, the next question: ",
                "同一操作员当日 " + answered + " 次获答，第 51 次查询：")
            + last);
  }

  private void settle() throws Exception {
    account.chapter(
        account.say("The claims: the police find something, and A pays", "赔案处理：公安追回部分财物，甲赔付"));
    claims.report();
    Sent solved =
        talk.send(
            Police.SECURITY,
            "ps.burglary.case",
            "status",
            Direction.EVENT,
            "<CaseStatusChange "
                + NAMESPACE
                + "><caseReceiptNo>"
                + caseReceipt()
                + "</caseReceiptNo><claimNo>"
                + claim()
                + "</claimNo><newStatus>SOLVED</newStatus><changeDate>2026-09-10</changeDate>"
                + "<recoveredAmount currency=\"CNY\">2800.00</recoveredAmount></CaseStatusChange>",
            header ->
                header
                    .businessKey(claim())
                    .purpose("P01", "LB-CONSENT")
                    .consentRef(consentRef(1))
                    .agreementId(Police.BURGLARY_AGREEMENT));
    List<ReceivedMessage> heard = talk.heard(solved.id(), "status", 1);
    account.expect(
        heard.size() == 1
            && heard.get(0).partner().equals(A)
            && heard.get(0).payloadText().contains("2800.00"),
        account.say(
            "later the case is solved: only the insurer whose question matched hears of it",
            "案件侦破：仅曾核验匹配的保险公司收到，追回 2800 元"));
    claims.reduce(heard.get(0));
    claims.limit();
  }

  private void askAboutVehicle() throws Exception {
    account.chapter(account.say("A stolen car, and a residence", "被盗车辆与居住登记"));
    account.expect(
        vehicleStatus(PoliceFiles.STOLEN, "浙J12346")
            .at("VehicleStolenCheckResponse/status")
            .equals("STOLEN_REPORTED"),
        account.say("the car is reported stolen", "车辆已报盗抢：STOLEN_REPORTED"));
    account.expect(
        vehicleStatus(PoliceFiles.STOLEN, "浙J12345")
            .at("VehicleStolenCheckResponse/remark")
            .equals("PLATE_VIN_MISMATCH"),
        account.say(
            "plate and VIN do not belong together: PLATE_VIN_MISMATCH, no owner is told",
            "号牌与车架号不符：PLATE_VIN_MISMATCH，不返回车主"));
    Sent digit =
        talk.send(
            A,
            "ps.vehicle.stolen",
            "check",
            Direction.REQUEST,
            vehicle("LTEST0002P0000003", "浙J12346"),
            this::aboutVehicle);
    account.expect(
        digit.isAccepted() && entry(digit).contains("VIN_CHECK_DIGIT"),
        account.say(
            "a VIN with a wrong check digit (1004) is asked all the same, with a warning in the ledger",
            "车架号校验位错误（1004）：照常查询，账本记录警告"));
  }

  private void askAboutResidence() throws Exception {
    Answer answer =
        talk.ask(
            A,
            "ps.residence.verify",
            "verify",
            "<ResidenceVerifyRequest "
                + NAMESPACE
                + "><claimNo>"
                + claim()
                + "</claimNo><name>测试甲</name><idType>111</idType><idNo>"
                + VICTIM
                + "</idNo><residenceRegion>331081</residenceRegion><asOfDate>2026-08-19</asOfDate>"
                + "<consentRef>"
                + consentRef(1)
                + "</consentRef></ResidenceVerifyRequest>",
            consent(1));
    account.expect(
        answer.at("ResidenceVerifyResponse/verified").equals("YES"),
        account.say("residence: yes or no, and no address", "居住登记：只答是否，不给住址"));
  }

  private Answer vehicleStatus(String vin, String plate) throws Exception {
    return talk.ask(A, "ps.vehicle.stolen", "check", vehicle(vin, plate), this::aboutVehicle);
  }

  private HeaderBuilder aboutVehicle(HeaderBuilder header) {
    return header.businessKey(claim()).purpose("P01", "LB-LAW").operatorRef("A-CLM-00217");
  }

  private String vehicle(String vin, String plate) {
    return "<VehicleStolenCheckRequest "
        + NAMESPACE
        + "><claimNo>"
        + claim()
        + "</claimNo><vin>"
        + vin
        + "</vin><plateNo>"
        + plate
        + "</plateNo><plateType>02</plateType></VehicleStolenCheckRequest>";
  }

  private static String entry(Sent sent) {
    return new String(sent.receipt().entry(), StandardCharsets.UTF_8);
  }

  private Sent register(int number, String expires) throws Exception {
    return talk.send(
        A,
        "kanhe.consent",
        "register",
        Direction.EVENT,
        "<ConsentRegistration xmlns=\"urn:kanhe:consent:1.0\"><consentRef>"
            + consentRef(number)
            + "</consentRef><idNo>"
            + VICTIM
            + "</idNo><service>ps.burglary.case</service><service>ps.residence.verify</service>"
            + "<purpose>P01</purpose><channel>APP</channel>"
            + "<signedAt>2026-01-01T00:00:00+08:00</signedAt><expiresAt>"
            + expires
            + "</expiresAt><evidenceDigest>"
            + "a".repeat(64)
            + "</evidenceDigest></ConsentRegistration>",
        header ->
            header
                .businessKey(consentRef(number))
                .purpose("P01", "LB-CONSENT")
                .consentRef(consentRef(number)));
  }

  private UnaryOperator<HeaderBuilder> consent(int number) {
    return header ->
        header
            .businessKey(claim())
            .purpose("P01", "LB-CONSENT")
            .consentRef(consentRef(number))
            .operatorRef("A-CLM-00217");
  }

  private UnaryOperator<HeaderBuilder> operator(String operator) {
    return header -> consent(1).apply(header).operatorRef(operator);
  }

  private String question(String name) {
    return "<BurglaryCaseVerifyRequest "
        + NAMESPACE
        + "><claimNo>"
        + claim()
        + "</claimNo><policyLine>HOME_SEC</policyLine><caseReceiptNo>"
        + caseReceipt()
        + "</caseReceiptNo><reporter><name>"
        + name
        + "</name><idType>111</idType><idNo>"
        + VICTIM
        + "</idNo></reporter><regionCode>331081</regionCode>"
        + "<incidentDate>2026-08-19</incidentDate></BurglaryCaseVerifyRequest>";
  }

  private String claim() {
    return claims.asked();
  }

  private String caseReceipt() {
    return "SA-331081-2026-" + run;
  }

  private String consentRef(int number) {
    return "CS-A-20260821-" + run + number;
  }
}
