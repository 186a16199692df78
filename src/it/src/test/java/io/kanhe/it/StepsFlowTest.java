package io.kanhe.it;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.citrusframework.TestCaseRunner;
import org.citrusframework.annotations.CitrusResource;
import org.citrusframework.annotations.CitrusTest;
import org.citrusframework.exceptions.TestCaseFailedException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;

/** The controls of all flows: an expectation that does not hold ends them. */
@GatewayFlow
class StepsFlowTest {

  @Autowired Steps steps;
  @Autowired Partners partners;

  private final String alert = Samples.nativeAlert();

  @Test
  @CitrusTest
  void refusalInPlaceOfAReceiptIsNotTaken(@CitrusResource TestCaseRunner t) {
    byte[] refused = Cms.sign(met().keys(), header().message("<nothing/>"));
    steps.send(t, met(), refused);
    assertThrows(
        TestCaseFailedException.class,
        () -> steps.expectQueueReceipt(t, met(), "ACCEPTED", refused));
  }

  @Test
  @CitrusTest
  void refusalOfAnotherCodeIsNotTaken(@CitrusResource TestCaseRunner t) {
    byte[] refused = Cms.sign(met().keys(), header().message("<nothing/>"));
    steps.send(t, met(), refused);
    assertThrows(
        TestCaseFailedException.class, () -> steps.expectQueueRefusal(t, met(), "4003", refused));
  }

  @Test
  @CitrusTest
  void receiptOfAnotherMessageIsNotTaken(@CitrusResource TestCaseRunner t) {
    MessageHeader header = header();
    String envelope = SignedSoap.sign(met().keys(), SoapForm.V1_2, header, alert);
    steps.post(t, met(), SoapForm.V1_2, envelope);
    assertThrows(
        TestCaseFailedException.class,
        () -> steps.expectSoapReceipt(t, met(), header().messageId(), envelope));
  }

  @Test
  @CitrusTest
  void faultOfAnotherCodeIsNotTaken(@CitrusResource TestCaseRunner t) {
    String envelope = SignedSoap.sign(met().keys(), SoapForm.V1_2, header(), "<nothing/>");
    steps.post(t, met(), SoapForm.V1_2, envelope);
    assertThrows(
        TestCaseFailedException.class,
        () -> steps.expectFault(t, met(), HttpStatus.BAD_REQUEST, "4003"));
  }

  private MessageHeader header() {
    return MessageHeader.alert(met().uscc(), "AGR-EW-MET-2026");
  }

  private Partner met() {
    return partners.get("met-taizhou");
  }
}
