package io.kanhe.sandbox;

import java.math.BigDecimal;
import java.util.List;

/**
 * Disposal records and claims of an invented farm; a new one for every change.
 *
 * @param received when the animals reached the plant; empty: not yet
 * @param processed empty: not yet
 * @param counted how many the plant counted; empty: it did not say
 */
record DisposalXml(
    String recordNo,
    String status,
    String cause,
    String received,
    String processed,
    String counted,
    List<String> tags) {

  static final String RECEIVED = "2026-08-25T13:40:00+08:00";
  private static final String NAMESPACE = "xmlns=\"urn:kanhe:ah:1.0\" version=\"1.0\"";
  private static final List<String> WEIGHTS = List.of("78.0", "81.5", "72.0");

  DisposalXml {
    tags = List.copyOf(tags);
  }

  /** Drowned pigs, processed 19 h 50 min after they reached the plant. */
  static DisposalXml drowned(String recordNo, List<String> tags) {
    return new DisposalXml(
        recordNo, "PROCESSED", "FLOOD", RECEIVED, "2026-08-26T09:30:00+08:00", "", tags);
  }

  DisposalXml processedAt(String time) {
    return new DisposalXml(recordNo, status, cause, received, time, counted, tags);
  }

  DisposalXml collected() {
    return new DisposalXml(recordNo, "COLLECTED", cause, "", "", "", tags);
  }

  DisposalXml countedAs(int animals) {
    return new DisposalXml(
        recordNo, "RECEIVED", cause, received, "", Integer.toString(animals), tags);
  }

  DisposalXml culled() {
    return new DisposalXml(recordNo, status, "EPIDEMIC_CULL", received, processed, counted, tags);
  }

  String xml() {
    return "<DisposalRecord "
        + NAMESPACE
        + ">"
        + leaf("recordNo", recordNo)
        + leaf("regionCode", "331081")
        + "<farm>"
        + leaf("farmCode", "331081F00012")
        + leaf("farmName", "示例生猪养殖场")
        + leaf("ownerName", "测试乙")
        + "</farm>"
        + leaf("species", "1")
        + leaf("animalStage", "FATTENING")
        + leaf("deathCause", cause)
        + leaf("reportTime", "2026-08-25T07:20:00+08:00")
        + leaf("collectTime", "2026-08-25T11:05:00+08:00")
        + leaf("vehiclePlate", "浙J0A123")
        + plant()
        + leaf("quantity", Integer.toString(tags.size()))
        + kilograms("totalWeight", total())
        + animals()
        + leaf("vetCode", "GFSY-331081-0045")
        + insurance()
        + leaf("status", status)
        + "</DisposalRecord>";
  }

  private String plant() {
    return received.isEmpty()
        ? ""
        : "<plant>"
            + leaf("uscc", DemoCast.PARTNERS.get("disposal-plant").value())
            + leaf("plantName", "示例无害化处理中心")
            + leaf("receiveTime", received)
            + leaf("processTime", processed)
            + leaf("method", processed.isEmpty() ? "" : "RENDERING")
            + leaf("receivedQuantity", counted)
            + "</plant>";
  }

  private String animals() {
    StringBuilder all = new StringBuilder("<animals>");
    for (int i = 0; i < tags.size(); i++) {
      all.append("<animal>").append(leaf("earTag", tags.get(i)));
      all.append(kilograms("weight", weight(i))).append("</animal>");
    }
    return all.append("</animals>").toString();
  }

  private static String insurance() {
    return "<insurance><insured>true</insured>"
        + leaf("insurer", DemoCast.PARTNERS.get("insurer-c").value())
        + leaf("policyNo", "YZX2026C3310810000031")
        + "<surveyJoint>true</surveyJoint></insurance>";
  }

  private static String weight(int animal) {
    return WEIGHTS.get(animal % WEIGHTS.size());
  }

  private String total() {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < tags.size(); i++) {
      sum = sum.add(new BigDecimal(weight(i)));
    }
    return sum.toPlainString();
  }

  static String claim(String claimNo, String insurer, String recordNo, List<String> tags) {
    return "<DisposalClaimCheckRequest "
        + NAMESPACE
        + ">"
        + leaf("claimNo", claimNo)
        + leaf("insurer", DemoCast.PARTNERS.get(insurer).value())
        + leaf("policyNo", "YZX2026C3310810000031")
        + leaf("recordNo", recordNo)
        + leaf("species", "1")
        + leaf("lossDate", "2026-08-25")
        + "<tags>"
        + String.join("", tags.stream().map(tag -> leaf("tag", tag)).toList())
        + "</tags></DisposalClaimCheckRequest>";
  }

  private static String kilograms(String name, String value) {
    return "<" + name + " unit=\"kg\">" + value + "</" + name + ">";
  }

  private static String leaf(String name, String text) {
    return text.isEmpty() ? "" : "<" + name + ">" + text + "</" + name + ">";
  }
}
