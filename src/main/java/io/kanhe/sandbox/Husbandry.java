package io.kanhe.sandbox;

import io.kanhe.message.Header;
import io.kanhe.message.Origin;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import java.nio.charset.StandardCharsets;

/** The invented husbandry department: whose animals wear which tag, and what it announces. */
final class Husbandry {

  static final String ID = "husbandry-tz";
  static final String EPIDEMIC_AGREEMENT = "AGR-EPID-HUSB-2026";

  /** A farm concerned; its insurer is C. */
  static final String INFECTED_FARM = "331082F00007";

  private static final String NAMESPACE = "xmlns=\"urn:kanhe:ah:1.0\" version=\"1.0\"";
  private static final int HERD = 200;

  private final String firstDigits;

  /**
   * @param firstDigits of the tags of a herd of 200 pigs that C insures; three digits follow
   */
  Husbandry(String firstDigits) {
    this.firstDigits = firstDigits;
  }

  /** Answers a question about ear tags. */
  byte[] tags(String partner, Header query, byte[] payload) {
    Origin origin = query.origin();
    boolean own = origin != null && origin.sender().equals(DemoCast.PARTNERS.get("insurer-c"));
    XmlElement question = XmlReader.parse(payload, XmlLimits.defaults()).root();
    StringBuilder results = new StringBuilder();
    for (XmlElement tag : XmlPath.all(question, "EarTagVerifyRequest/tags/tag")) {
      results.append("<result><tag>").append(tag.token()).append("</tag>");
      results.append(state(tag.token(), own)).append("</result>");
    }
    String answer =
        "<EarTagVerifyResponse "
            + NAMESPACE
            + "><results>"
            + results
            + "</results><resultCode>0000</resultCode></EarTagVerifyResponse>";
    return answer.getBytes(StandardCharsets.UTF_8);
  }

  private String state(String tag, boolean own) {
    if (!tag.matches("[123][1-9][0-9]{13}")) {
      return "<status>FORMAT_ERROR</status>";
    }
    if (!tag.startsWith(firstDigits) || Integer.parseInt(tag.substring(12)) > HERD) {
      return "<status>UNKNOWN</status>";
    }
    return "<status>"
        + (own ? "VALID" : "DUPLICATE_INSURED")
        + "</status><species>1</species><issueRegion>331081</issueRegion>"
        + "<wearDate>2026-03-02</wearDate><insuredBy>"
        + own
        + "</insuredBy>";
  }

  static String question(Iterable<String> tags) {
    return "<EarTagVerifyRequest "
        + NAMESPACE
        + "><purpose>P01</purpose><farm><farmCode>331081F00012</farmCode></farm>"
        + "<species>1</species><tags><tag>"
        + String.join("</tag><tag>", tags)
        + "</tag></tags></EarTagVerifyRequest>";
  }

  /** African swine fever, class I, confirmed in 331082, with a zone of 3 km. */
  static String epidemic(String noticeNo) {
    return "<EpidemicNotice "
        + NAMESPACE
        + "><noticeNo>"
        + noticeNo
        + "</noticeNo><publishTime>2026-08-28T10:00:00+08:00</publishTime>"
        + "<disease><code>ASF</code><name>非洲猪瘟</name><class>I</class></disease>"
        + "<species>1</species><regionCode>331082</regionCode>"
        + "<epicentreTown>示例镇</epicentreTown><farms><farm><farmCode>"
        + INFECTED_FARM
        + "</farmCode><farmName>示例二号养殖场</farmName><insurer>"
        + DemoCast.PARTNERS.get("insurer-c")
        + "</insurer></farm></farms><firstFoundDate>2026-08-26</firstFoundDate>"
        + "<sick>14</sick><dead>6</dead><culled>320</culled><zones><zone>"
        + "<type>INFECTED_AREA</type><regionCode>331082</regionCode><radiusKm>3</radiusKm>"
        + "<startDate>2026-08-28</startDate><endDate>2026-10-09</endDate></zone></zones>"
        + "<measures><measure>封锁、消毒、扑杀</measure></measures>"
        + "<status>CONFIRMED</status><source>台州市农业农村局(示例)</source></EpidemicNotice>";
  }
}
