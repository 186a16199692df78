package io.kanhe.service.water;

import io.kanhe.intake.DomainState;
import io.kanhe.platform.yaml.YamlNode;
import java.nio.file.Path;

/** Documents of wat.stage about invented stations. */
public final class Stages {

  public static final String WATER = "11331000TEXT000255";
  static final String STATION = "70190011";

  private Stages() {}

  /** The rules of the repository, with the estuary of the scenario. */
  public static StageRules rules() {
    return StageRules.read(YamlNode.read(Path.of("config/rules/wat-stage.yaml"), Path.of("")));
  }

  public static DomainState register() {
    return new StageRegister(rules());
  }

  public static String feed(String... records) {
    return feed(WATER, records.length, records);
  }

  static String feed(String source, int count, String... records) {
    return "<wat:StageFeed xmlns:wat=\"urn:kanhe:wat:1.0\" version=\"1.0\">"
        + "<wat:batchNo>WAT-1</wat:batchNo><wat:source>"
        + source
        + "</wat:source><wat:datum>1985国家高程基准</wat:datum><wat:records count=\""
        + count
        + "\">"
        + String.join("", records)
        + "</wat:records></wat:StageFeed>";
  }

  /** The estuary of the scenario, without limits. */
  public static String river(String time, String z) {
    return river(STATION, time, z, "", "1");
  }

  /**
   * @param more what stands between tendency and quality
   */
  static String river(String station, String time, String z, String more, String qc) {
    return head("river", station, "ZQ", time)
        + "<wat:z unit=\"m\">"
        + z
        + "</wat:z>"
        + more
        + "<wat:qc>"
        + qc
        + "</wat:qc></wat:river>";
  }

  static String reservoir(String station, String rz, String more, String qc) {
    return head("reservoir", station, "RR", "2026-08-24T20:00:00+08:00")
        + "<wat:rz unit=\"m\">"
        + rz
        + "</wat:rz>"
        + more
        + "<wat:qc>"
        + qc
        + "</wat:qc></wat:reservoir>";
  }

  static String measured(String name, String value) {
    return "<wat:" + name + " unit=\"m\">" + value + "</wat:" + name + ">";
  }

  static String level(String level) {
    return "<wat:derivedLevel>" + level + "</wat:derivedLevel>";
  }

  private static String head(String kind, String station, String type, String time) {
    return "<wat:"
        + kind
        + "><wat:stcd>"
        + station
        + "</wat:stcd><wat:stnm>示例站</wat:stnm><wat:sttp>"
        + type
        + "</wat:sttp><wat:regionCode>331081</wat:regionCode><wat:tm>"
        + time
        + "</wat:tm>";
  }
}
