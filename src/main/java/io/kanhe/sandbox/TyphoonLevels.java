package io.kanhe.sandbox;

import io.kanhe.message.MessageId;
import java.math.BigDecimal;
import java.util.List;

/** The counties around the orange ones, and what the typhoon means for all insurers together. */
final class TyphoonLevels {

  private static final int INSURERS = 3;
  private static final Exposure ALL = new Exposure(354_996, "17225676000.00");

  private final TyphoonWarnings warnings;
  private final Conversation talk;
  private final Account account;
  private final AlertIds ids;

  TyphoonLevels(TyphoonWarnings warnings, Conversation talk, Account account, AlertIds ids) {
    this.warnings = warnings;
    this.talk = talk;
    this.account = account;
    this.ids = ids;
  }

  private record Level(String color, String chinese, List<String> counties, Exposure together) {}

  private static final Level YELLOW =
      new Level("Yellow", "黄", List.of("330382", "350982"), new Exposure(119_578, "5344068000.00"));
  private static final Level BLUE =
      new Level("Blue", "蓝", List.of("330225"), new Exposure(54_716, "2786316000.00"));

  /**
   * @param orange what the orange warning means for all insurers together
   */
  void play(Exposure orange) throws Exception {
    account.chapter(
        account.say(
            "24 August, 08:01: yellow for 330382 and 350982, blue for 330225",
            "8 月 24 日 08:01：330382、350982 黄色，330225 蓝色"));
    Exposure yellow = warned(YELLOW, ids.yellowAround());
    Exposure blue = warned(BLUE, ids.blueAround());
    Exposure all = plus(plus(orange, yellow), blue);
    account.expect(all.equals(ALL), account.say("at all three levels together ", "三个级别合计 ") + all);
  }

  private Exposure warned(Level level, String alertId) throws Exception {
    TyphoonWarnings.Issued issued =
        warnings.issue(alertId, TyphoonWarnings.bytes(alert(level, alertId)));
    Exposure together = together(issued.id());
    account.expect(
        together.equals(level.together),
        String.join(", ", level.counties)
            + account.say(
                ", " + level.color.toLowerCase(java.util.Locale.ROOT) + ": ",
                "，" + level.chinese + "色：")
            + together);
    return together;
  }

  private Exposure together(MessageId warning) throws InterruptedException {
    Exposure together = new Exposure(0, BigDecimal.ZERO);
    for (ReceivedMessage impact : talk.heard(warning, "impact", INSURERS)) {
      together = plus(together, Exposure.of(impact.payloadText()));
    }
    return together;
  }

  private static Exposure plus(Exposure one, Exposure other) {
    return new Exposure(
        one.policies() + other.policies(), one.sumInsured().add(other.sumInsured()));
  }

  private static String alert(Level level, String alertId) {
    return TyphoonAct.text("typhoon-orange-native.xml")
        .replaceFirst("<references>[^<]*</references>", "<references/>")
        .replace(TyphoonAct.TYPHOON, alertId)
        .replace("<msgType>Update<", "<msgType>Alert<")
        .replace("<severity>Orange<", "<severity>" + level.color + "<")
        .replace("更新台风橙色预警信号[II级/严重]", "发布台风" + level.chinese + "色预警信号")
        .replace("预计未来12小时椒江、温岭、玉环沿海", "预计未来24小时沿海")
        .replace("10级以上，阵风12级以上", "8级以上，阵风10级以上")
        .replace("椒江区,温岭市,玉环市", String.join(",", level.counties))
        .replaceFirst(
            "<geocode>[^<]*</geocode>",
            "<geocode>" + String.join("000000,", level.counties) + "000000</geocode>");
  }
}
