package io.kanhe.sandbox;

import io.kanhe.message.Direction;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.sandbox.Conversation.Sent;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** The river at station 70190011, hour by hour, as the water department reports it by MQ. */
final class TyphoonStages {

  private static final String WATER = "water-taizhou";
  private static final String AGREEMENT = "AGR-STAGE-WATER-2026";
  private static final OffsetDateTime FIRST = OffsetDateTime.parse("2026-08-24T16:00:00+08:00");
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");
  private static final List<String> STAGES =
      List.of(
          "3.12", "3.55", "3.84", "4.31", "4.63", "4.88", "4.52", "3.97", "3.61", "3.40", "3.22");
  private static final List<String> LEVELS =
      List.of(
          "–", "BLUE", "YELLOW", "YELLOW", "ORANGE", "ORANGE", "YELLOW", "YELLOW", "BLUE", "–",
          "–");

  /** Insurers and emergency management. */
  private static final int RECIPIENTS = 4;

  private final Conversation talk;
  private final Account account;
  private final String incident;

  TyphoonStages(Conversation talk, Account account, String incident) {
    this.talk = talk;
    this.account = account;
    this.incident = incident;
  }

  /** Until the river stands above the guaranteed stage. */
  void rise() throws Exception {
    account.chapter(
        account.say(
            "16:00: the river at 70190011, every hour (warning 3.80 m, guaranteed 4.60 m, highest 5.21 m)",
            "16:00：70190011 站每小时水情（警戒 3.80 米，保证 4.60 米，历史最高 5.21 米）"));
    expect(0, 5);
  }

  /** Until it is back below the warning stage. */
  void fall() throws Exception {
    account.chapter(
        account.say(
            "21:00: the river rises further, and falls until 02:00", "21:00：水位继续上涨，至次日 02:00 回落"));
    expect(5, STAGES.size());
  }

  private void expect(int from, int to) throws Exception {
    List<String> found = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Sent sent = report(i);
      List<ReceivedMessage> heard = talk.heard(sent.id(), "report", RECIPIENTS);
      List<String> levels = heard.stream().map(TyphoonStages::level).distinct().toList();
      found.add(
          heard.size() == RECIPIENTS && levels.size() == 1
              ? levels.get(0)
              : heard.size() + " × " + levels + " " + sent.code());
    }
    account.expect(
        found.equals(LEVELS.subList(from, to)),
        String.join(", ", STAGES.subList(from, to))
            + account.say(" m is at four recipients: ", " 米，四方收到：")
            + String.join(", ", found));
  }

  private static String level(ReceivedMessage message) {
    return XmlPath.text(
            XmlReader.parse(message.payload(), XmlLimits.defaults()).root(),
            "StageFeed/records/river/derivedLevel")
        .orElse("–");
  }

  private Sent report(int hour) throws Exception {
    String batch = "WAT-331000-" + incident + "-" + hour;
    String payload =
        "<StageFeed xmlns=\"urn:kanhe:wat:1.0\" version=\"1.0\">"
            + leaf("batchNo", batch)
            + leaf("source", DemoCast.PARTNERS.get(WATER).value())
            + leaf("datum", "1985国家高程基准")
            + "<records count=\"1\"><river>"
            + leaf("stcd", "70190011")
            + leaf("stnm", "示例河口站")
            + leaf("sttp", "ZQ")
            + leaf("regionCode", "331081")
            + leaf("tm", FIRST.plusHours(hour).format(SECONDS))
            + "<z unit=\"m\">"
            + STAGES.get(hour)
            + "</z>"
            + leaf("wptn", hour <= 5 ? "5" : "4")
            + leaf("qc", "1")
            + "</river></records></StageFeed>";
    return talk.send(
        WATER,
        "wat.stage",
        "report",
        Direction.EVENT,
        payload,
        header -> header.businessKey(batch).purpose("P04", "LB-PUBLIC").agreementId(AGREEMENT));
  }

  private static String leaf(String name, String text) {
    return "<" + name + ">" + text + "</" + name + ">";
  }
}
