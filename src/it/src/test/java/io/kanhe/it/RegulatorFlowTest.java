package io.kanhe.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.citrusframework.TestCaseRunner;
import org.citrusframework.annotations.CitrusResource;
import org.citrusframework.annotations.CitrusTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Scenario D: complaints from registration to their end, and the report of a quarter. */
@GatewayFlow
class RegulatorFlowTest {

  private static final String REGULATOR = "regulator-zj";
  private static final String COMMISSION = "political-legal-tz";
  private static final String INSURER = "insurer-b";
  private static final String COMPLAINANT = "测试戊";

  @Autowired Steps steps;
  @Autowired Partners partners;
  @Autowired Inbox inbox;

  private final String caseNo = Runs.named("TS");

  @Test
  @CitrusTest
  void complaintIsAssignedMediatedAndClosed(@CitrusResource TestCaseRunner t) {
    Talk talk = talk(t);
    MessageHeader registered = ofRegulator(talk, "register");
    talk.tells(REGULATOR, registered, caseRecord(talk, "REGISTERED", 1));
    assertFalse(
        talk.hears(INSURER, registered).payload().contains(COMPLAINANT),
        "not before it is assigned");

    talk.tellsInVain(
        REGULATOR, ofRegulator(talk, "update"), step(talk, REGULATOR, "CLOSED", ""), "4003");
    talk.tells(REGULATOR, ofRegulator(talk, "update"), assigned(talk));
    MessageHeader shown = ofRegulator(talk, "register");
    talk.tells(REGULATOR, shown, caseRecord(talk, "ASSIGNED", 1));
    assertTrue(talk.hears(INSURER, shown).payload().contains(COMPLAINANT), "the insurer's case");
    assertFalse(talk.hears(COMMISSION, shown).payload().contains(COMPLAINANT), "statistics");

    talk.tells(INSURER, ofInsurer(talk), step(talk, INSURER, "INVESTIGATING", ""));
    MessageHeader mediated = ofInsurer(talk);
    talk.tells(INSURER, mediated, step(talk, INSURER, "MEDIATED", "<result>RESOLVED</result>"));
    assertTrue(talk.hears(REGULATOR, mediated).payload().contains("MEDIATED"), "in time");
    talk.tells(REGULATOR, ofRegulator(talk, "update"), step(talk, REGULATOR, "CLOSED", ""));
  }

  @Test
  @CitrusTest
  void complaintOfFiveIsRaisedAndThenOverdue(@CitrusResource TestCaseRunner t) {
    Talk talk = talk(t);
    talk.tells(REGULATOR, ofRegulator(talk, "register"), caseRecord(talk, "REGISTERED", 5));
    for (String each : List.of(INSURER, REGULATOR, COMMISSION)) {
      talk.isTold(each, "reg.case", ">ESCALATED<", caseNo);
    }
    talk.tells(REGULATOR, ofRegulator(talk, "update"), assigned(talk));
    for (String each : List.of(INSURER, REGULATOR)) {
      talk.isTold(each, "reg.case", ">OVERDUE<", caseNo);
    }
  }

  @Test
  @CitrusTest
  void complaintOfFourIsNotRaised(@CitrusResource TestCaseRunner t) {
    Talk talk = talk(t);
    talk.tells(REGULATOR, ofRegulator(talk, "register"), caseRecord(talk, "REGISTERED", 4));
    MessageHeader assigned = ofRegulator(talk, "update");
    talk.tells(REGULATOR, assigned, assigned(talk));
    talk.heardNothing(
        INSURER,
        assigned,
        each -> each.content().contains(">ESCALATED<") && each.content().contains(caseNo));
  }

  @Test
  @CitrusTest
  void reportOfTheQuarterIsTakenWithTheRightRateOnly(@CitrusResource TestCaseRunner t) {
    Talk talk = talk(t);
    String right =
        Samples.published("participation-report.xml")
            .replace("91331000TEXT000A0M", talk.partner(INSURER).uscc());
    assertTrue(right.contains(">112<") && right.contains(">97<") && right.contains(">86.61<"));
    talk.tellsInVain(INSURER, statistics(talk), right.replace(">86.61<", ">86.6<"), "4002");

    MessageHeader header = statistics(talk);
    talk.tells(INSURER, header, right);
    assertTrue(talk.hears(REGULATOR, header).payload().contains(">86.61<"), "the rate");
    talk.tellsInVain(INSURER, statistics(talk), right, "4003");
  }

  private static MessageHeader statistics(Talk talk) {
    return talk.event(INSURER, "reg.stat", "report", Runs.named("TJ"))
        .under("P06", "LB-SUPERV")
        .concerning(talk.partner(REGULATOR));
  }

  private MessageHeader ofRegulator(Talk talk, String operation) {
    return talk.event(REGULATOR, "reg.case", operation, caseNo)
        .under("P07", "LB-SUPERV")
        .with("agreementId", "AGR-CASE-REG-2026")
        .concerning(talk.partner(INSURER));
  }

  private MessageHeader ofInsurer(Talk talk) {
    return talk.event(INSURER, "reg.case", "update", caseNo)
        .under("P07", "LB-SUPERV")
        .concerning(talk.partner(REGULATOR));
  }

  private String caseRecord(Talk talk, String status, int people) {
    return Samples.published("case-record.xml")
        .replace("TS-330000-2026-000118", caseNo)
        .replace("91331000TEXT000A0M", talk.partner(INSURER).uscc())
        .replace("peopleCount>1<", "peopleCount>" + people + "<")
        .replace("status>REGISTERED<", "status>" + status + "<")
        .replaceFirst("(?s)<reg:dueDate>.*</reg:decisionNo>", "");
  }

  private String assigned(Talk talk) {
    String assignee = "<assignee>" + talk.partner(INSURER).uscc() + "</assignee>";
    return step(talk, REGULATOR, "ASSIGNED", assignee);
  }

  private String step(Talk talk, String actor, String action, String more) {
    return "<CaseEvent xmlns=\"urn:kanhe:reg:1.0\" version=\"1.0\"><caseNo>"
        + caseNo
        + "</caseNo><time>"
        + MessageHeader.aSecondAgo()
        + "</time><actorOrg>"
        + talk.partner(actor).uscc()
        + "</actorOrg><action>"
        + action
        + "</action>"
        + more
        + "</CaseEvent>";
  }

  private Talk talk(TestCaseRunner t) {
    return new Talk(t, steps, partners, inbox);
  }
}
