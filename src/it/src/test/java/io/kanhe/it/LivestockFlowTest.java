package io.kanhe.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ThreadLocalRandom;
import org.citrusframework.TestCaseRunner;
import org.citrusframework.annotations.CitrusResource;
import org.citrusframework.annotations.CitrusTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Scenario C: a plant disposes of dead animals, and an insurer asks whether it may pay. */
@GatewayFlow
class LivestockFlowTest {

  @Autowired Steps steps;
  @Autowired Partners partners;

  /** A herd of its own: the gateway remembers which animals are dead. */
  private final String herd =
      "1331081" + String.format("%05d", ThreadLocalRandom.current().nextInt(1, 100_000));

  @Test
  @CitrusTest
  void disposalReachesDepartmentAndInsurerAndIsPaidForOnce(@CitrusResource TestCaseRunner t) {
    Partner plant = partners.get("disposal-plant");
    String recordNo = Runs.named("WHH");
    MessageHeader header = disposal(plant, recordNo);
    sent(t, plant, header, record(recordNo));
    for (String each : new String[] {"husbandry-tz", "insurer-c"}) {
      Delivery told =
          steps.expectDelivery(
              t, partners.get(each), message -> message.answers(header.messageId(), "record"));
      assertTrue(told.payload().contains(recordNo), told.toString());
      assertFalse(told.payload().contains("GFSY-331081-0045"), "the vet's code");
    }

    assertTrue(claimed(t, recordNo, Runs.named("CLM")).contains("status>OK<"));
    assertTrue(claimed(t, recordNo, Runs.named("CLM")).contains("status>ALREADY_CLAIMED<"));
  }

  @Test
  @CitrusTest
  void recordThatContradictsItselfOrAnotherIsRefused(@CitrusResource TestCaseRunner t) {
    Partner plant = partners.get("disposal-plant");
    String backwards = Runs.named("WHH");
    refused(
        t,
        plant,
        disposal(plant, backwards),
        record(backwards).replace("2026-08-26T09:30:00", "2026-08-25T13:39:59"),
        "4002");
    String first = Runs.named("WHH");
    sent(t, plant, disposal(plant, first), record(first));
    String second = Runs.named("WHH");
    refused(t, plant, disposal(plant, second), record(second), "4003");
  }

  private String claimed(TestCaseRunner t, String recordNo, String claimNo) {
    Partner insurer = partners.get("insurer-c");
    MessageHeader header =
        MessageHeader.of("ah.disposal", "check-claim", "REQUEST", insurer, claimNo)
            .under("P01", "LB-LAW-AGRI")
            .with("operatorRef", "C-CLM-00031");
    String payload =
        Samples.published("disposal-claim-check-request.xml")
            .replace("CLM-C-20260826-000004", claimNo)
            .replace("WHH-331081-20260826-00042", recordNo)
            .replaceFirst("<ah:certNo>[^<]*</ah:certNo>", "")
            .replace("133108100000", herd);
    String envelope = SignedSoap.sign(insurer.keys(), SoapForm.V1_2, header, payload);
    steps.post(t, insurer, SoapForm.V1_2, envelope);
    return steps.expectAnswer(t, insurer, partners.gatewaySigner());
  }

  private String record(String recordNo) {
    return Samples.published("disposal-record.xml")
        .replace("WHH-331081-20260826-00042", recordNo)
        .replaceFirst("<ah:certNo>[^<]*</ah:certNo>", "")
        .replace("133108100000", herd);
  }

  private static MessageHeader disposal(Partner plant, String recordNo) {
    return MessageHeader.of("ah.disposal", "record", "EVENT", plant, recordNo)
        .under("P01", "LB-LAW-AGRI");
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
