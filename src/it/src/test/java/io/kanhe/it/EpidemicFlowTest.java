package io.kanhe.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.citrusframework.TestCaseRunner;
import org.citrusframework.annotations.CitrusResource;
import org.citrusframework.annotations.CitrusTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;

/** Scenario C.6: an epidemic is told to those who insure livestock there or next door. */
@GatewayFlow
class EpidemicFlowTest {

  private static final String HUSBANDRY = "husbandry-tz";
  private static final String FARM = "331082F00007";

  @Autowired Steps steps;
  @Autowired Partners partners;
  @Autowired Inbox inbox;

  @Test
  @CitrusTest
  void insurersOfLivestockNextDoorAreToldAndTheFarmIsNamedToItsOwn(
      @CitrusResource TestCaseRunner t) {
    Talk talk = new Talk(t, steps, partners, inbox);
    insures(t, "insurer-b", "331082,MOTOR_COM,90,,900000.00");
    insures(t, "insurer-c", "331081,AGRI_LIVESTOCK,500,,2500000.00");

    MessageHeader header = notice(talk);
    talk.tells(HUSBANDRY, header, epidemic(talk, header));
    assertTrue(talk.hears("insurer-c", header).payload().contains(FARM), "C insures the farm");
    for (String department : new String[] {"regulator-zj", "emergency-tz"}) {
      assertFalse(talk.hears(department, header).payload().contains(FARM), department);
    }

    MessageHeader later =
        MessageHeader.alert(partners.get("met-taizhou").uscc(), "AGR-EW-MET-2026");
    talk.tells("met-taizhou", later, Samples.nativeAlert());
    talk.heardNothing(
        "insurer-b", later, each -> each.content().contains(header.fields().get("businessKey")));
  }

  private void insures(TestCaseRunner t, String insurer, String cells) {
    Partner partner = partners.get(insurer);
    String file = Samples.coverageOf(partner.uscc(), cells);
    String batch = Runs.named("E");
    MessageHeader header =
        MessageHeader.coverage(
            partner.uscc(), "AGR-COV-" + insurer.substring(8).toUpperCase() + "-2026", batch, file);
    steps.put(t, partner, batch, Cms.sign(partner.keys(), header.xml()), file);
    steps.expectFeedReceipt(t, partner, HttpStatus.CREATED, header.messageId());
  }

  private static MessageHeader notice(Talk talk) {
    return talk.event(HUSBANDRY, "ah.epidemic", "notice", Runs.named("YQ"))
        .under("P04", "LB-EMERG")
        .with("agreementId", "AGR-EPID-HUSB-2026");
  }

  private static String epidemic(Talk talk, MessageHeader header) {
    return "<EpidemicNotice xmlns=\"urn:kanhe:ah:1.0\" version=\"1.0\"><noticeNo>"
        + header.fields().get("businessKey")
        + "</noticeNo><publishTime>2026-08-28T10:00:00+08:00</publishTime>"
        + "<disease><code>ASF</code><name>非洲猪瘟</name><class>I</class></disease>"
        + "<species>1</species><regionCode>331082</regionCode>"
        + "<epicentreTown>示例镇</epicentreTown><farms><farm><farmCode>"
        + FARM
        + "</farmCode><farmName>示例二号养殖场</farmName><insurer>"
        + talk.partner("insurer-c").uscc()
        + "</insurer></farm></farms><firstFoundDate>2026-08-26</firstFoundDate>"
        + "<sick>14</sick><dead>6</dead><culled>320</culled><zones><zone>"
        + "<type>INFECTED_AREA</type><regionCode>331082</regionCode><radiusKm>3</radiusKm>"
        + "<startDate>2026-08-28</startDate><endDate>2026-10-09</endDate></zone></zones>"
        + "<measures><measure>封锁、消毒、扑杀</measure></measures>"
        + "<status>CONFIRMED</status><source>台州市农业农村局(示例)</source></EpidemicNotice>";
  }
}
