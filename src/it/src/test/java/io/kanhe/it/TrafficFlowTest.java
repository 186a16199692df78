package io.kanhe.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
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

  /**
   * Table of scenario B.2.
   *
   * @param failed the rule that fails; empty: eligible
   */
  private record Variant(String name, UnaryOperator<String> change, String failed) {}

  private static final List<Variant> VARIANTS =
      List.of(
          new Variant("exactly the limit", x -> x.replace(">1900.00<", ">2000.00<"), ""),
          new Variant("a cent above it", x -> x.replace(">1900.00<", ">2000.01<"), "R2"),
          new Variant("hurt", x -> x.replace("injuryFlag>false", "injuryFlag>true"), "R2"),
          new Variant(
              "damage outside",
              x -> x.replace("thirdPropertyFlag>false", "thirdPropertyFlag>true"),
              "R2"),
          new Variant("full and none", x -> liabilities(x, "FULL", "NONE"), "R3"),
          new Variant("main and secondary", x -> liabilities(x, "MAIN", "SECONDARY"), ""),
          new Variant("cover ended", x -> x.replace(">2027-01-09<", ">2026-08-19<"), "R1"),
          new Variant(
              "disagreement", x -> x.replace("agreeSelfClaim>true", "agreeSelfClaim>false"), "R4"),
          new Variant("three vehicles", TrafficFlowTest::withThird, ""));

  @Test
  @CitrusTest
  void everyVariantOfTheTableIsJudged(@CitrusResource TestCaseRunner t) {
    for (Variant variant : VARIANTS) {
      String sample = Samples.published("mutual-collision-case.xml");
      String changed = variant.change().apply(sample);
      assertFalse(changed.equals(sample), variant.name());
      String answer = evaluated(t, changed);
      boolean eligible = variant.failed().isEmpty();
      assertTrue(answer.contains("eligible>" + eligible + "<"), variant.name() + answer);
      assertTrue(answer.contains(variant.failed()), variant.name() + answer);
    }
  }

  private static String liabilities(String document, String first, String second) {
    return document
        .replaceFirst("liability>EQUAL<", "liability>" + first + "<")
        .replaceFirst("liability>EQUAL<", "liability>" + second + "<");
  }

  private static String withThird(String document) {
    int start = document.indexOf("<ps:party seq=\"2\">");
    int end = document.indexOf("</ps:parties>");
    String third =
        document
            .substring(start, end)
            .replace("seq=\"2\"", "seq=\"3\"")
            .replace("浙JD12345", "浙JD12346")
            .replace("LTEST000XP0000002", "LTEST0001P0000003");
    return document.substring(0, end) + third + document.substring(end);
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
