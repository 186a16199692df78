package io.kanhe.sandbox;

import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.sandbox.Conversation.Sent;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;

/** What the station measured, and the proof of it that an insurer needs for a claim. */
final class TyphoonWeather {

  private static final String BUREAU = "met-taizhou";
  private static final String INSURER = "insurer-c";

  private static final String COLUMNS =
      "stationId,stationName,regionCode,lon,lat,alt,obsTime,pre1h,pre24h,tem,temMax,temMin,"
          + "winSpd2min,winSpdMax10min,winGust,winDir,prs,rhu,vis,qc\n";

  /** Insurers and emergency management. */
  private static final int RECIPIENTS = 4;

  private final DemoCast cast;
  private final Conversation talk;
  private final Account account;
  private final String incident;
  private final String station;

  /**
   * @param lasting the gateway remembers the readings of earlier runs, so each run measures at a
   *     station of its own
   */
  TyphoonWeather(DemoCast cast, Account account, String incident, boolean lasting) {
    this.cast = cast;
    this.talk = new Conversation(cast);
    this.account = account;
    this.incident = incident;
    this.station = lasting ? "T" + ThreadLocalRandom.current().nextInt(1_000, 10_000) : "T0001";
  }

  /** 20:00: the hourly file of observations. */
  void observe() throws IOException, InterruptedException {
    account.chapter(
        account.say(
            "20:00: the weather bureau's observations of the hour, by HTTPS feed",
            "20:00：气象局逐小时观测资料（HTTPS 文件）"));
    byte[] file =
        (COLUMNS
                + station
                + ",示例气象站,331081,121.385,28.372,12.5,2026-08-24T20:00:00+08:00,58.4,262.5,"
                + "25.3,29.8,24.1,24.6,29.9,41.2,95,968.4,97,800,0\n")
            .getBytes(StandardCharsets.UTF_8);
    Header header =
        cast.messages(BUREAU).observations("OBS-" + incident, "AGR-OBS-MET-2026", file, 1).build();
    HttpResponse<byte[]> answer = cast.client(BUREAU).putFeed(header, file);
    if (answer.statusCode() != 201) {
      account.note(new String(answer.body(), StandardCharsets.UTF_8));
    }
    List<ReceivedMessage> heard = talk.heard(header.messageId(), "report", RECIPIENTS);
    account.expect(
        answer.statusCode() == 201
            && heard.size() == RECIPIENTS
            && heard.stream().allMatch(each -> isGraded(each.payloadText())),
        account.say(
            station + " at four recipients: 262.5 mm in 24 h EXTREME_STORM, gust 41.2 m/s grade 13",
            station + " 四方收到：24小时降水 262.5 毫米 特大暴雨，极大风速 41.2 米/秒 13级"));
  }

  private static boolean isGraded(String report) {
    return report.contains(">EXTREME_STORM</")
        && report.contains("gustGrade>13</")
        && report.contains("pre24h>262.5</");
  }

  /** 25 August: a greenhouse claim needs the proof of the rain. */
  void prove() throws Exception {
    account.chapter(
        account.say(
            "25 August, 02:00: insurer C asks for a proof of the weather (daily rain of 100 mm and more)",
            "25日02:00：保险公司C申请气象证明（日降水量≥100毫米）"));
    String number = "QXZM-C-" + incident;
    Sent asked = ask(number);
    List<ReceivedMessage> questions = talk.heard(asked.id(), "request", 1);
    account.expect(
        asked.isAccepted() && questions.size() == 1 && questions.get(0).partner().equals(BUREAU),
        account.say("the bureau gets the request", "气象局收到申请"));
    Sent proof = answer(number, questions.get(0).header(), "true");
    List<ReceivedMessage> proofs =
        cast.arrivals()
            .await(
                each ->
                    each.header().operation().equals("proof")
                        && each.payloadText().contains(number)
                        && !each.marked(),
                1,
                Conversation.PATIENCE);
    account.expect(
        proof.isAccepted()
            && proofs.size() == 1
            && proofs.get(0).partner().equals(INSURER)
            && proofs.get(0).payloadText().contains(">262.5</")
            && proofs.get(0).payloadText().contains("triggered>true</"),
        account.say("and C alone gets the proof: index 262.5, triggered", "证明只送达C：指数 262.5，已触发"));
    forgotten(number + "-2");
    Sent wrong = answer(number, questions.get(0).header(), "false");
    account.expect(
        !wrong.isAccepted(),
        account.say("a proof that contradicts its own values: refused, ", "与自身数值矛盾的证明：拒绝，")
            + wrong.code());
  }

  /** A request that nobody answers. */
  private void forgotten(String number) throws Exception {
    Sent asked = ask(number);
    List<ReceivedMessage> told =
        cast.arrivals()
            .await(
                each ->
                    each.header().operation().equals("notice")
                        && each.payloadText().contains(number)
                        && each.payloadText().contains(">PROOF_OVERDUE<")
                        && !each.marked(),
                2,
                Conversation.PATIENCE);
    Set<String> partners = new TreeSet<>();
    told.forEach(each -> partners.add(each.partner()));
    account.expect(
        asked.isAccepted() && partners.equals(Set.of(BUREAU, INSURER)),
        account.say(
            "one that is not answered in two working days of the exercise: PROOF_OVERDUE to "
                + String.join(", ", partners),
            "两个工作日（演练时钟）未答复：PROOF_OVERDUE，通知 " + String.join("、", partners)));
  }

  private Sent ask(String number) throws Exception {
    String payload =
        "<WeatherProofRequest xmlns=\"urn:kanhe:met:1.0\" version=\"1.0\"><proofReqNo>"
            + number
            + "</proofReqNo><claimNo>CLM-C-20260825-000101</claimNo><line>AGRI_CROP</line>"
            + "<perilCode>RAINSTORM</perilCode><regionCode>331081</regionCode>"
            + "<location>温岭市示例镇示例村</location><position crs=\"CGCS2000\"><lon>121.385</lon>"
            + "<lat>28.372</lat></position><startTime>2026-08-24T00:00:00+08:00</startTime>"
            + "<endTime>2026-08-25T00:00:00+08:00</endTime><indexDef><element>PRE24H</element>"
            + "<statistic>MAX</statistic><threshold>100</threshold><unit>mm</unit>"
            + "<windowHours>24</windowHours></indexDef></WeatherProofRequest>";
    return talk.send(
        INSURER,
        "met.proof",
        "request",
        Direction.REQUEST,
        payload,
        header ->
            header
                .businessKey(number)
                .purpose("P01", "LB-CONTRACT")
                .agreementId("AGR-PROOF-C-2026"));
  }

  private Sent answer(String number, Header question, String triggered) throws Exception {
    String payload =
        "<WeatherProof xmlns=\"urn:kanhe:met:1.0\" version=\"1.0\"><proofReqNo>"
            + number
            + "</proofReqNo><proofNo>TZQX-2026-0815</proofNo><issuer>"
            + DemoCast.PARTNERS.get(BUREAU).value()
            + "</issuer><stations><station><id>"
            + station
            + "</id><distanceKm>3.2</distanceKm><element>PRE24H</element><value>262.5</value>"
            + "<unit>mm</unit><time>2026-08-24T20:00:00+08:00</time></station></stations>"
            + "<indexValue>262.5</indexValue><triggered>"
            + triggered
            + "</triggered><conclusion>示例气象站24小时降水量262.5毫米。</conclusion>"
            + "<validUntil>2026-11-25</validUntil></WeatherProof>";
    return talk.send(
        BUREAU,
        "met.proof",
        "proof",
        Direction.RESPONSE,
        payload,
        header ->
            header
                .businessKey(number)
                .correlationId(question.messageId())
                .purpose("P01", "LB-CONTRACT")
                .agreementId("AGR-PROOF-MET-2026"));
  }
}
