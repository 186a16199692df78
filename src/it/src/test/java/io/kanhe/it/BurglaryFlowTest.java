package io.kanhe.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.citrusframework.TestCaseRunner;
import org.citrusframework.annotations.CitrusResource;
import org.citrusframework.annotations.CitrusTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;

/** Scenario B.5: a burglary, the police's answer under the person's consent, and the claim. */
@GatewayFlow
class BurglaryFlowTest {

  private static final String SERVICE = "ps.burglary.case";
  private static final String POLICE = "police-tz";
  private static final String REGULATOR = "regulator-zj";
  private static final String A = "insurer-a";
  private static final String VICTIM = "331081190001010178";
  private static final String IN_FORCE = "2027-08-24T08:00:00+08:00";
  private static final int QUOTA = 50;

  @Autowired Steps steps;
  @Autowired Partners partners;
  @Autowired Inbox inbox;

  private final String claim = Runs.named("CLM");
  private final String receipt = Runs.named("SA");

  @Test
  @CitrusTest
  void policeAnswerUnderConsentAndLaterSayThatTheCaseIsSolved(@CitrusResource TestCaseRunner t) {
    Talk talk = talk(t);
    String consent = consent(talk, IN_FORCE);
    String matched = asked(talk, consent, "OP-00217", "测试甲");
    assertTrue(matched.contains("matchResult>MATCHED<"), "the reporter");
    assertFalse(matched.contains(VICTIM), "the answer repeats no number");
    String other = asked(talk, consent, "OP-00217", "测试丙");
    assertTrue(other.contains("matchResult>NOT_FOUND<"), "another name");

    MessageHeader solved =
        talk.event(POLICE, SERVICE, "status", claim)
            .under("P01", "LB-CONSENT")
            .with("consentRef", consent)
            .with("agreementId", "AGR-BURG-POLICE-2026");
    talk.tells(
        POLICE,
        solved,
        "<CaseStatusChange xmlns=\"urn:kanhe:ps:1.0\" version=\"1.0\"><caseReceiptNo>"
            + receipt
            + "</caseReceiptNo><claimNo>"
            + claim
            + "</claimNo><newStatus>SOLVED</newStatus><changeDate>2026-09-10</changeDate>"
            + "<recoveredAmount currency=\"CNY\">2800.00</recoveredAmount></CaseStatusChange>");
    assertTrue(talk.hears(A, solved).content().contains(">2800.00<"), "what was found");
  }

  @Test
  @CitrusTest
  void consentThatHasExpiredCoversNoQuestion(@CitrusResource TestCaseRunner t) {
    Talk talk = talk(t);
    String consent = consent(talk, "2026-01-02T00:00:00+08:00");
    talk.asksInVain(
        A, question(talk, consent, "OP-00217"), payload("测试甲"), HttpStatus.FORBIDDEN, "3003");
  }

  @Test
  @CitrusTest
  void operatorHasFiftyQuestionsADay(@CitrusResource TestCaseRunner t) {
    Talk talk = talk(t);
    String consent = consent(talk, IN_FORCE);
    String operator = Runs.named("OP");
    for (int i = 0; i < QUOTA; i++) {
      asked(talk, consent, operator, "测试甲");
    }
    talk.asksInVain(
        A, question(talk, consent, operator), payload("测试甲"), HttpStatus.TOO_MANY_REQUESTS, "3004");
  }

  @Test
  @CitrusTest
  void claimIsReducedByWhatWasFoundFlaggedAboveItsLimitAndMissedWhenUnpaid(
      @CitrusResource TestCaseRunner t) {
    Talk talk = talk(t);
    String forgotten = Runs.named("CLM");
    MessageHeader reported = progress(talk);
    talk.tells(
        A,
        reported,
        feed(
            talk,
            reported,
            row(claim, "REPORTED", "2026-08-21T09:00:00+08:00", "7000.00"),
            row(forgotten, "REPORTED", "2026-08-21T09:30:00+08:00", "7000.00")));
    MessageHeader paid = progress(talk);
    String usual =
        talk.tells(
            A, paid, feed(talk, paid, row(claim, "PAID", "2026-09-11T10:00:00+08:00", "4200.00")));
    assertFalse(usual.contains("PAID_OVER_PRODUCT_LIMIT"), usual);
    assertTrue(talk.hears(REGULATOR, paid).payload().contains(">4200.00<"), "7,000 less 2,800");

    assertFalse(paidAtOnce(talk, "29000.00").contains("PAID_OVER_PRODUCT_LIMIT"), "the limit");
    assertTrue(paidAtOnce(talk, "29000.01").contains("PAID_OVER_PRODUCT_LIMIT"), "a cent more");
    for (String each : List.of(A, REGULATOR)) {
      talk.isTold(each, "ins.claim", ">PAYMENT_OVERDUE<", ">" + forgotten + "<");
    }
  }

  private String paidAtOnce(Talk talk, String amount) {
    MessageHeader header = progress(talk);
    String row = row(Runs.named("CLM"), "PAID", "2026-08-28T10:00:00+08:00", amount);
    return talk.tells(A, header, feed(talk, header, row));
  }

  private static MessageHeader progress(Talk talk) {
    return talk.event(A, "ins.claim", "progress", Runs.named("CLP")).under("P07", "LB-SUPERV");
  }

  private static String feed(Talk talk, MessageHeader header, String... rows) {
    return "<ClaimProgressFeed xmlns=\"urn:kanhe:ins:1.0\" version=\"1.0\"><feedNo>"
        + header.fields().get("businessKey")
        + "</feedNo><insurer>"
        + talk.partner(A).uscc()
        + "</insurer><incidentRef>BURGLARY-2026</incidentRef>"
        + "<cutoffTime>2026-09-12T08:00:00+08:00</cutoffTime><granularity>CASE</granularity>"
        + "<cases>"
        + String.join("", rows)
        + "</cases></ClaimProgressFeed>";
  }

  private static String row(String claim, String stage, String time, String amount) {
    return "<case><claimNo>"
        + claim
        + "</claimNo><regionCode>331081</regionCode><line>HOME_SEC</line><stage>"
        + stage
        + "</stage><stageTime>"
        + time
        + "</stageTime><lossCause>THEFT</lossCause><amount currency=\"CNY\">"
        + amount
        + "</amount></case>";
  }

  /** Registers a consent of an invented person and returns its name. */
  private static String consent(Talk talk, String expires) {
    String consentRef = Runs.named("CS");
    talk.tells(
        A,
        talk.event(A, "kanhe.consent", "register", consentRef)
            .under("P01", "LB-CONSENT")
            .with("consentRef", consentRef),
        "<ConsentRegistration xmlns=\"urn:kanhe:consent:1.0\"><consentRef>"
            + consentRef
            + "</consentRef><idNo>"
            + VICTIM
            + "</idNo><service>ps.burglary.case</service><purpose>P01</purpose>"
            + "<channel>APP</channel><signedAt>2026-01-01T00:00:00+08:00</signedAt><expiresAt>"
            + expires
            + "</expiresAt><evidenceDigest>"
            + "a".repeat(64)
            + "</evidenceDigest></ConsentRegistration>");
    return consentRef;
  }

  private String asked(Talk talk, String consent, String operator, String name) {
    return talk.asks(A, question(talk, consent, operator), payload(name), POLICE, this::answered);
  }

  private MessageHeader question(Talk talk, String consent, String operator) {
    return talk.question(A, SERVICE, "verify", claim)
        .under("P01", "LB-CONSENT")
        .with("consentRef", consent)
        .with("operatorRef", operator);
  }

  private String payload(String name) {
    return "<BurglaryCaseVerifyRequest xmlns=\"urn:kanhe:ps:1.0\" version=\"1.0\"><claimNo>"
        + claim
        + "</claimNo><policyLine>HOME_SEC</policyLine><caseReceiptNo>"
        + receipt
        + "</caseReceiptNo><reporter><name>"
        + name
        + "</name><idType>111</idType><idNo>"
        + VICTIM
        + "</idNo></reporter><regionCode>331081</regionCode>"
        + "<incidentDate>2026-08-19</incidentDate></BurglaryCaseVerifyRequest>";
  }

  /** The police know one reporter. */
  private String answered(Delivery question) {
    boolean known = question.payload().contains(">测试甲<");
    return "<BurglaryCaseVerifyResponse xmlns=\"urn:kanhe:ps:1.0\" version=\"1.0\"><claimNo>"
        + claim
        + "</claimNo><matchResult>"
        + (known
            ? "MATCHED</matchResult><caseStatus>FILED</caseStatus>"
                + "<caseNature>BURGLARY_RESIDENCE</caseNature><acceptDate>2026-08-19</acceptDate>"
                + "<filingDate>2026-08-20</filingDate><acceptUnit>331081000000</acceptUnit>"
                + "<incidentRegion>331081</incidentRegion>"
                + "<reportedTotal currency=\"CNY\">7000.00</reportedTotal>"
                + "<recoveryFlag>false</recoveryFlag>"
            : "NOT_FOUND</matchResult>")
        + "<masked>true</masked></BurglaryCaseVerifyResponse>";
  }

  private Talk talk(TestCaseRunner t) {
    return new Talk(t, steps, partners, inbox);
  }
}
