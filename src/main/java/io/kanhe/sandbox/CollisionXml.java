package io.kanhe.sandbox;

import io.kanhe.message.Uscc;

/**
 * Payloads of the collision between two invented vehicles; a new one for every change.
 *
 * @param endOfCover last day of the first vehicle's compulsory cover
 * @param thirdLoss loss of a third vehicle; empty: there are two
 */
record CollisionXml(
    String caseRef,
    boolean isInjury,
    boolean isThirdProperty,
    boolean isAgreed,
    String firstLiability,
    String secondLiability,
    String firstLoss,
    String secondLoss,
    String endOfCover,
    String thirdLoss) {

  private static final String NAMESPACE = "xmlns=\"urn:kanhe:ps:1.0\" version=\"1.0\"";
  private static final String TIME = "2026-08-20T08:41:00+08:00";

  static CollisionXml usual(String caseRef) {
    return new CollisionXml(
        caseRef, false, false, true, "EQUAL", "EQUAL", "1500.00", "1900.00", "2027-01-09", "");
  }

  CollisionXml injury(boolean value) {
    return copy(value, isThirdProperty, isAgreed, endOfCover, thirdLoss);
  }

  CollisionXml thirdProperty(boolean value) {
    return copy(isInjury, value, isAgreed, endOfCover, thirdLoss);
  }

  CollisionXml agreed(boolean value) {
    return copy(isInjury, isThirdProperty, value, endOfCover, thirdLoss);
  }

  CollisionXml ended(String day) {
    return copy(isInjury, isThirdProperty, isAgreed, day, thirdLoss);
  }

  CollisionXml third(String loss) {
    return copy(isInjury, isThirdProperty, isAgreed, endOfCover, loss);
  }

  CollisionXml liabilities(String first, String second) {
    return new CollisionXml(
        caseRef,
        isInjury,
        isThirdProperty,
        isAgreed,
        first,
        second,
        firstLoss,
        secondLoss,
        endOfCover,
        thirdLoss);
  }

  CollisionXml losses(String first, String second) {
    return new CollisionXml(
        caseRef,
        isInjury,
        isThirdProperty,
        isAgreed,
        firstLiability,
        secondLiability,
        first,
        second,
        endOfCover,
        thirdLoss);
  }

  private CollisionXml copy(
      boolean injury, boolean property, boolean agree, String cover, String other) {
    return new CollisionXml(
        caseRef,
        injury,
        property,
        agree,
        firstLiability,
        secondLiability,
        firstLoss,
        secondLoss,
        cover,
        other);
  }

  String xml() {
    return "<MutualCollisionCase "
        + NAMESPACE
        + ">"
        + leaf("caseRef", caseRef)
        + leaf("accidentNo", "331002202600012345")
        + leaf("occurTime", TIME)
        + leaf("regionCode", "331002")
        + leaf("location", "椒江区中心大道与市府大道路口")
        + leaf("procedure", "FAST_AGREEMENT")
        + leaf("liabilityDocNo", document(caseRef))
        + leaf("injuryFlag", Boolean.toString(isInjury))
        + leaf("thirdPropertyFlag", Boolean.toString(isThirdProperty))
        + leaf("agreeSelfClaim", Boolean.toString(isAgreed))
        + "<parties>"
        + party(1, "insurer-a", firstLiability, firstLoss)
        + party(2, "insurer-b", secondLiability, secondLoss)
        + (thirdLoss.isEmpty() ? "" : party(3, "insurer-b", "EQUAL", thirdLoss))
        + "</parties></MutualCollisionCase>";
  }

  private String party(int seq, String insurer, String liability, String loss) {
    String end = seq == 1 ? endOfCover : "2027-02-28";
    return "<party seq=\""
        + seq
        + "\">"
        + vehicle(seq)
        + leaf("liability", liability)
        + cover(seq, insurer, end)
        + "<estimatedLoss currency=\"CNY\">"
        + loss
        + "</estimatedLoss></party>";
  }

  private static String vehicle(int seq) {
    return switch (seq) {
      case 1 -> leaf("plateNo", "浙J12345") + leaf("plateType", "02") + vin("LTEST0008P0000001");
      case 2 -> leaf("plateNo", "浙JD12345") + leaf("plateType", "52") + vin("LTEST000XP0000002");
      default -> leaf("plateNo", "浙J12346") + leaf("plateType", "02") + vin("LTEST0001P0000003");
    };
  }

  private static String cover(int seq, String insurer, String end) {
    return leaf("ctpInsurer", uscc(insurer).value())
        + leaf("ctpPolicyNo", "PDZA2026331000000000" + seq)
        + leaf("ctpStart", "2026-01-10")
        + leaf("ctpEnd", end);
  }

  static String progress(String caseRef, String insurer, String plate, String amount) {
    return "<SelfClaimProgress "
        + NAMESPACE
        + ">"
        + leaf("caseRef", caseRef)
        + leaf("insurer", uscc(insurer).value())
        + leaf("plateNo", plate)
        + leaf("stage", "PAID")
        + leaf("stageTime", "2026-08-22T15:00:00+08:00")
        + "<paidAmount currency=\"CNY\">"
        + amount
        + "</paidAmount></SelfClaimProgress>";
  }

  static String liability(String caseRef, int revision, String status) {
    return "<AccidentLiabilityNotice "
        + NAMESPACE
        + ">"
        + leaf("accidentNo", "331002202600012345")
        + leaf("liabilityDocNo", document(caseRef))
        + leaf("docType", "2")
        + leaf("occurTime", TIME)
        + leaf("regionCode", "331002")
        + leaf("location", "椒江区中心大道与市府大道路口")
        + leaf("injuryCount", "0")
        + leaf("deathCount", "0")
        + leaf("thirdPropertyFlag", "false")
        + "<parties>"
        + driver(1, "insurer-a", "测试甲", "331081190001010178")
        + driver(2, "insurer-b", "测试乙", "331082190001010211")
        + "</parties>"
        + leaf("status", status)
        + leaf("revision", Integer.toString(revision))
        + "</AccidentLiabilityNotice>";
  }

  private static String driver(int seq, String insurer, String name, String idNo) {
    return "<party seq=\""
        + seq
        + "\">"
        + leaf("partyType", "MOTOR")
        + vehicle(seq)
        + leaf("driverName", name)
        + leaf("driverIdNo", idNo)
        + leaf("liability", "EQUAL")
        + cover(seq, insurer, "2027-01-09")
        + "</party>";
  }

  private static String document(String caseRef) {
    return "DOC-" + caseRef.substring(caseRef.length() - 7);
  }

  private static Uscc uscc(String insurer) {
    return DemoCast.PARTNERS.get(insurer);
  }

  private static String vin(String value) {
    return leaf("vin", value);
  }

  private static String leaf(String name, String text) {
    return "<" + name + ">" + text + "</" + name + ">";
  }
}
