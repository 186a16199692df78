package io.kanhe.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.citrusframework.TestCaseRunner;
import org.citrusframework.annotations.CitrusResource;
import org.citrusframework.annotations.CitrusTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Scenario A: plans and claims of a typhoon, from an insurer to the regulator, and its end. */
@GatewayFlow
class TyphoonFlowTest {

  @Autowired Steps steps;
  @Autowired Partners partners;

  @Test
  @CitrusTest
  void planAndClaimsReachTheRegulatorAndCountersNeverFall(@CitrusResource TestCaseRunner t) {
    Partner insurer = partners.get("insurer-b");
    String incident = Runs.named("TY");
    MessageHeader plan = report(insurer, "ins.emergency", "report", Runs.named("YA"));
    String started =
        of(insurer, "emergency-report.xml", incident)
            .replace("YA-A-2026-0824", plan.fields().get("businessKey"));
    sent(t, insurer, plan, started);
    Delivery told = atRegulator(t, plan, "report");
    assertTrue(told.payload().contains("<ins:action>ACTIVATE</ins:action>"), told.toString());

    MessageHeader claims = report(insurer, "ins.claim", "progress", Runs.named("CLP"));
    String progress = of(insurer, "claim-progress-feed.xml", incident);
    sent(t, insurer, claims, progress);
    Delivery heard = atRegulator(t, claims, "progress");
    assertTrue(heard.payload().contains("<ins:reported>1240</ins:reported>"), heard.toString());

    MessageHeader fewer = report(insurer, "ins.claim", "progress", Runs.named("CLP"));
    refused(t, insurer, fewer, progress.replace(">1240<", ">1239<"), "4003");
    MessageHeader more = report(insurer, "ins.claim", "progress", Runs.named("CLP"));
    refused(t, insurer, more, progress.replace(">806<", ">1241<"), "4002");
  }

  @Test
  @CitrusTest
  void cancelWithoutInfoIsDeliveredAsCap(@CitrusResource TestCaseRunner t) {
    Partner met = partners.get("met-taizhou");
    MessageHeader header = MessageHeader.alert(met.uscc(), "AGR-EW-MET-2026");
    String cancel =
        Samples.nativeAlert()
            .replaceFirst("(?s)<info>.*</info>", "")
            .replace("<msgType>Update</msgType>", "<msgType>Cancle</msgType>")
            .replaceFirst(
                "<references>[^<]*</references>",
                "<references>33100041600000_20260824080000</references>");
    sent(t, met, header, cancel);

    Delivery delivery =
        steps.expectDelivery(
            t, partners.get("insurer-b"), each -> each.answers(header.messageId(), "publish"));
    assertTrue(delivery.payload().contains("<msgType>Cancel</msgType>"), delivery.toString());
    assertEquals("true", delivery.field("payloadChanged"));
  }

  private MessageHeader report(Partner insurer, String service, String operation, String key) {
    return MessageHeader.of(service, operation, "EVENT", insurer, key).under("P05", "LB-EMERG");
  }

  private static String of(Partner insurer, String sample, String incident) {
    return Samples.published(sample)
        .replace("91331000TEXT000A0M", insurer.uscc())
        .replace("TY2699", incident);
  }

  private Delivery atRegulator(TestCaseRunner t, MessageHeader original, String operation) {
    return steps.expectDelivery(
        t, partners.get("regulator-zj"), each -> each.answers(original.messageId(), operation));
  }

  private void sent(TestCaseRunner t, Partner sender, MessageHeader header, String payload) {
    byte[] signed = Cms.sign(sender.keys(), header.message(payload));
    steps.send(t, sender, signed);
    steps.expectQueueReceipt(t, sender, "ACCEPTED", signed);
  }

  private void refused(
      TestCaseRunner t, Partner sender, MessageHeader header, String payload, String code) {
    byte[] signed = Cms.sign(sender.keys(), header.message(payload));
    steps.send(t, sender, signed);
    steps.expectQueueRefusal(t, sender, code, signed);
  }
}
