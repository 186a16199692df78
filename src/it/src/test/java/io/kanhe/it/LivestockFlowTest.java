package io.kanhe.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.citrusframework.TestCaseRunner;
import org.citrusframework.annotations.CitrusResource;
import org.citrusframework.annotations.CitrusTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Scenario C: a plant disposes of dead animals, and insurers ask whether they may pay. */
@GatewayFlow
class LivestockFlowTest {

  private static final String PLANT = "disposal-plant";
  private static final String HUSBANDRY = "husbandry-tz";
  private static final String B = "insurer-b";
  private static final String C = "insurer-c";
  private static final Pattern STATUS = Pattern.compile("status>([A-Z0-9_]+)<");

  @Autowired Steps steps;
  @Autowired Partners partners;
  @Autowired Inbox inbox;

  private final Disposals disposals =
      new Disposals(
          "1331081" + String.format("%05d", ThreadLocalRandom.current().nextInt(1, 100_000)));
  private final String recordNo = Runs.named("WHH");

  @Test
  @CitrusTest
  void threeDrownedPigsAreToldOfAndPaidForOnce(@CitrusResource TestCaseRunner t) {
    Talk talk = talk(t);
    String record = disposals.record(recordNo, 101, 102, 103);
    assertTrue(record.contains(">231.5<"), record);
    MessageHeader header = disposal(talk, recordNo);
    String entry = talk.tells(PLANT, header, record);
    assertFalse(entry.contains("LATE_48H"), entry);
    for (String each : List.of(HUSBANDRY, C)) {
      Delivery told = talk.hears(each, header);
      assertTrue(told.payload().contains(recordNo), told.toString());
      assertFalse(told.payload().contains("GFSY-331081-0045"), "the vet's code");
    }

    String claim = Runs.named("CLM");
    List<String> three = List.of(disposals.tag(101), disposals.tag(102), disposals.tag(103));
    assertEquals(List.of("OK", "OK", "OK"), statuses(claimed(talk, C, claim, recordNo, three)));
    assertEquals(List.of("OK", "OK", "OK"), statuses(claimed(talk, C, claim, recordNo, three)));
    List<String> again = List.of("ALREADY_CLAIMED", "ALREADY_CLAIMED", "ALREADY_CLAIMED");
    assertEquals(again, statuses(claimed(talk, C, Runs.named("CLM"), recordNo, three)));
    String other = claimed(talk, B, Runs.named("CLM"), recordNo, three);
    assertEquals(again, statuses(other));
    assertFalse(other.contains(talk.partner(C).uscc()) || other.contains(claim), "by whom");
  }

  @Test
  @CitrusTest
  void wrongClaimsAreAnsweredWithTheirReason(@CitrusResource TestCaseRunner t) {
    Talk talk = talk(t);
    talk.tells(PLANT, disposal(talk, recordNo), disposals.record(recordNo, 101, 102, 103));
    String tag = disposals.tag(101);
    expectClaim(talk, recordNo, disposals.tag(104), "NOT_IN_RECORD");
    expectClaim(talk, recordNo, "2" + tag.substring(1), "SPECIES_MISMATCH");
    expectClaim(talk, recordNo, tag.substring(0, 14), "FORMAT_ERROR");

    String waiting = Runs.named("WHH");
    String collected = Disposals.collected(disposals.record(waiting, 105));
    talk.tells(PLANT, disposal(talk, waiting), collected);
    expectClaim(talk, waiting, disposals.tag(105), "NOT_PROCESSED");
  }

  @Test
  @CitrusTest
  void fortyNineHoursAreFlaggedAndDoNotBlockTheClaim(@CitrusResource TestCaseRunner t) {
    Talk talk = talk(t);
    String late =
        Disposals.processedAt(disposals.record(recordNo, 106), "2026-08-27T14:40:00+08:00");
    String entry = talk.tells(PLANT, disposal(talk, recordNo), late);
    assertTrue(entry.contains("LATE_48H"), entry);
    expectClaim(talk, recordNo, disposals.tag(106), "OK");
  }

  @Test
  @CitrusTest
  void recordThatContradictsItselfOrAnotherIsRefused(@CitrusResource TestCaseRunner t) {
    Talk talk = talk(t);
    String backwards =
        Disposals.processedAt(disposals.record(recordNo, 107), "2026-08-25T13:39:59+08:00");
    talk.tellsInVain(PLANT, disposal(talk, recordNo), backwards, "4002");
    String first = Runs.named("WHH");
    talk.tells(PLANT, disposal(talk, first), disposals.record(first, 108));
    String second = Runs.named("WHH");
    talk.tellsInVain(PLANT, disposal(talk, second), disposals.record(second, 108), "4003");
  }

  @Test
  @CitrusTest
  void culledAnimalsTakeTheirOwnPathToTheClaim(@CitrusResource TestCaseRunner t) {
    Talk talk = talk(t);
    String culled = Disposals.culled(disposals.record(recordNo, 109));
    String entry = talk.tells(PLANT, disposal(talk, recordNo), culled);
    assertTrue(entry.contains("EPIDEMIC_CULL"), entry);
    String answer = claimed(talk, C, Runs.named("CLM"), recordNo, List.of(disposals.tag(109)));
    assertEquals(List.of("OK"), statuses(answer));
    assertTrue(answer.contains("resultText>EPIDEMIC_CULL"), answer);
  }

  @Test
  @CitrusTest
  void animalLostOnItsWayIsToldToTheDepartmentOnly(@CitrusResource TestCaseRunner t) {
    Talk talk = talk(t);
    int[] twelve = IntStream.rangeClosed(121, 132).toArray();
    MessageHeader header = disposal(talk, recordNo);
    String entry =
        talk.tells(PLANT, header, Disposals.countedAs(disposals.record(recordNo, twelve), 11));
    assertFalse(entry.contains("QUANTITY_LOSS"), "the plant reads its receipt");
    talk.isTold(HUSBANDRY, "ah.disposal", "QUANTITY_LOSS", recordNo);

    String later = Runs.named("WHH");
    MessageHeader next = disposal(talk, later);
    talk.tells(PLANT, next, disposals.record(later, 133));
    talk.heardNothing(C, next, each -> each.content().contains("QUANTITY_LOSS"));
  }

  @Test
  @CitrusTest
  void tagsAreAnsweredByTheDepartmentAndToTheAskerAlone(@CitrusResource TestCaseRunner t) {
    Talk talk = talk(t);
    MessageHeader header =
        talk.question(C, "ah.eartag", "verify", Runs.named("TAG")).under("P01", "LB-LAW-AGRI");
    String answer =
        talk.asks(
            C,
            header,
            "<EarTagVerifyRequest xmlns=\"urn:kanhe:ah:1.0\" version=\"1.0\"><purpose>P01</purpose>"
                + "<farm><farmCode>331081F00012</farmCode></farm><species>1</species><tags><tag>"
                + disposals.tag(101)
                + "</tag></tags></EarTagVerifyRequest>",
            HUSBANDRY,
            question ->
                "<EarTagVerifyResponse xmlns=\"urn:kanhe:ah:1.0\" version=\"1.0\"><results>"
                    + "<result><tag>"
                    + disposals.tag(101)
                    + "</tag><status>VALID</status><species>1</species>"
                    + "<issueRegion>331081</issueRegion><wearDate>2026-03-02</wearDate>"
                    + "<insuredBy>true</insuredBy></result></results>"
                    + "<resultCode>0000</resultCode></EarTagVerifyResponse>");
    assertEquals(List.of("VALID"), statuses(answer));
  }

  private void expectClaim(Talk talk, String record, String tag, String expected) {
    String answer = claimed(talk, C, Runs.named("CLM"), record, List.of(tag));
    assertEquals(List.of(expected), statuses(answer), tag);
  }

  private static String claimed(
      Talk talk, String insurer, String claimNo, String record, List<String> tags) {
    MessageHeader header =
        talk.question(insurer, "ah.disposal", "check-claim", claimNo).under("P01", "LB-LAW-AGRI");
    return talk.asks(
        insurer, header, Disposals.claim(claimNo, talk.partner(insurer), record, tags));
  }

  private static List<String> statuses(String answer) {
    return STATUS.matcher(answer).results().map(found -> found.group(1)).toList();
  }

  private static MessageHeader disposal(Talk talk, String recordNo) {
    return talk.event(PLANT, "ah.disposal", "record", recordNo).under("P01", "LB-LAW-AGRI");
  }

  private Talk talk(TestCaseRunner t) {
    return new Talk(t, steps, partners, inbox);
  }
}
