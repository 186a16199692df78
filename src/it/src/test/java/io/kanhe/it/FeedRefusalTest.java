package io.kanhe.it;

import org.citrusframework.TestCaseRunner;
import org.citrusframework.annotations.CitrusResource;
import org.citrusframework.annotations.CitrusTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;

/** What the feed door must not let through. Each refusal is a problem document. */
@GatewayFlow
class FeedRefusalTest {

  private static final String AGREEMENT = "AGR-COV-B-2026";
  private static final String BATCH = "2026-08-23-90";

  @Autowired Steps steps;
  @Autowired Partners partners;

  @Test
  @CitrusTest
  void fileChangedAfterSigningIsRefused(@CitrusResource TestCaseRunner t) {
    String changed = file().replace("6200", "6201");
    steps.put(t, insurer(), BATCH, signed(header()), changed);
    steps.expectProblem(t, insurer(), HttpStatus.UNPROCESSABLE_ENTITY, "1010");
  }

  @Test
  @CitrusTest
  void tamperedHeaderIsRefused(@CitrusResource TestCaseRunner t) {
    byte[] tampered = signed(header());
    byte[] contentOfPurpose = Digests.utf8(">P04<");
    int at = indexOf(tampered, contentOfPurpose);
    tampered[at + 3] = '5';
    refused(t, insurer(), tampered, 403, "2001");
  }

  @Test
  @CitrusTest
  void headerWithoutSignatureIsRefused(@CitrusResource TestCaseRunner t) {
    refused(t, insurer(), Cms.unsigned(insurer().keys(), header().xml()), 403, "2006");
  }

  @Test
  @CitrusTest
  void sha1SignatureIsRefused(@CitrusResource TestCaseRunner t) {
    refused(t, insurer(), Cms.sign(insurer().keys(), header().xml(), "SHA1"), 403, "2003");
  }

  @Test
  @CitrusTest
  void signerOtherThanTheSenderIsRefused(@CitrusResource TestCaseRunner t) {
    String sender = partners.get("insurer-a").uscc();
    MessageHeader inAnothersName = MessageHeader.coverage(sender, "AGR-COV-A-2026", BATCH, file());
    refused(t, insurer(), signed(inAnothersName), 403, "2008");
  }

  @Test
  @CitrusTest
  void feedOverAnothersConnectionIsRefused(@CitrusResource TestCaseRunner t) {
    refused(t, partners.get("insurer-a"), signed(header()), 403, "2010");
  }

  @Test
  @CitrusTest
  void senderWithoutAgreementIsRefused(@CitrusResource TestCaseRunner t) {
    Partner broker = partners.get("broker-x");
    MessageHeader header = MessageHeader.coverage(broker.uscc(), AGREEMENT, BATCH, file());
    refused(t, broker, Cms.sign(broker.keys(), header.xml()), 403, "3001");
  }

  @Test
  @CitrusTest
  void rowThatBreaksTheContractIsRefused(@CitrusResource TestCaseRunner t) {
    String broken = file().replace(",6200,", ",many,");
    MessageHeader header = MessageHeader.coverage(insurer().uscc(), AGREEMENT, BATCH, broken);
    steps.put(t, insurer(), BATCH, signed(header), broken);
    steps.expectProblem(t, insurer(), HttpStatus.UNPROCESSABLE_ENTITY, "1002");
  }

  @Test
  @CitrusTest
  void messageIdUsedForAnotherFileIsRefused(@CitrusResource TestCaseRunner t) {
    String batch = "2026-08-23-91";
    MessageHeader header = MessageHeader.coverage(insurer().uscc(), AGREEMENT, batch, file());
    steps.put(t, insurer(), batch, signed(header), file());
    steps.expectFeedReceipt(t, insurer(), HttpStatus.CREATED, header.messageId());

    String other = file().replace("6200", "6300");
    MessageHeader sameId =
        MessageHeader.coverage(insurer().uscc(), AGREEMENT, batch, other)
            .with("messageId", header.messageId());
    steps.put(t, insurer(), batch, signed(sameId), other);
    steps.expectProblem(t, insurer(), HttpStatus.CONFLICT, "1005");
  }

  @Test
  @CitrusTest
  void feedSignedTenMinutesAgoIsRefused(@CitrusResource TestCaseRunner t) {
    refused(t, insurer(), signed(header().sentMinutesAgo(10)), 422, "2004");
  }

  @Test
  @CitrusTest
  void documentTypeDeclarationIsRefused(@CitrusResource TestCaseRunner t) {
    String xml = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + header().xml();
    refused(t, insurer(), Cms.sign(insurer().keys(), xml), 400, "1012");
  }

  @Test
  @CitrusTest
  void compressedFileIsRefused(@CitrusResource TestCaseRunner t) {
    steps.put(t, insurer(), BATCH, signed(header()), file(), "gzip");
    steps.expectProblem(t, insurer(), HttpStatus.UNSUPPORTED_MEDIA_TYPE, "1008");
  }

  private void refused(
      TestCaseRunner t, Partner sender, byte[] signedHeader, int status, String code) {
    steps.put(t, sender, BATCH, signedHeader, file());
    steps.expectProblem(t, sender, HttpStatus.valueOf(status), code);
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    int at = 0;
    while (!java.util.Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
      at++;
    }
    return at;
  }

  private Partner insurer() {
    return partners.get("insurer-b");
  }

  private String file() {
    return Samples.coverage(insurer().uscc());
  }

  private MessageHeader header() {
    return MessageHeader.coverage(insurer().uscc(), AGREEMENT, BATCH, file());
  }

  private byte[] signed(MessageHeader header) {
    return Cms.sign(insurer().keys(), header.xml());
  }
}
