package io.kanhe.service.regulation;

import io.kanhe.message.Uscc;

/** Documents of fraud.lead about invented organisations. */
public final class LeadSamples {

  private static final String ROOT = " xmlns=\"urn:kanhe:fraud:1.0\">";

  private LeadSamples() {}

  /**
   * @param encrypted base64
   */
  public static String lead(Uscc reporter, String leadNo, String indicator, String encrypted) {
    return "<FraudLead"
        + ROOT
        + id(reporter, leadNo)
        + "<leadTime>2026-11-24T09:00:00+08:00</leadTime><line>MOTOR_COM</line>"
        + "<fraudType>DUPLICATE</fraudType><regionCode>331081</regionCode>"
        + "<suspectedAmount>86000.00</suspectedAmount>"
        + "<claim><insurer>"
        + reporter
        + "</insurer><lossDate>2026-10-02</lossDate><paidAmount>43000.00</paidAmount></claim>"
        + "<indicator><code>SAME_VIN_3_CLAIMS</code><weight>80</weight><text>"
        + indicator
        + "</text></indicator><confidentiality>SECRET_WORK</confidentiality>"
        + "<requestedAction>INVESTIGATE</requestedAction><encryptedPart>"
        + encrypted
        + "</encryptedPart></FraudLead>";
  }

  public static String ack(Uscc reporter, String leadNo) {
    return step("LeadAck", reporter, leadNo, "<ackTime>2026-11-24T09:00:30+08:00</ackTime>");
  }

  public static String accepted(Uscc reporter, String leadNo, String day) {
    return step(
        "LeadAccepted",
        reporter,
        leadNo,
        "<policeUnit>331000000000</policeUnit><acceptDate>" + day + "</acceptDate>");
  }

  public static String returned(Uscc reporter, String leadNo) {
    return step("LeadReturned", reporter, leadNo, "<reasonCode>CIVIL_DISPUTE</reasonCode>");
  }

  public static String result(Uscc reporter, String leadNo, String result, String day) {
    return step(
        "LeadResult",
        reporter,
        leadNo,
        "<result>" + result + "</result><resultDate>" + day + "</resultDate>");
  }

  private static String step(String root, Uscc reporter, String leadNo, String rest) {
    return "<" + root + ROOT + id(reporter, leadNo) + rest + "</" + root + ">";
  }

  private static String id(Uscc reporter, String leadNo) {
    return "<leadNo>" + leadNo + "</leadNo><reporterOrg>" + reporter + "</reporterOrg>";
  }
}
