package io.kanhe.service.weather;

/** Alerts of an exercise, in both forms. */
public final class Alerts {

  static final String MET = "33100041600000";
  static final String WATER = "33100033200000";

  private Alerts() {}

  /**
   * An alert in CAP.
   *
   * @param id issuer code and time, {@code 33100041600000_20260824080000}: it was sent then
   * @param severity empty for none
   * @param references ids, separated by blanks
   */
  public static String cap(
      String id, String msgType, String event, String severity, String references) {
    return "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"><identifier>"
        + id
        + "</identifier><sender>"
        + id.substring(0, 14)
        + "</sender><sent>"
        + time(id, "T")
        + "</sent><status>Exercise</status><msgType>"
        + msgType
        + "</msgType><scope>Public</scope>"
        + (references.isEmpty() ? "" : "<references>" + triples(references) + "</references>")
        + (severity.isEmpty()
            ? ""
            : "<info><category>Met</category><event>示例</event><urgency>Unknown</urgency><severity>"
                + severity
                + "</severity><certainty>Unknown</certainty><eventCode>"
                + "<valueName>GB/T35561-2017</valueName><value>"
                + event
                + "</value></eventCode><area><areaDesc>温岭市</areaDesc><geocode>"
                + "<valueName>CPEAS Geographic Code</valueName><value>331081000000</value>"
                + "</geocode></area></info>")
        + "</alert>";
  }

  /** An alert in the national structure. */
  static String national(
      String id, String msgType, String event, String colour, String region, String references) {
    return "<alert><identifier>"
        + id
        + "</identifier><sender>示例</sender><senderCode>"
        + id.substring(0, 14)
        + "</senderCode><sendTime>"
        + time(id, " ")
        + "</sendTime><status>Exercise</status><msgType>"
        + msgType
        + "</msgType><scope>Public</scope><references>"
        + references
        + "</references><info><eventType>"
        + event
        + "</eventType><severity>"
        + colour
        + "</severity><area><areaDesc>示例</areaDesc><geocode>"
        + region
        + "</geocode></area></info></alert>";
  }

  private static String triples(String references) {
    StringBuilder all = new StringBuilder();
    for (String id : references.split(" ")) {
      all.append(' ').append(id, 0, 14).append(',').append(id).append(',').append(time(id, "T"));
    }
    return all.substring(1);
  }

  private static String time(String id, String between) {
    String digits = id.substring(15);
    return digits.substring(0, 4)
        + "-"
        + digits.substring(4, 6)
        + "-"
        + digits.substring(6, 8)
        + between
        + digits.substring(8, 10)
        + ":"
        + digits.substring(10, 12)
        + ":"
        + digits.substring(12, 14)
        + "+08:00";
  }
}
