package io.kanhe.it;

import java.util.Arrays;
import org.citrusframework.TestCaseRunner;
import org.citrusframework.annotations.CitrusResource;
import org.citrusframework.annotations.CitrusTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the MQ door must not let through. Each refusal is a receipt on the sender's queue. */
@GatewayFlow
class MqRefusalTest {

  private static final String AGREEMENT = "AGR-EW-MET-2026";

  @Autowired Steps steps;
  @Autowired Partners partners;

  @Test
  @CitrusTest
  void tamperedContentIsRefused(@CitrusResource TestCaseRunner t) {
    refused(t, tampered(signed(alert(), Samples.nativeAlert()), "橙", "黄"), "2001");
  }

  @Test
  @CitrusTest
  void messageWithoutSignatureIsRefused(@CitrusResource TestCaseRunner t) {
    byte[] unsigned = Cms.unsigned(met().keys(), alert().message(Samples.nativeAlert()));
    refused(t, unsigned, "2006");
  }

  @Test
  @CitrusTest
  void sha1SignatureIsRefused(@CitrusResource TestCaseRunner t) {
    byte[] weak = Cms.sign(met().keys(), alert().message(Samples.nativeAlert()), "SHA1");
    refused(t, weak, "2003");
  }

  @Test
  @CitrusTest
  void signerOtherThanTheSenderIsRefused(@CitrusResource TestCaseRunner t) {
    MessageHeader inAnothersName =
        MessageHeader.alert(partners.get("water-taizhou").uscc(), "AGR-EW-WATER-2026");
    refused(t, signed(inAnothersName, Samples.nativeAlert()), "2008");
  }

  @Test
  @CitrusTest
  void freshMessageOverAnothersConnectionIsRefused(@CitrusResource TestCaseRunner t) {
    refused(t, partners.get("insurer-b"), signed(alert(), Samples.nativeAlert()), "2010");
  }

  @Test
  @CitrusTest
  void recordedMessageOverAnothersConnectionIsAReplay(@CitrusResource TestCaseRunner t) {
    byte[] signed = signed(alert(), Samples.nativeAlert());
    steps.send(t, met(), signed);
    steps.expectQueueReceipt(t, met(), "ACCEPTED", signed);

    refused(t, partners.get("insurer-b"), signed, "2005");
  }

  @Test
  @CitrusTest
  void senderWithoutAgreementIsRefused(@CitrusResource TestCaseRunner t) {
    Partner broker = partners.get("broker-x");
    MessageHeader header = MessageHeader.alert(broker.uscc(), AGREEMENT);
    refused(t, broker, Cms.sign(broker.keys(), header.message(Samples.nativeAlert())), "3001");
  }

  @Test
  @CitrusTest
  void payloadThatBreaksTheContractIsRefused(@CitrusResource TestCaseRunner t) {
    String payload = Samples.nativeAlert().replaceFirst("(?s)<senderCode>.*</senderCode>", "");
    refused(t, signed(alert(), payload), "1002");
  }

  @Test
  @CitrusTest
  void messageIdUsedForOtherBytesIsRefused(@CitrusResource TestCaseRunner t) {
    MessageHeader header = alert();
    byte[] first = signed(header, Samples.nativeAlert());
    steps.send(t, met(), first);
    steps.expectQueueReceipt(t, met(), "ACCEPTED", first);

    refused(t, signed(header, Samples.nativeAlert().replace("第99号", "第98号")), "1005");
  }

  @Test
  @CitrusTest
  void messageSentTenMinutesAgoIsRefused(@CitrusResource TestCaseRunner t) {
    refused(t, signed(alert().sentMinutesAgo(10), Samples.nativeAlert()), "2004");
  }

  @Test
  @CitrusTest
  void documentTypeDeclarationIsRefused(@CitrusResource TestCaseRunner t) {
    String content =
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
            + alert().message(Samples.nativeAlert());
    refused(t, Cms.sign(met().keys(), content), "1012");
  }

  @Test
  @CitrusTest
  void textMessageIsRefused(@CitrusResource TestCaseRunner t) {
    steps.sendText(t, met(), alert().message(Samples.nativeAlert()));
    steps.expectQueueRefusal(t, met(), "1008");
  }

  private void refused(TestCaseRunner t, byte[] signed, String code) {
    refused(t, met(), signed, code);
  }

  private void refused(TestCaseRunner t, Partner sender, byte[] signed, String code) {
    steps.send(t, sender, signed);
    steps.expectQueueRefusal(t, sender, code, signed);
  }

  private static byte[] tampered(byte[] signed, String from, String to) {
    byte[] found = Digests.utf8(from);
    byte[] copy = signed.clone();
    for (int i = 0; i + found.length <= copy.length; i++) {
      if (Arrays.equals(copy, i, i + found.length, found, 0, found.length)) {
        System.arraycopy(Digests.utf8(to), 0, copy, i, found.length);
        return copy;
      }
    }
    throw new IllegalArgumentException("nothing to tamper with");
  }

  private Partner met() {
    return partners.get("met-taizhou");
  }

  private MessageHeader alert() {
    return MessageHeader.alert(met().uscc(), AGREEMENT);
  }

  private byte[] signed(MessageHeader header, String payload) {
    return Cms.sign(met().keys(), header.message(payload));
  }
}
