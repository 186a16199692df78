package io.kanhe.service.regulation;

import io.kanhe.participant.Participant;

/** Documents of reg.case and reg.stat about invented persons and organisations. */
final class CaseSamples {

  static final String COMPLAINANT = "测试戊";

  private CaseSamples() {}

  static String record(String caseNo, Participant insurer, String status, int people) {
    return "<CaseRecord xmlns=\"urn:kanhe:reg:1.0\" version=\"1.0\"><caseNo>"
        + caseNo
        + "</caseNo><caseType>DISPUTE</caseType><topic>MISSELLING</topic><source>HOTLINE</source>"
        + "<acceptTime>2026-08-20T09:00:00+08:00</acceptTime><complainant><name>"
        + COMPLAINANT
        + "</name><idNo>331002190001010228</idNo><phone>13800000000</phone></complainant><insurer>"
        + insurer.uscc()
        + "</insurer><policyNo>PHSA202633100000000077</policyNo>"
        + "<factSummary>反映销售时未说明退保损失。</factSummary><level>GENERAL</level><peopleCount>"
        + people
        + "</peopleCount><status>"
        + status
        + "</status></CaseRecord>";
  }

  /**
   * @param more further elements, in the order of the schema
   */
  static String event(String caseNo, Participant actor, String action, String time, String more) {
    return "<CaseEvent xmlns=\"urn:kanhe:reg:1.0\" version=\"1.0\"><caseNo>"
        + caseNo
        + "</caseNo><time>"
        + time
        + "</time><actorOrg>"
        + actor.uscc()
        + "</actorOrg><action>"
        + action
        + "</action>"
        + more
        + "</CaseEvent>";
  }

  static String report(Participant reporter, String type, String period, int revision, String ind) {
    return "<ParticipationReport xmlns=\"urn:kanhe:reg:1.0\" version=\"1.0\">"
        + "<reportNo>TJ-1</reportNo><reporter>"
        + reporter.uscc()
        + "</reporter><receiver>11330000TEXT0005X6</receiver><periodType>"
        + type
        + "</periodType><period>"
        + period
        + "</period><regionCode>330000</regionCode><indicators>"
        + ind
        + "</indicators><preparedBy>统计岗</preparedBy><revision>"
        + revision
        + "</revision></ParticipationReport>";
  }

  static String indicator(String code, String value) {
    return value.isEmpty() ? "" : "<ind code=\"" + code + "\" unit=\"件\">" + value + "</ind>";
  }
}
