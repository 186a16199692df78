package io.kanhe.service.insurance;

/** Documents of ins.claim and ins.emergency of invented insurers. */
final class ClaimSamples {

  static final String A = "91331000TEXT000A0M";

  private ClaimSamples() {}

  /**
   * @param counters reported, surveyed, assessed, closed and rejected, separated by blanks
   */
  static String row(String line, String counters, String estimated, String paid) {
    String[] each = counters.split(" ");
    return "<row><regionCode>331081</regionCode><line>"
        + line
        + "</line><reported>"
        + each[0]
        + "</reported><surveyed>"
        + each[1]
        + "</surveyed><assessed>"
        + each[2]
        + "</assessed><closed>"
        + each[3]
        + "</closed><rejected>"
        + each[4]
        + "</rejected><estimatedLoss currency=\"CNY\">"
        + estimated
        + "</estimatedLoss><paidAmount currency=\"CNY\">"
        + paid
        + "</paidAmount><prepaidAmount currency=\"CNY\">0.00</prepaidAmount></row>";
  }

  static String feed(String cutoff, String granularity, String correction, String content) {
    return "<ClaimProgressFeed xmlns=\"urn:kanhe:ins:1.0\" version=\"1.0\"><feedNo>CLP-1</feedNo>"
        + "<insurer>"
        + A
        + "</insurer><incidentRef>TY2699</incidentRef><cutoffTime>"
        + cutoff
        + "</cutoffTime><granularity>"
        + granularity
        + "</granularity>"
        + correction
        + content
        + "</ClaimProgressFeed>";
  }

  static String cases() {
    return feed(
        "2026-08-25T08:00:00+08:00",
        "CASE",
        "",
        "<cases><case><claimNo>CLM-A-1</claimNo><regionCode>331081</regionCode>"
            + "<line>RURAL_HOUSE</line><stage>SURVEYED</stage>"
            + "<stageTime>2026-08-25T07:00:00+08:00</stageTime><lossCause>TYPHOON</lossCause>"
            + "<amount currency=\"CNY\">8000.00</amount></case></cases>");
  }

  static String plan(String action, int level, String time, String kind) {
    return "<EmergencyReport xmlns=\"urn:kanhe:ins:1.0\" version=\"1.0\"><planNo>YA-1</planNo><insurer>"
        + A
        + "</insurer><incidentRef>TY2699</incidentRef><incidentType>11B01</incidentType>"
        + "<incidentStart>2026-08-24T08:00:00+08:00</incidentStart><level>"
        + level
        + "</level><action>"
        + action
        + "</action><actionTime>"
        + time
        + "</actionTime><reportKind>"
        + kind
        + "</reportKind></EmergencyReport>";
  }
}
