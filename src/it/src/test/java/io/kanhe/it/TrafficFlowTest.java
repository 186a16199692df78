package io.kanhe.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.citrusframework.TestCaseRunner;
import org.citrusframework.annotations.CitrusResource;
import org.citrusframework.annotations.CitrusTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;

/** Scenario B: an insurer asks at the SOAP door; the gateway answers, or the police by queue. */
@GatewayFlow
class TrafficFlowTest {

  @Autowired Steps steps;
  @Autowired Partners partners;

  @Test
  @CitrusTest
  void collisionIsJudgedByTheRulesAndTheAnswerIsSigned(@CitrusResource TestCaseRunner t) {
    String eligible = Samples.published("mutual-collision-case.xml");
    String judged = evaluated(t, eligible);
    assertTrue(judged.contains("eligible>true<"), judged);

    String over = evaluated(t, eligible.replace(">1900.00<", ">2300.00<"));
    assertTrue(over.contains("eligible>false<") && over.contains("R2"), over);
  }

  @Test
  @CitrusTest
  void registeredCollisionReachesTheOtherInsurer(@CitrusResource TestCaseRunner t) {
    Partner insurer = partners.get("insurer-a");
    Partner other = partners.get("insurer-b");
    String caseRef = Runs.named("HPZ");
    MessageHeader header =
        MessageHeader.of("ps.mutual-collision", "register", "EVENT", insurer, caseRef)
            .under("P01", "LB-CONTRACT")
            .concerning(other);
    String payload =
        Samples.published("mutual-collision-case.xml")
            .replace("HPZ-331002-20260820-000123", caseRef)
            .replace("331002120260008765", Runs.named("RD"));
    byte[] signed = Cms.sign(insurer.keys(), header.message(payload));
    steps.send(t, insurer, signed);
    steps.expectQueueReceipt(t, insurer, "ACCEPTED", signed);

    Delivery delivery =
        steps.expectDelivery(t, other, each -> each.answers(header.messageId(), "register"));
    assertTrue(delivery.payload().contains(caseRef), delivery.toString());
  }

  @Test
  @CitrusTest
  void questionOnAPersonWithoutConsentIsRefused(@CitrusResource TestCaseRunner t) {
    Partner insurer = partners.get("insurer-a");
    MessageHeader header =
        question("ps.burglary.case", "verify", insurer)
            .under("P01", "LB-CONSENT")
            .with("consentRef", Runs.named("SQ"));
    String envelope =
        SignedSoap.sign(
            insurer.keys(),
            SoapForm.V1_2,
            header,
            Samples.published("burglary-case-verify-request.xml"));
    steps.post(t, insurer, SoapForm.V1_2, envelope);
    steps.expectFault(t, insurer, HttpStatus.FORBIDDEN, "3003");
  }

  private String evaluated(TestCaseRunner t, String payload) {
    Partner insurer = partners.get("insurer-a");
    MessageHeader header =
        question("ps.mutual-collision", "evaluate", insurer).under("P01", "LB-CONTRACT");
    String envelope = SignedSoap.sign(insurer.keys(), SoapForm.V1_2, header, payload);
    steps.post(t, insurer, SoapForm.V1_2, envelope);
    String answer = steps.expectAnswer(t, insurer, partners.gatewaySigner());
    assertTrue(answer.contains("<k:correlationId>" + header.messageId() + "<"), "correlation");
    assertFalse(answer.contains("浙J12345"), "the answer repeats no plate");
    assertEquals(1, answer.split("MutualCollisionEvaluation xmlns", -1).length - 1);
    return answer;
  }

  private static MessageHeader question(String service, String operation, Partner insurer) {
    return MessageHeader.of(service, operation, "REQUEST", insurer, Runs.named("CLM"))
        .with("operatorRef", "A-CLM-00217");
  }
}
