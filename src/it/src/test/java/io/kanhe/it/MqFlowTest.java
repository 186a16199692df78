package io.kanhe.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.citrusframework.TestCaseRunner;
import org.citrusframework.annotations.CitrusResource;
import org.citrusframework.annotations.CitrusTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A warning comes in by queue, is delivered by queue and acknowledged. */
@GatewayFlow
class MqFlowTest {

  private static final String CAP = "urn:oasis:names:tc:emergency:cap:1.2";

  @Autowired Steps steps;
  @Autowired Partners partners;

  @Test
  @CitrusTest
  void nativeAlertIsReceiptedAndDeliveredAsCap(@CitrusResource TestCaseRunner t) {
    Partner met = partners.get("met-taizhou");
    MessageHeader header = MessageHeader.alert(met.uscc(), "AGR-EW-MET-2026");
    byte[] signed = Cms.sign(met.keys(), header.message(Samples.nativeAlert()));

    steps.send(t, met, signed);
    steps.expectQueueReceipt(t, met, "ACCEPTED", signed);

    Delivery delivery = publishedTo(t, "insurer-b", header);
    assertTrue(delivery.payload().contains(CAP), "CAP 1.2");
    assertTrue(delivery.payload().contains("<severity>Severe</severity>"), "orange is severe");
    assertFalse(delivery.payload().contains("值班员"), "the duty officer's name");
    assertEquals("true", delivery.field("payloadChanged"));
    assertEquals(Digests.sha256(delivery.payload()), delivery.field("payloadDigest"));
  }

  @Test
  @CitrusTest
  void sameBytesAgainGiveTheSameReceipt(@CitrusResource TestCaseRunner t) {
    Partner met = partners.get("met-taizhou");
    MessageHeader header = MessageHeader.alert(met.uscc(), "AGR-EW-MET-2026");
    byte[] signed = Cms.sign(met.keys(), header.message(Samples.nativeAlert()));

    steps.send(t, met, signed);
    String first = steps.expectQueueReceipt(t, met, "ACCEPTED", signed);
    steps.send(t, met, signed);
    String second = steps.expectQueueReceipt(t, met, "ACCEPTED", signed);

    assertEquals(first, second);
  }

  @Test
  @CitrusTest
  void acknowledgementOfTheRecipientStandsInTheJourney(@CitrusResource TestCaseRunner t) {
    Partner met = partners.get("met-taizhou");
    Partner insurer = partners.get("insurer-b");
    MessageHeader header = MessageHeader.alert(met.uscc(), "AGR-EW-MET-2026");
    byte[] signed = Cms.sign(met.keys(), header.message(Samples.nativeAlert()));
    steps.send(t, met, signed);
    steps.expectQueueReceipt(t, met, "ACCEPTED", signed);
    Delivery delivery = publishedTo(t, "insurer-b", header);

    byte[] acknowledgement =
        Cms.sign(
            insurer.keys(),
            MessageHeader.acknowledgement(insurer.uscc(), delivery)
                .message(delivery.acknowledgement()));
    steps.send(t, insurer, acknowledgement);
    steps.expectQueueReceipt(t, insurer, "ACKNOWLEDGED", acknowledgement);

    steps.expectJourney(t, header.messageId(), delivery, "ACKNOWLEDGED");
  }

  private Delivery publishedTo(TestCaseRunner t, String recipient, MessageHeader original) {
    return steps.expectDelivery(
        t, partners.get(recipient), each -> each.answers(original.messageId(), "publish"));
  }
}
