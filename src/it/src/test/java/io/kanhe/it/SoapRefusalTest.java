package io.kanhe.it;

import org.citrusframework.TestCaseRunner;
import org.citrusframework.annotations.CitrusResource;
import org.citrusframework.annotations.CitrusTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;

/** What the SOAP door must not let through. Each answer is a fault with a recorded code. */
@GatewayFlow
class SoapRefusalTest {

  private static final String AGREEMENT = "AGR-EW-WATER-2026";

  @Autowired Steps steps;
  @Autowired Partners partners;

  @Test
  @CitrusTest
  void tamperedBodyIsRefused(@CitrusResource TestCaseRunner t) {
    refused(t, signed(alert(), Samples.capAlert()).replace("橙色", "黄色"), 403, "2001");
  }

  @Test
  @CitrusTest
  void tamperedHeaderIsRefused(@CitrusResource TestCaseRunner t) {
    String envelope = signed(alert(), Samples.capAlert());
    refused(t, envelope.replace(">P04<", ">P05<"), 403, "2001");
  }

  @Test
  @CitrusTest
  void envelopeWithoutSignatureIsRefused(@CitrusResource TestCaseRunner t) {
    refused(t, SignedSoap.unsigned(SoapForm.V1_2, alert(), Samples.capAlert()), 403, "2006");
  }

  @Test
  @CitrusTest
  void sha1SignatureIsRefused(@CitrusResource TestCaseRunner t) {
    String envelope =
        SignedSoap.signWithSha1(water().keys(), SoapForm.V1_2, alert(), Samples.capAlert());
    refused(t, envelope, 403, "2003");
  }

  @Test
  @CitrusTest
  void signerOtherThanTheSenderIsRefused(@CitrusResource TestCaseRunner t) {
    MessageHeader inAnothersName =
        MessageHeader.alert(partners.get("met-taizhou").uscc(), "AGR-EW-MET-2026");
    refused(t, signed(inAnothersName, Samples.capAlert()), 403, "2008");
  }

  @Test
  @CitrusTest
  void freshMessageOverAnothersConnectionIsRefused(@CitrusResource TestCaseRunner t) {
    Partner thief = partners.get("insurer-b");
    refused(t, thief, SoapForm.V1_2, signed(alert(), Samples.capAlert()), 403, "2010");
  }

  @Test
  @CitrusTest
  void recordedMessageOverAnothersConnectionIsAReplay(@CitrusResource TestCaseRunner t) {
    MessageHeader header = alert();
    String envelope = signed(header, Samples.capAlert());
    steps.post(t, water(), SoapForm.V1_2, envelope);
    steps.expectSoapReceipt(t, water(), header.messageId(), envelope);

    refused(t, partners.get("insurer-b"), SoapForm.V1_2, envelope, 409, "2005");
  }

  @Test
  @CitrusTest
  void senderWithoutAgreementIsRefused(@CitrusResource TestCaseRunner t) {
    Partner broker = partners.get("broker-x");
    MessageHeader header = MessageHeader.alert(broker.uscc(), AGREEMENT);
    String envelope = SignedSoap.sign(broker.keys(), SoapForm.V1_2, header, Samples.capAlert());
    refused(t, broker, SoapForm.V1_2, envelope, 403, "3001");
  }

  @Test
  @CitrusTest
  void payloadThatBreaksTheContractIsRefused(@CitrusResource TestCaseRunner t) {
    String payload = Samples.capAlert().replaceFirst("<scope>Public</scope>", "");
    refused(t, signed(alert(), payload), 422, "1002");
  }

  @Test
  @CitrusTest
  void messageIdUsedForOtherBytesIsRefused(@CitrusResource TestCaseRunner t) {
    MessageHeader header = alert();
    String first = signed(header, Samples.capAlert());
    steps.post(t, water(), SoapForm.V1_2, first);
    steps.expectSoapReceipt(t, water(), header.messageId(), first);

    refused(t, signed(header, Samples.capAlert().replace("70190011", "70190012")), 409, "1005");
  }

  @Test
  @CitrusTest
  void messageSentTenMinutesAgoIsRefused(@CitrusResource TestCaseRunner t) {
    refused(t, signed(alert().sentMinutesAgo(10), Samples.capAlert()), 422, "2004");
  }

  @Test
  @CitrusTest
  void documentTypeDeclarationIsRefused(@CitrusResource TestCaseRunner t) {
    String envelope = signed(alert(), Samples.capAlert());
    refused(t, "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + envelope, 400, "1012");
  }

  @Test
  @CitrusTest
  void soap11FaultIsServerErrorAndClientsFault(@CitrusResource TestCaseRunner t) {
    String envelope = SignedSoap.unsigned(SoapForm.V1_1, alert(), Samples.capAlert());
    refused(t, water(), SoapForm.V1_1, envelope, 500, "2006");
  }

  @Test
  @CitrusTest
  void wrongContentTypeIsRefused(@CitrusResource TestCaseRunner t) {
    steps.post(t, water(), "application/json", "{}");
    steps.expectFaultWithoutReceipt(t, water(), HttpStatus.UNSUPPORTED_MEDIA_TYPE, "1008");
  }

  private void refused(TestCaseRunner t, String envelope, int status, String code) {
    refused(t, water(), SoapForm.V1_2, envelope, status, code);
  }

  private void refused(
      TestCaseRunner t, Partner sender, SoapForm form, String envelope, int status, String code) {
    steps.post(t, sender, form, envelope);
    steps.expectFault(t, sender, HttpStatus.valueOf(status), code);
  }

  private Partner water() {
    return partners.get("water-taizhou");
  }

  private MessageHeader alert() {
    return MessageHeader.alert(water().uscc(), AGREEMENT);
  }

  private String signed(MessageHeader header, String payload) {
    return SignedSoap.sign(water().keys(), SoapForm.V1_2, header, payload);
  }
}
