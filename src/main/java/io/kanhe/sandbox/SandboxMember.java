package io.kanhe.sandbox;

import io.kanhe.message.Uscc;
import io.kanhe.trust.KeyKind;
import io.kanhe.trust.SubjectName;
import java.util.List;

/**
 * An invented organisation that gets keys, the same as in {@code config/participants/}.
 *
 * @param signingKey two of them sign with RSA, so that the sandbox exercises both kinds
 */
record SandboxMember(String id, Uscc uscc, String organisation, KeyKind signingKey) {

  static final List<SandboxMember> ALL =
      List.of(
          of("kanhe", "12331000TEXT000920", "勘合网关(示例)", KeyKind.P_256),
          of("met-taizhou", "12331000TEXT000177", "台州市气象局(示例)", KeyKind.RSA_2048),
          of("water-taizhou", "11331000TEXT000255", "台州市水利局(示例)", KeyKind.P_256),
          of("insurer-a", "91331000TEXT000A0M", "甲财险(示例)", KeyKind.P_256),
          of("insurer-b", "91331000TEXT000B9J", "乙财险(示例)", KeyKind.RSA_2048),
          of("insurer-c", "91330200TEXT000C7B", "丙农险(示例)", KeyKind.P_256),
          of("broker-x", "91331000TEXT000F1X", "丁财险(示例)", KeyKind.P_256),
          of("regulator-zj", "11330000TEXT0005X6", "浙江金融监管局(示例)", KeyKind.P_256),
          of("emergency-tz", "11331000TEXT00068J", "台州市应急管理局(示例)", KeyKind.P_256),
          of("police-econ-tz", "11331000TEXT000GXX", "台州市公安局经侦支队(示例)", KeyKind.P_256),
          of("police-tz", "11331000TEXT000330", "台州市公安局(示例)", KeyKind.P_256),
          of("police-traffic-tz", "11331000TEXT000J4J", "台州市公安局交警支队(示例)", KeyKind.P_256),
          of("husbandry-tz", "11331000TEXT00041T", "台州市农业农村局(示例)", KeyKind.P_256),
          of("disposal-plant", "91331081TEXT000D5J", "示例无害化处理中心", KeyKind.P_256),
          of("bank-tz", "91331000TEXT000H8M", "台州农商银行(示例)", KeyKind.P_256),
          of("mediation-tz", "52331000TEXT000K26", "台州保险纠纷调解委员会(示例)", KeyKind.P_256),
          of("gov-tz", "11331000TEXT000L08", "台州市人民政府办公室(示例)", KeyKind.P_256),
          of("political-legal-tz", "11331000TEXT000M95", "台州市委政法委(示例)", KeyKind.P_256),
          of("regulator-hq", "11100000TEXT000N7R", "金融监管总局(示例)", KeyKind.P_256));

  SubjectName subject(String unit) {
    return new SubjectName(organisation, unit, id, uscc);
  }

  private static SandboxMember of(String id, String uscc, String organisation, KeyKind kind) {
    return new SandboxMember(id, new Uscc(uscc), organisation, kind);
  }
}
