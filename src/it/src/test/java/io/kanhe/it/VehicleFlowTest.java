package io.kanhe.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.citrusframework.TestCaseRunner;
import org.citrusframework.annotations.CitrusResource;
import org.citrusframework.annotations.CitrusTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Scenarios B.6 and B.7: what insurers ask of a vehicle, and what the gateway makes of it. */
@GatewayFlow
class VehicleFlowTest {

  private static final String SERVICE = "ps.vehicle.stolen";
  private static final String POLICE = "police-tz";
  private static final String A = "insurer-a";
  private static final String B = "insurer-b";
  private static final String REGULATOR = "regulator-zj";
  private static final String STOLEN = "LTEST0001P0000003";

  @Autowired Steps steps;
  @Autowired Partners partners;
  @Autowired Inbox inbox;

  @Test
  @CitrusTest
  void stolenCarIsSaidToBeStolen(@CitrusResource TestCaseRunner t) {
    Talk talk = new Talk(t, steps, partners, inbox);
    String claim = Runs.named("CLM");
    String answer =
        talk.asks(
            A,
            question(talk, A, claim, "P01"),
            vehicle(claim, STOLEN, "浙J12346"),
            POLICE,
            found(claim, "STOLEN_REPORTED", ""));
    assertTrue(answer.contains("status>STOLEN_REPORTED<"), "what the police know");
  }

  @Test
  @CitrusTest
  void plateOfAnotherVehicleIsSaidWithoutItsOwner(@CitrusResource TestCaseRunner t) {
    Talk talk = new Talk(t, steps, partners, inbox);
    String claim = Runs.named("CLM");
    String answer =
        talk.asks(
            A,
            question(talk, A, claim, "P01"),
            vehicle(claim, STOLEN, "浙J12345"),
            POLICE,
            found(claim, "STOLEN_REPORTED", "<remark>PLATE_VIN_MISMATCH</remark>"));
    assertTrue(answer.contains("remark>PLATE_VIN_MISMATCH<"), "plate and number");
  }

  @Test
  @CitrusTest
  void wrongCheckDigitIsAskedAboutAllTheSameAndFlagged(@CitrusResource TestCaseRunner t) {
    Talk talk = new Talk(t, steps, partners, inbox);
    String claim = Runs.named("CLM");
    String entry =
        talk.tells(
            A, question(talk, A, claim, "P01"), vehicle(claim, "LTEST0002P0000003", "浙J12346"));
    assertTrue(entry.contains("VIN_CHECK_DIGIT"), entry);
  }

  @Test
  @CitrusTest
  void thirdClaimWithOneVehicleIsAnIndicatorForThoseConcerned(@CitrusResource TestCaseRunner t) {
    Talk talk = new Talk(t, steps, partners, inbox);
    String vin = anyVin();
    String first = Runs.named("CLM-A1");
    String second = Runs.named("CLM-B1");
    String third = Runs.named("CLM-A2");
    suspects(talk, A, first, vin);
    suspects(talk, B, second, vin);
    suspects(talk, A, first, vin);
    suspects(talk, A, third, vin);

    Delivery atA = talk.isTold(A, "fraud.lead", "SAME_VEHICLE", third);
    assertTrue(atA.content().contains(first), "its own claims");
    assertFalse(atA.content().contains(second) || atA.content().contains(vin), "B's claim");
    Delivery atB = talk.isTold(B, "fraud.lead", "SAME_VEHICLE", second);
    assertFalse(atB.payload().contains(first) || atB.payload().contains(vin), "A's claims");
    Delivery atRegulator =
        talk.isTold(REGULATOR, "fraud.lead", "SAME_VEHICLE", atB.field("businessKey"));
    for (String each : List.of(first, second, third, vin)) {
      assertFalse(atRegulator.payload().contains(each), "the regulator reads their number only");
    }
  }

  private static void suspects(Talk talk, String insurer, String claim, String vin) {
    talk.asks(
        insurer,
        question(talk, insurer, claim, "P03"),
        vehicle(claim, vin, ""),
        POLICE,
        found(claim, "UNKNOWN", ""));
  }

  private static MessageHeader question(Talk talk, String asker, String claim, String purpose) {
    return talk.question(asker, SERVICE, "check", claim).under(purpose, "LB-LAW");
  }

  private static String vehicle(String claim, String vin, String plate) {
    return "<VehicleStolenCheckRequest xmlns=\"urn:kanhe:ps:1.0\" version=\"1.0\"><claimNo>"
        + claim
        + "</claimNo><vin>"
        + vin
        + "</vin>"
        + (plate.isEmpty() ? "" : "<plateNo>" + plate + "</plateNo><plateType>02</plateType>")
        + "</VehicleStolenCheckRequest>";
  }

  private static Function<Delivery, String> found(String claim, String status, String remark) {
    return question ->
        "<VehicleStolenCheckResponse xmlns=\"urn:kanhe:ps:1.0\" version=\"1.0\"><claimNo>"
            + claim
            + "</claimNo><status>"
            + status
            + "</status>"
            + remark
            + "<asOf>"
            + MessageHeader.aSecondAgo().replace("+", ".001+")
            + "</asOf><resultCode>0000</resultCode></VehicleStolenCheckResponse>";
  }

  /** Of no vehicle, with the check digit of GB 16735. */
  private static String anyVin() {
    int[] weights = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
    int[] letters = {3, 3, 5, 2, 3}; // L T E S T
    String digits = String.format("%07d", ThreadLocalRandom.current().nextInt(10, 10_000_000));
    int sum = 7 * weights[9]; // P
    for (int i = 0; i < letters.length; i++) {
      sum += letters[i] * weights[i];
    }
    for (int i = 0; i < digits.length(); i++) {
      sum += (digits.charAt(i) - '0') * weights[10 + i];
    }
    int check = sum % 11;
    return "LTEST000" + (check == 10 ? "X" : Integer.toString(check)) + "P" + digits;
  }
}
