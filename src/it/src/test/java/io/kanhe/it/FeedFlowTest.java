package io.kanhe.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.citrusframework.TestCaseRunner;
import org.citrusframework.annotations.CitrusResource;
import org.citrusframework.annotations.CitrusTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;

/** Insurers push what they cover; the gateway tells them what a warning means for it. */
@GatewayFlow
class FeedFlowTest {

  @Autowired Steps steps;
  @Autowired Partners partners;

  @Test
  @CitrusTest
  void coverageIsRecordedOnceAndItsReceiptRepeated(@CitrusResource TestCaseRunner t) {
    Partner insurer = partners.get("insurer-a");
    String file = Samples.coverage(insurer.uscc());
    MessageHeader header =
        MessageHeader.coverage(insurer.uscc(), "AGR-COV-A-2026", "2026-08-23-01", file);
    byte[] signed = Cms.sign(insurer.keys(), header.xml());

    steps.put(t, insurer, "2026-08-23-01", signed, file);
    String first = steps.expectFeedReceipt(t, insurer, HttpStatus.CREATED, header.messageId());
    steps.put(t, insurer, "2026-08-23-01", signed, file);
    String second = steps.expectFeedReceipt(t, insurer, HttpStatus.OK, header.messageId());

    assertEquals(first, second);
  }

  @Test
  @CitrusTest
  void insurerLearnsWhatAnAlertMeansForItsOwnCoverage(@CitrusResource TestCaseRunner t) {
    Partner insurer = partners.get("insurer-b");
    String file = Samples.coverage(insurer.uscc());
    MessageHeader feed =
        MessageHeader.coverage(insurer.uscc(), "AGR-COV-B-2026", "2026-08-23-02", file);
    steps.put(t, insurer, "2026-08-23-02", Cms.sign(insurer.keys(), feed.xml()), file);
    steps.expectFeedReceipt(t, insurer, HttpStatus.CREATED, feed.messageId());

    Partner met = partners.get("met-taizhou");
    MessageHeader alert = MessageHeader.alert(met.uscc(), "AGR-EW-MET-2026");
    byte[] signed = Cms.sign(met.keys(), alert.message(Samples.nativeAlert()));
    steps.send(t, met, signed);
    steps.expectQueueReceipt(t, met, "ACCEPTED", signed);

    Delivery impact =
        steps.expectDelivery(t, insurer, each -> each.answers(alert.messageId(), "impact"));
    assertTrue(impact.payload().contains("186000000.00"), "what is insured in a warned county");
  }
}
