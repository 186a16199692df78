package io.kanhe.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.citrusframework.TestCaseRunner;
import org.citrusframework.annotations.CitrusResource;
import org.citrusframework.annotations.CitrusTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Scenario B.1 to B.4: what becomes of a collision that two insurers settle between them. */
@GatewayFlow
class CollisionFlowTest {

  private static final String SERVICE = "ps.mutual-collision";
  private static final String POLICE = "police-traffic-tz";
  private static final String A = "insurer-a";
  private static final String B = "insurer-b";
  private static final String PLATE_OF_A = "浙J12345";
  private static final String PLATE_OF_B = "浙JD12345";

  @Autowired Steps steps;
  @Autowired Partners partners;
  @Autowired Inbox inbox;

  private final String caseRef = Runs.named("HPZ");
  private final String document = Runs.named("RD");

  @Test
  @CitrusTest
  void caseIsClosedWhenEachHasPaidForItsOwnVehicle(@CitrusResource TestCaseRunner t) {
    Talk talk = registered(t);
    talk.tells(A, about(talk, A, "progress"), paid(talk, A, PLATE_OF_A, "1500.00"));
    talk.tells(B, about(talk, B, "progress"), paid(talk, B, PLATE_OF_B, "1900.00"));
    bothAreTold(talk, "CLOSED");
  }

  @Test
  @CitrusTest
  void insurerThatPaysForBothVehiclesIsToldAndSoIsTheOther(@CitrusResource TestCaseRunner t) {
    Talk talk = registered(t);
    talk.tells(A, about(talk, A, "progress"), paid(talk, A, PLATE_OF_A, "1500.00"));
    talk.tells(A, about(talk, A, "progress"), paid(talk, A, PLATE_OF_B, "1900.00"));
    bothAreTold(talk, "DOUBLE_PAID");
  }

  @Test
  @CitrusTest
  void insurerThatIsSilentForTenDaysIsMissed(@CitrusResource TestCaseRunner t) {
    Talk talk = registered(t);
    talk.tells(A, about(talk, A, "progress"), paid(talk, A, PLATE_OF_A, "1500.00"));
    bothAreTold(talk, "COUNTERPART_MISSING");
  }

  @Test
  @CitrusTest
  void withdrawnDocumentReopensTheCase(@CitrusResource TestCaseRunner t) {
    Talk talk = registered(t);
    talk.tells(POLICE, publication(talk), liability(1, "WITHDRAWN"));
    bothAreTold(talk, "REOPENED");
  }

  @Test
  @CitrusTest
  void revisionThatComesTooLateIsRecordedAndIgnored(@CitrusResource TestCaseRunner t) {
    Talk talk = new Talk(t, steps, partners, inbox);
    MessageHeader second = publication(talk);
    String decided = talk.tells(POLICE, second, liability(2, "REVISED"));
    assertFalse(decided.contains("revisionIgnored"), decided);
    for (String each : List.of(A, B)) {
      Delivery told = talk.hears(each, second);
      assertTrue(told.content().contains("revision>2<"), told.toString());
    }

    String ignored = talk.tells(POLICE, publication(talk), liability(1, "ISSUED"));
    assertTrue(ignored.contains("revisionIgnored"), ignored);
    String again = talk.tells(POLICE, publication(talk), liability(3, "REVISED"));
    assertFalse(again.contains("revisionIgnored"), "the state was still revision 2");
  }

  private Talk registered(TestCaseRunner t) {
    Talk talk = new Talk(t, steps, partners, inbox);
    MessageHeader header = about(talk, A, "register");
    talk.tells(
        A,
        header,
        Samples.published("mutual-collision-case.xml")
            .replace("HPZ-331002-20260820-000123", caseRef)
            .replace("331002120260008765", document));
    assertTrue(talk.hears(B, header).content().contains(caseRef), "B hears of it");
    return talk;
  }

  private void bothAreTold(Talk talk, String code) {
    for (String each : List.of(A, B)) {
      talk.isTold(each, SERVICE, ">" + code + "<", caseRef);
    }
  }

  private MessageHeader about(Talk talk, String sender, String operation) {
    return talk.event(sender, SERVICE, operation, caseRef)
        .under("P01", "LB-CONTRACT")
        .concerning(talk.partner(sender.equals(A) ? B : A));
  }

  private String paid(Talk talk, String insurer, String plate, String amount) {
    return "<SelfClaimProgress xmlns=\"urn:kanhe:ps:1.0\" version=\"1.0\"><caseRef>"
        + caseRef
        + "</caseRef><insurer>"
        + talk.partner(insurer).uscc()
        + "</insurer><plateNo>"
        + plate
        + "</plateNo><stage>PAID</stage><stageTime>2026-08-22T15:00:00+08:00</stageTime>"
        + "<paidAmount currency=\"CNY\">"
        + amount
        + "</paidAmount></SelfClaimProgress>";
  }

  private MessageHeader publication(Talk talk) {
    return talk.event(POLICE, "ps.accident.liability", "publish", document)
        .under("P01", "LB-LAW")
        .with("agreementId", "AGR-ACC-POLICE-2026");
  }

  /** About both vehicles; the published sample knows one. */
  private String liability(int revision, String status) {
    String sample = Samples.published("accident-liability-notice.xml");
    int start = sample.indexOf("<ps:party ");
    int end = sample.indexOf("</ps:parties>");
    String second =
        sample
            .substring(start, end)
            .replace("seq=\"1\"", "seq=\"2\"")
            .replace(PLATE_OF_A, PLATE_OF_B)
            .replace("plateType>02<", "plateType>52<")
            .replace("LTEST0008P0000001", "LTEST000XP0000002")
            .replace("测试甲", "测试乙")
            .replace("331081190001010178", "331082190001010211")
            .replace("91331000TEXT000A0M", "91331000TEXT000B9J")
            .replace("liability>FULL<", "liability>NONE<");
    return new StringBuilder(sample)
        .insert(end, second)
        .toString()
        .replaceFirst("liabilityDocNo>[^<]*<", "liabilityDocNo>" + document + "<")
        .replaceFirst("status>[A-Z]+<", "status>" + status + "<")
        .replaceFirst("revision>[0-9]+<", "revision>" + revision + "<");
  }
}
