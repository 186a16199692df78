package io.kanhe.fault;

/** A small valid warning in CAP 1.2, one line, in its exclusive canonical form. */
final class SampleAlert {

  private static final String SENDER = "33100033200000";

  private SampleAlert() {}

  /**
   * @param number 0 to 86,399: every number has its own alert id
   */
  static String id(int number) {
    return SENDER
        + "_20260824"
        + String.format("%02d", number / 3600 % 24)
        + String.format("%02d", number / 60 % 60)
        + String.format("%02d", number % 60);
  }

  static String cap(String id) {
    return "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"><identifier>"
        + id
        + "</identifier><sender>"
        + SENDER
        + "</sender><sent>2026-08-24T20:10:00+08:00</sent><status>Exercise</status><msgType>Alert</msgType>"
        + "<scope>Public</scope><code>profile:kanhe-cn:1.0</code><info><language>zh-CN</language>"
        + "<category>Geo</category><event>洪水</event><urgency>Expected</urgency><severity>Severe</severity>"
        + "<certainty>Likely</certainty><eventCode><valueName>GB/T35561-2017</valueName><value>11A01</value>"
        + "</eventCode><headline>洪水橙色预警(示例)</headline><area><areaDesc>椒江区</areaDesc><geocode>"
        + "<valueName>CPEAS Geographic Code</valueName><value>331002000000</value></geocode></area></info></alert>";
  }
}
