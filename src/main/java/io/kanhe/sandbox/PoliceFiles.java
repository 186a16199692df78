package io.kanhe.sandbox;

import io.kanhe.message.Header;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** What the files of the invented police say, and how it answers. */
final class PoliceFiles {

  static final String STOLEN = "LTEST0001P0000003";

  private static final String NAMESPACE = "xmlns=\"urn:kanhe:ps:1.0\" version=\"1.0\"";

  private PoliceFiles() {}

  /** One burglary, reported by one person. */
  static byte[] burglary(String partner, Header query, byte[] payload) {
    XmlElement question = root(payload);
    boolean known =
        XmlPath.text(question, "BurglaryCaseVerifyRequest/reporter/name")
            .filter("测试甲"::equals)
            .isPresent();
    String claim = XmlPath.child(question, "claimNo").orElse("");
    return bytes(
        "<BurglaryCaseVerifyResponse "
            + NAMESPACE
            + "><claimNo>"
            + claim
            + "</claimNo><matchResult>"
            + (known ? "MATCHED</matchResult>" + burglaryCase() : "NOT_FOUND</matchResult>")
            + "<masked>true</masked></BurglaryCaseVerifyResponse>");
  }

  private static String burglaryCase() {
    return "<caseStatus>FILED</caseStatus><caseNature>BURGLARY_RESIDENCE</caseNature>"
        + "<acceptDate>2026-08-19</acceptDate><filingDate>2026-08-20</filingDate>"
        + "<acceptUnit>331081000000</acceptUnit><incidentRegion>331081</incidentRegion>"
        + "<reportedTotal currency=\"CNY\">7000.00</reportedTotal>"
        + "<recoveryFlag>false</recoveryFlag>";
  }

  static byte[] vehicle(String partner, Header query, byte[] payload) {
    XmlElement question = root(payload);
    boolean stolen = XmlPath.child(question, "vin").filter(STOLEN::equals).isPresent();
    boolean mismatch =
        stolen && XmlPath.child(question, "plateNo").filter("浙J12346"::equals).isEmpty();
    return bytes(
        "<VehicleStolenCheckResponse "
            + NAMESPACE
            + "><claimNo>"
            + XmlPath.child(question, "claimNo").orElse("")
            + "</claimNo><status>"
            + (stolen ? "STOLEN_REPORTED" : "UNKNOWN")
            + "</status>"
            + (mismatch ? "<remark>PLATE_VIN_MISMATCH</remark>" : "")
            + "<asOf>"
            + OffsetDateTime.now(ZoneOffset.ofHours(8))
                .truncatedTo(ChronoUnit.SECONDS)
                .plusNanos(1_000_000)
            + "</asOf><resultCode>0000</resultCode></VehicleStolenCheckResponse>");
  }

  static byte[] residence(String partner, Header query, byte[] payload) {
    return bytes(
        "<ResidenceVerifyResponse "
            + NAMESPACE
            + "><claimNo>"
            + XmlPath.child(root(payload), "claimNo").orElse("")
            + "</claimNo><verified>YES</verified><validOnDate>true</validOnDate>"
            + "<resultCode>0000</resultCode></ResidenceVerifyResponse>");
  }

  private static XmlElement root(byte[] payload) {
    return XmlReader.parse(payload, XmlLimits.defaults()).root();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
