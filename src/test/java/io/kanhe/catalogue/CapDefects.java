package io.kanhe.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Alerts in CAP 1.2, each with one defect. */
final class CapDefects {

  private static final String CAP = TestCatalogue.sample("cap-hail.xml");

  private CapDefects() {}

  static Stream<Arguments> defectsOfCap() {
    return Stream.of(
        cap("truncated", "</alert>", "", 1001, "found something that is not well-formed"),
        cap(
            "two-roots",
            "</alert>",
            "</alert><alert/>",
            1001,
            "found something that is not well-formed"),
        cap(
            "undefined-entity",
            "冰雹</event>",
            "&hail;</event>",
            1001,
            "found something that is not well-formed"),
        cap(
            "doctype",
            "<alert ",
            "<!DOCTYPE alert [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><alert ",
            1012,
            "found a DOCTYPE"),
        cap(
            "billion-laughs",
            "<alert ",
            "<!DOCTYPE alert [<!ENTITY a \"a\"><!ENTITY b \"&a;&a;\">]><alert ",
            1012,
            "found a DOCTYPE"),
        cap(
            "processing-instruction",
            "<status>",
            "<?go now?><status>",
            1012,
            "found a processing instruction"),
        cap(
            "other-namespace",
            "cap:1.2",
            "cap:1.1",
            1002,
            "found a payload of no known format, expected one of cap-cn, native"),
        cap("other-root", "alert", "alerts", 1002, "found a payload of no known format"),
        cap(
            "identifier-not-national",
            "_20260701120000_1",
            "",
            1002,
            "alert/identifier: found a value of another form, expected an alert id"),
        cap(
            "sender-name",
            "<sender>33108141600000",
            "<sender>weather bureau",
            1002,
            "alert/sender: found a value of another form, expected an issuer code of 14 digits"),
        cap(
            "sent-without-offset",
            "12:00:00+08:00</sent>",
            "12:00:00</sent>",
            1002,
            "alert/sent: found a value of another form, expected a date and time with offset"),
        cap(
            "sent-on-no-day",
            "2026-07-01T12:00:00+08:00</sent>",
            "2026-02-30T12:00:00+08:00</sent>",
            1002,
            "alert/sent: found"),
        cap(
            "sent-with-blank",
            "2026-07-01T12:00:00+08:00</sent>",
            "2026-07-01 12:00:00+08:00</sent>",
            1002,
            "alert/sent: found"),
        cap(
            "status-unknown",
            "Exercise",
            "Draft",
            1003,
            "alert/status: found a value outside its code list, expected one of [Actual, Exercise, Test]"),
        cap(
            "status-of-other-environment",
            "Exercise",
            "Actual",
            4002,
            "alert/status: found status Actual in a message of environment Exercise"),
        cap(
            "message-type-unknown",
            "Update<",
            "Ack<",
            1003,
            "alert/msgType: found a value outside its code list, expected one of [Alert, Update, Cancel]"),
        cap(
            "scope-missing",
            "<scope>Public</scope>",
            "",
            1002,
            "alert/code: found an element out of place, expected one of [source, scope]"),
        cap(
            "restricted-without-restriction",
            "Public",
            "Restricted",
            4002,
            "alert/restriction: found none"),
        cap("private-without-addresses", "Public", "Private", 4002, "alert/addresses: found none"),
        cap(
            "other-profile",
            "kanhe-cn:1.0",
            "IPAWS:1.0",
            1003,
            "alert/code: found a value outside its code list"),
        cap(
            "no-profile",
            "<code>profile:kanhe-cn:1.0</code>",
            "",
            1002,
            "alert/references: found an element out of place, expected one of [restriction, addresses, code]"),
        cap(
            "update-without-references",
            "<references>33108141600000,33108141600000_20260701110000,2026-07-01T11:00:00+08:00</references>",
            "",
            4002,
            "alert/references: found none in an Update or Cancel"),
        cap(
            "bare-reference",
            "33108141600000,33108141600000_20260701110000,2026-07-01T11:00:00+08:00",
            "33108141600000_20260701110000",
            1002,
            "alert/references: found a value of another form, expected references as sender,identifier,sent"),
        cap(
            "category-unknown",
            "<category>Met",
            "<category>Hail",
            1003,
            "alert/info/category: found"),
        cap(
            "event-code-of-other-shape",
            "11B15",
            "HAIL",
            1002,
            "alert/info/eventCode/value: found a value of another form, expected an event code of list CL-03"),
        cap(
            "event-code-unknown",
            "11B15",
            "11B99",
            1003,
            "alert/info/eventCode/value: found a value outside its code list"),
        cap(
            "event-code-system-unknown",
            "GB/T35561-2017",
            "SAME",
            1003,
            "alert/info/eventCode/valueName: found"),
        cap(
            "expires-before-effective",
            "18:00:00",
            "11:00:00",
            4002,
            "alert/info/expires: found a time not after the start"),
        cap(
            "colour-against-severity",
            "Yellow",
            "Red",
            4002,
            "alert/info/severity: found Moderate with warning colour Red, expected Extreme"),
        cap(
            "colour-unknown",
            ">Yellow",
            ">Pink",
            1003,
            "alert/info/parameter/value: found a colour outside its list"),
        cap(
            "blank-headline",
            "示例气象台发布冰雹黄色预警[III级/较重]",
            "  ",
            1002,
            "alert/info/headline: found a value of another form, expected a text of 1 to 256 characters"),
        cap(
            "empty-expires",
            "<expires>2026-07-01T18:00:00+08:00</expires>",
            "<expires/>",
            1002,
            "alert/info/expires: found"),
        cap(
            "no-area",
            "(?s)<area>.*</area>",
            "",
            1002,
            "alert/info: found too few elements, expected one of [parameter, area]"),
        cap(
            "no-geocode",
            "(?s)<geocode>.*</geocode>",
            "",
            1002,
            "alert/info/area: found too few elements"),
        cap(
            "geocode-of-six-digits",
            "331081000000",
            "331081",
            1002,
            "alert/info/area/geocode/value: found a value of another form, expected a region code of twelve digits"),
        cap(
            "geocode-system-unknown",
            "CPEAS Geographic Code",
            "EXCLUDE_POLYGON",
            1003,
            "alert/info/area/geocode/valueName: found"),
        cap(
            "open-polygon",
            "28.65,121.20</polygon>",
            "28.60,121.20</polygon>",
            4002,
            "alert/info/area/polygon: found an open line"),
        cap(
            "polygon-of-three-points",
            "28.65,121.75 28.25",
            "28.25",
            1002,
            "alert/info/area/polygon: found a value of another form, expected at least four points"),
        cap(
            "polygon-out-of-range",
            "28.25,121.75",
            "128.25,121.75",
            1002,
            "alert/info/area/polygon: found"),
        cap(
            "unknown-element",
            "<event>",
            "<secret>x</secret><event>",
            1002,
            "alert/info/secret: found an element out of place, expected one of [category, event]"),
        cap(
            "unknown-attribute",
            "<event>",
            "<event lang=\"zh\">",
            1002,
            "alert/info/event: found an attribute missing or not known here"),
        cap(
            "substituted-type",
            "<event>",
            "<event xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:x=\"http://www.w3.org/2001/XMLSchema\" xsi:type=\"x:string\">",
            1002,
            "alert/info/event: found"),
        cap(
            "text-between-elements",
            "<event>",
            "text<event>",
            1002,
            "alert/info: found text between elements"),
        cap(
            "elements-inside-a-text",
            "<headline>",
            "<headline><section>",
            1001,
            "found something that is not well-formed"),
        cap(
            "well-formed-elements-inside-a-text",
            "<headline>",
            "<headline><section/>",
            1002,
            "alert/info/headline"),
        cap(
            "enclosed-signature",
            "</alert>",
            "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:Object/></ds:Signature></alert>",
            1002,
            "alert"),
        cap("info-missing", "(?s)<info>.*</info>", "", 1002, "alert: found no info, expected one"),
        cap(
            "foreign-schema-location",
            "<event>",
            "<event xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"urn:x http://127.0.0.1:9/x.xsd\"><b xmlns=\"urn:x\"/>",
            1002,
            "alert/info/event"));
  }

  private static Arguments cap(String name, String good, String bad, int code, String message) {
    return Arguments.of(name, replaced(CAP, good, bad), code, message);
  }

  /** The document with {@code bad} in the place of {@code good}, which must be there. */
  static String replaced(String document, String good, String bad) {
    String broken =
        good.startsWith("(?s)") ? document.replaceFirst(good, bad) : document.replace(good, bad);
    assertThat(broken).isNotEqualTo(document);
    return broken;
  }
}
