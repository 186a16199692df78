package io.kanhe.service.policing;

import java.util.ArrayList;
import java.util.List;

/** Collisions to try rules on. Vehicles and insurers are invented. */
final class Collisions {

  static final String A = "91331000TEXT000A0M";
  static final String B = "91331000TEXT000B9J";
  static final String C = "91330200TEXT000C7B";

  private final List<String> parties = new ArrayList<>();
  private String occurTime = "2026-08-20T08:41:00+08:00";
  private String flags =
      "<injuryFlag>false</injuryFlag><thirdPropertyFlag>false</thirdPropertyFlag>";
  private boolean agreed = true;
  private final String caseRef;

  private Collisions(String caseRef) {
    this.caseRef = caseRef;
  }

  static Collisions of(String caseRef) {
    return new Collisions(caseRef);
  }

  /** Two vehicles, equal liability, losses of 1,500 and 1,900 yuan: eligible. */
  static Collisions usual(String caseRef) {
    return of(caseRef).party(A, "EQUAL", "1500.00").party(B, "EQUAL", "1900.00");
  }

  Collisions party(String insurer, String liability, String loss) {
    return party(insurer, liability, loss, "2026-01-10", "2027-01-09");
  }

  Collisions party(String insurer, String liability, String loss, String from, String to) {
    int seq = parties.size() + 1;
    parties.add(
        "<party seq=\""
            + seq
            + "\"><plateNo>浙J1234"
            + seq
            + "</plateNo><plateType>02</plateType><vin>LTEST0008P0000001</vin><liability>"
            + liability
            + "</liability><ctpInsurer>"
            + insurer
            + "</ctpInsurer><ctpPolicyNo>PDZA2026331000000000"
            + seq
            + "</ctpPolicyNo><ctpStart>"
            + from
            + "</ctpStart><ctpEnd>"
            + to
            + "</ctpEnd><estimatedLoss currency=\"CNY\">"
            + loss
            + "</estimatedLoss></party>");
    return this;
  }

  Collisions injured() {
    flags = flags.replace("<injuryFlag>false", "<injuryFlag>true");
    return this;
  }

  Collisions thirdProperty() {
    flags = flags.replace("<thirdPropertyFlag>false", "<thirdPropertyFlag>true");
    return this;
  }

  Collisions disputed() {
    agreed = false;
    return this;
  }

  Collisions at(String time) {
    occurTime = time;
    return this;
  }

  String xml() {
    return "<MutualCollisionCase xmlns=\"urn:kanhe:ps:1.0\" version=\"1.0\"><caseRef>"
        + caseRef
        + "</caseRef><accidentNo>331002202600012345</accidentNo><occurTime>"
        + occurTime
        + "</occurTime><regionCode>331002</regionCode><location>路口</location>"
        + "<procedure>FAST_AGREEMENT</procedure><liabilityDocNo>DOC-"
        + caseRef
        + "</liabilityDocNo>"
        + flags
        + "<agreeSelfClaim>"
        + agreed
        + "</agreeSelfClaim><parties>"
        + String.join("", parties)
        + "</parties></MutualCollisionCase>";
  }

  /** {@code plate}: the number of the vehicle, or empty. */
  static String progress(String caseRef, String insurer, String plate, String stage, String paid) {
    return "<SelfClaimProgress xmlns=\"urn:kanhe:ps:1.0\" version=\"1.0\"><caseRef>"
        + caseRef
        + "</caseRef><insurer>"
        + insurer
        + "</insurer>"
        + (plate.isEmpty() ? "" : "<plateNo>浙J1234" + plate + "</plateNo>")
        + "<stage>"
        + stage
        + "</stage><stageTime>2026-08-22T15:00:00+08:00</stageTime>"
        + (paid.isEmpty() ? "" : "<paidAmount currency=\"CNY\">" + paid + "</paidAmount>")
        + "</SelfClaimProgress>";
  }
}
