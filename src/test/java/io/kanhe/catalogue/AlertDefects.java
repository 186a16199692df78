package io.kanhe.catalogue;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Alerts in the national structure and impacts, each with one defect. */
final class AlertDefects {

  private static final String NATIVE = TestCatalogue.sample("native-hail.xml");
  private static final String IMPACT = TestCatalogue.sample("impact.xml");

  private AlertDefects() {}

  static Stream<Arguments> defectsOfNative() {
    return Stream.of(
        nativeOf(
            "time-on-no-day",
            "12:00:00+08:00</sendTime>",
            "25:00:00+08:00</sendTime>",
            1002,
            "alert/sendTime: found no existing time"),
        nativeOf(
            "no-sender-code",
            "<senderCode>33108141600000</senderCode>",
            "",
            1002,
            "alert/sendTime: found an element out of place, expected one of [senderCode]"),
        nativeOf(
            "message-type-unknown",
            ">Update<",
            ">Change<",
            1003,
            "alert/msgType: found a value outside its code list"),
        nativeOf(
            "severity-is-a-word-of-cap",
            "Yellow",
            "Moderate",
            1003,
            "alert/info/severity: found a value outside its code list, expected one of [Blue"),
        nativeOf(
            "update-without-references",
            "33108141600000_20260701110000</ref",
            "</ref",
            4002,
            "alert/references: found none"),
        nativeOf("event-code-unknown", "11B15", "11B98", 1003, "alert/info/eventType: found"),
        nativeOf(
            "expires-before-effective",
            "18:00:00",
            "08:00:00",
            4002,
            "alert/info/expires: found a time not after the start"),
        nativeOf(
            "geocode-of-six-digits",
            "331002000000,331081000000",
            "331002000000,331081",
            1002,
            "alert/info/area/geocode: found a value of another form, expected region codes"),
        nativeOf(
            "geocode-trailing-comma",
            "331081000000",
            "331081000000,",
            1002,
            "alert/info/area/geocode: found"),
        nativeOf("info-missing", "(?s)<info>.*</info>", "", 1002, "alert: found no info"),
        nativeOf(
            "status-of-other-environment",
            "Exercise",
            "Actual",
            4002,
            "alert/status: found status Actual"));
  }

  private static Arguments nativeOf(
      String name, String good, String bad, int code, String message) {
    return Arguments.of(name, CapDefects.replaced(NATIVE, good, bad), code, message);
  }

  static Stream<Arguments> defectsOfImpact() {
    return Stream.of(
        impact(
            "wrong-check-character",
            "91331000TEXT000A0M",
            "91331000TEXT000A0K",
            1004,
            "AlertImpact/insurer: found a wrong check character"),
        impact(
            "insurer-of-other-shape",
            "91331000TEXT000A0M",
            "insurer-a",
            1002,
            "AlertImpact/insurer: found a value of another form, expected a unified social credit code"),
        impact(
            "line-unknown",
            "RURAL_HOUSE",
            "HOUSES",
            1003,
            "AlertImpact/regions/region/row/line: found a value outside its code list"),
        impact(
            "line-twice",
            "RURAL_HOUSE",
            "MOTOR",
            4002,
            "AlertImpact/regions/region/row/line: found a value for the second time"),
        impact(
            "region-twice",
            "331081",
            "331002",
            4002,
            "AlertImpact/regions/region/regionCode: found a value for the second time"),
        impact(
            "total-of-policies",
            "6500",
            "6501",
            4002,
            "AlertImpact/totals/policyCount: found another total"),
        impact(
            "total-of-sums",
            "221760000.50",
            "221760000.51",
            4002,
            "AlertImpact/totals/sumInsuredYuan: found another total"),
        impact(
            "negative-count",
            ">298<",
            ">-298<",
            1002,
            "AlertImpact/regions/region/row/policyCount: found a value of another form, expected a whole number, not negative"),
        impact(
            "three-decimals",
            "35760000.00",
            "35760000.001",
            1002,
            "AlertImpact/regions/region/row/sumInsuredYuan: found a value of another form, expected an amount of yuan"),
        impact("colour-in-capitals", "Orange", "ORANGE", 1003, "AlertImpact/severity: found"));
  }

  private static Arguments impact(String name, String good, String bad, int code, String message) {
    return Arguments.of(name, CapDefects.replaced(IMPACT, good, bad), code, message);
  }
}
