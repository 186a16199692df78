package io.kanhe.it;

import java.util.List;

/**
 * Records of a disposal plant and the claims on them, made from the published samples. Each has a
 * herd of its own: the gateway remembers which animals are dead.
 */
final class Disposals {

  private static final List<String> WEIGHTS = List.of("78.0", "81.5", "72.0");

  private final String herd;

  /**
   * @param herd the first twelve digits of the tags
   */
  Disposals(String herd) {
    this.herd = herd;
  }

  String tag(int animal) {
    return herd + animal;
  }

  /** Drowned pigs, processed 19 h 50 min after they reached the plant. */
  String record(String recordNo, int... animals) {
    StringBuilder all = new StringBuilder();
    double weight = 0;
    for (int i = 0; i < animals.length; i++) {
      String each = WEIGHTS.get(i % WEIGHTS.size());
      weight += Double.parseDouble(each);
      all.append("<ah:animal><ah:earTag>").append(tag(animals[i])).append("</ah:earTag>");
      all.append("<ah:weight unit=\"kg\">").append(each).append("</ah:weight></ah:animal>");
    }
    return Samples.published("disposal-record.xml")
        .replace("WHH-331081-20260826-00042", recordNo)
        .replaceFirst("<ah:certNo>[^<]*</ah:certNo>", "")
        .replaceFirst(
            "(?s)<ah:quantity>.*</ah:animals>",
            "<ah:quantity>"
                + animals.length
                + "</ah:quantity><ah:totalWeight unit=\"kg\">"
                + weight
                + "</ah:totalWeight><ah:animals>"
                + all
                + "</ah:animals>");
  }

  static String processedAt(String record, String time) {
    return record.replace("2026-08-26T09:30:00+08:00", time);
  }

  /** Not yet at the plant. */
  static String collected(String record) {
    return record
        .replaceFirst("(?s)<ah:plant>.*</ah:plant>", "")
        .replace("status>PROCESSED<", "status>COLLECTED<");
  }

  /** At the plant, which counted so many. */
  static String countedAs(String record, int animals) {
    return record
        .replaceFirst(
            "(?s)<ah:processTime>.*</ah:method>",
            "<ah:receivedQuantity>" + animals + "</ah:receivedQuantity>")
        .replace("status>PROCESSED<", "status>RECEIVED<");
  }

  static String culled(String record) {
    return record.replace(">FLOOD<", ">EPIDEMIC_CULL<");
  }

  static String claim(String claimNo, Partner insurer, String recordNo, List<String> tags) {
    return Samples.published("disposal-claim-check-request.xml")
        .replace("CLM-C-20260826-000004", claimNo)
        .replace("91330200TEXT000C7B", insurer.uscc())
        .replace("WHH-331081-20260826-00042", recordNo)
        .replaceFirst("<ah:certNo>[^<]*</ah:certNo>", "")
        .replaceFirst(
            "(?s)<ah:tags>.*</ah:tags>",
            "<ah:tags><ah:tag>" + String.join("</ah:tag><ah:tag>", tags) + "</ah:tag></ah:tags>");
  }
}
