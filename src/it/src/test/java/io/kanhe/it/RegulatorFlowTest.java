package io.kanhe.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.citrusframework.TestCaseRunner;
import org.citrusframework.annotations.CitrusResource;
import org.citrusframework.annotations.CitrusTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Scenario D: a complaint goes to its insurer, and a report with a wrong rate goes nowhere. */
@GatewayFlow
class RegulatorFlowTest {

  @Autowired Steps steps;
  @Autowired Partners partners;

  @Test
  @CitrusTest
  void complainantIsShownToTheInsurerOnceTheCaseIsAssigned(@CitrusResource TestCaseRunner t) {
    String caseNo = Runs.named("TS");
    Delivery registered =
        atInsurer(t, sent(t, caseRecord(caseNo, "REGISTERED"), "register", caseNo));
    assertFalse(registered.payload().contains("测试戊"), "not before it is assigned");

    refused(t, step(caseNo, "CLOSED"), "update", caseNo, "4003");
    sent(t, step(caseNo, "ASSIGNED"), "update", caseNo);
    Delivery assigned = atInsurer(t, sent(t, caseRecord(caseNo, "ASSIGNED"), "register", caseNo));
    assertTrue(assigned.payload().contains("测试戊"), assigned.toString());
  }

  @Test
  @CitrusTest
  void reportWithAWrongRateIsRefused(@CitrusResource TestCaseRunner t) {
    Partner insurer = partners.get("insurer-b");
    Partner regulator = partners.get("regulator-zj");
    String right =
        Samples.published("participation-report.xml").replace("91331000TEXT000A0M", insurer.uscc());
    byte[] wrong =
        Cms.sign(
            insurer.keys(),
            statistics(insurer, regulator).message(right.replace(">86.61<", ">86.6<")));
    steps.send(t, insurer, wrong);
    steps.expectQueueRefusal(t, insurer, "4002", wrong);

    MessageHeader header = statistics(insurer, regulator);
    byte[] signed = Cms.sign(insurer.keys(), header.message(right));
    steps.send(t, insurer, signed);
    steps.expectQueueReceipt(t, insurer, "ACCEPTED", signed);
    Delivery delivery =
        steps.expectDelivery(t, regulator, each -> each.answers(header.messageId(), "report"));
    assertTrue(delivery.payload().contains(">86.61<"), delivery.toString());
  }

  private static MessageHeader statistics(Partner insurer, Partner regulator) {
    return MessageHeader.of("reg.stat", "report", "EVENT", insurer, Runs.named("TJ"))
        .under("P06", "LB-SUPERV")
        .concerning(regulator);
  }

  private MessageHeader header(String operation, String caseNo) {
    return MessageHeader.of("reg.case", operation, "EVENT", regulator(), caseNo)
        .under("P07", "LB-SUPERV")
        .with("agreementId", "AGR-CASE-REG-2026")
        .concerning(insurer());
  }

  private MessageHeader sent(TestCaseRunner t, String payload, String operation, String caseNo) {
    MessageHeader header = header(operation, caseNo);
    byte[] signed = Cms.sign(regulator().keys(), header.message(payload));
    steps.send(t, regulator(), signed);
    steps.expectQueueReceipt(t, regulator(), "ACCEPTED", signed);
    return header;
  }

  private void refused(
      TestCaseRunner t, String payload, String operation, String caseNo, String code) {
    byte[] signed = Cms.sign(regulator().keys(), header(operation, caseNo).message(payload));
    steps.send(t, regulator(), signed);
    steps.expectQueueRefusal(t, regulator(), code, signed);
  }

  private Delivery atInsurer(TestCaseRunner t, MessageHeader original) {
    return steps.expectDelivery(
        t, insurer(), each -> each.answers(original.messageId(), "register"));
  }

  private String caseRecord(String caseNo, String status) {
    return Samples.published("case-record.xml")
        .replace("TS-330000-2026-000118", caseNo)
        .replace("91331000TEXT000A0M", insurer().uscc())
        .replace("status>REGISTERED<", "status>" + status + "<")
        .replaceFirst("(?s)<reg:dueDate>.*</reg:decisionNo>", "");
  }

  private String step(String caseNo, String action) {
    return "<CaseEvent xmlns=\"urn:kanhe:reg:1.0\" version=\"1.0\"><caseNo>"
        + caseNo
        + "</caseNo><time>2026-09-02T10:00:00+08:00</time><actorOrg>"
        + regulator().uscc()
        + "</actorOrg><action>"
        + action
        + "</action>"
        + (action.equals("ASSIGNED") ? "<assignee>" + insurer().uscc() + "</assignee>" : "")
        + "</CaseEvent>";
  }

  private Partner regulator() {
    return partners.get("regulator-zj");
  }

  private Partner insurer() {
    return partners.get("insurer-b");
  }
}
