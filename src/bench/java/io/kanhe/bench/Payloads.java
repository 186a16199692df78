package io.kanhe.bench;

import java.nio.charset.StandardCharsets;

/** A warning in CAP 1.2 of a wanted size; invented, and marked as an exercise. */
final class Payloads {

  private static final String HEAD =
      """
      <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
        <identifier>33100041600000_20260824080000</identifier>
        <sender>33100041600000</sender>
        <sent>2026-08-24T08:00:00+08:00</sent>
        <status>Exercise</status>
        <msgType>Alert</msgType>
        <scope>Public</scope>
        <code>profile:kanhe-cn:1.0</code>
        <note>合成演示数据，非真实预警</note>
        <info>
          <language>zh-CN</language>
          <category>Met</category>
          <event>台风</event>
          <urgency>Expected</urgency>
          <severity>Severe</severity>
          <certainty>Likely</certainty>
          <eventCode>
            <valueName>GB/T35561-2017</valueName>
            <value>11B01</value>
          </eventCode>
          <effective>2026-08-24T08:00:00+08:00</effective>
          <expires>2026-08-25T08:00:00+08:00</expires>
          <senderName>台州市气象局(示例)</senderName>
          <headline>台风橙色预警</headline>
          <description>合成演示数据。请注意防范。</description>
          <parameter>
            <valueName>kanhe:warningColor</valueName>
            <value>Orange</value>
          </parameter>
      """;
  private static final String AREA =
      """
          <area>
            <areaDesc>椒江区</areaDesc>
            <polygon>28.60,121.40 28.70,121.40 28.70,121.50 28.60,121.40</polygon>
            <geocode>
              <valueName>CPEAS Geographic Code</valueName>
              <value>331002000000</value>
            </geocode>
          </area>
      """;
  private static final String TAIL =
      """
        </info>
      </alert>
      """;

  private Payloads() {}

  /** As many areas as bring the document closest to {@code sizeBytes}, and one at least. */
  static String alert(int sizeBytes) {
    int fixed = bytes(HEAD) + bytes(TAIL);
    int areas = Math.max(1, Math.round((float) (sizeBytes - fixed) / bytes(AREA)));
    return HEAD + AREA.repeat(areas) + TAIL;
  }

  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
