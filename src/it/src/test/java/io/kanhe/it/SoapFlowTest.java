package io.kanhe.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.citrusframework.TestCaseRunner;
import org.citrusframework.annotations.CitrusResource;
import org.citrusframework.annotations.CitrusTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A warning comes in by SOAP and goes out by queue. */
@GatewayFlow
class SoapFlowTest {

  @Autowired Steps steps;
  @Autowired Partners partners;
  @Autowired Inbox inbox;

  @Test
  @CitrusTest
  void alertBySoap12IsReceiptedAndReachesTheInsurer(@CitrusResource TestCaseRunner t) {
    alertReachesTheInsurer(t, SoapForm.V1_2);
  }

  @Test
  @CitrusTest
  void alertBySoap11IsReceiptedAndReachesTheInsurer(@CitrusResource TestCaseRunner t) {
    alertReachesTheInsurer(t, SoapForm.V1_1);
  }

  private void alertReachesTheInsurer(TestCaseRunner t, SoapForm form) {
    Partner water = partners.get("water-taizhou");
    MessageHeader header = MessageHeader.alert(water.uscc(), "AGR-EW-WATER-2026");
    String alert = Samples.capAlert();
    String envelope = SignedSoap.sign(water.keys(), form, header, alert);

    steps.post(t, water, form, envelope);
    steps.expectSoapReceipt(t, water, header.messageId(), envelope);

    Delivery delivery =
        steps.expectDelivery(
            t, partners.get("insurer-b"), each -> each.answers(header.messageId(), "publish"));
    assertEquals(MessageHeader.GATEWAY, delivery.field("sender"));
    assertEquals("9", delivery.field("priority"));
    assertEquals(Digests.sha256(delivery.payload()), delivery.field("payloadDigest"));
    assertTrue(delivery.content().contains("<k:messageId>" + header.messageId() + "<"), "origin");
    assertTrue(delivery.payload().contains(">" + Samples.idOf(alert) + "<"));
  }

  @Test
  @CitrusTest
  void alertIsPushedToTheInsurersEndpointWhichAcknowledgesIt(@CitrusResource TestCaseRunner t) {
    Partner water = partners.get("water-taizhou");
    MessageHeader header = MessageHeader.alert(water.uscc(), "AGR-EW-WATER-2026");
    String envelope = SignedSoap.sign(water.keys(), SoapForm.V1_2, header, Samples.capAlert());

    steps.post(t, water, SoapForm.V1_2, envelope);
    steps.expectSoapReceipt(t, water, header.messageId(), envelope);

    Delivery pushed = inbox.await(each -> each.answers(header.messageId(), "publish"));
    steps.expectJourney(t, header.messageId(), pushed, "ACKNOWLEDGED");
  }

  @Test
  @CitrusTest
  void sameEnvelopeAgainGivesTheSameReceipt(@CitrusResource TestCaseRunner t) {
    Partner water = partners.get("water-taizhou");
    MessageHeader header = MessageHeader.alert(water.uscc(), "AGR-EW-WATER-2026");
    String envelope = SignedSoap.sign(water.keys(), SoapForm.V1_2, header, Samples.capAlert());

    steps.post(t, water, SoapForm.V1_2, envelope);
    String first = steps.expectSoapReceipt(t, water, header.messageId(), envelope);
    steps.post(t, water, SoapForm.V1_2, envelope);
    String second = steps.expectSoapReceipt(t, water, header.messageId(), envelope);

    assertEquals(first, second);
  }
}
