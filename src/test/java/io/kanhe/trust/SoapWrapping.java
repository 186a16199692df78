package io.kanhe.trust;

import static io.kanhe.platform.ErrorCode.ALGORITHM_FORBIDDEN;
import static io.kanhe.platform.ErrorCode.COVERAGE_INCOMPLETE;
import static io.kanhe.platform.ErrorCode.SIGNATURE_MISSING;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Signed parts in other places, and parts that no signature covers. */
final class SoapWrapping {

  private SoapWrapping() {}

  static Stream<Arguments> wrapping() {
    return Stream.of(
        SoapAttacks.attack(
            "signed Body wrapped in a header block, forged Body without id",
            COVERAGE_INCOMPLETE,
            x ->
                SoapAttacks.forgedBody(
                    x, "", body -> SoapAttacks.before(body, x, "</soap:Header>", "<w>", "</w>"))),
        SoapAttacks.attack(
            "the same with the same id",
            COVERAGE_INCOMPLETE,
            x ->
                SoapAttacks.forgedBody(
                    x,
                    " wsu:Id=\"kanhe-body\"",
                    body -> SoapAttacks.before(body, x, "</soap:Header>", "<w>", "</w>"))),
        SoapAttacks.attack(
            "the same with another id",
            COVERAGE_INCOMPLETE,
            x ->
                SoapAttacks.forgedBody(
                    x,
                    " wsu:Id=\"other\"",
                    body -> SoapAttacks.before(body, x, "</soap:Header>", "<w>", "</w>"))),
        SoapAttacks.attack(
            "signed Body as a bare header block",
            COVERAGE_INCOMPLETE,
            x ->
                SoapAttacks.forgedBody(
                    x, "", body -> SoapAttacks.before(body, x, "</soap:Header>", "", ""))),
        SoapAttacks.attack(
            "signed Body in Security",
            COVERAGE_INCOMPLETE,
            x ->
                SoapAttacks.forgedBody(
                    x, "", body -> SoapAttacks.before(body, x, "</wsse:Security>", "", ""))),
        SoapAttacks.attack(
            "signed Body in ds:Object",
            COVERAGE_INCOMPLETE,
            x ->
                SoapAttacks.forgedBody(
                    x,
                    "",
                    body ->
                        SoapAttacks.before(
                            body, x, "</ds:Signature>", "<ds:Object>", "</ds:Object>"))),
        SoapAttacks.attack(
            "signed Body in KeyInfo",
            ALGORITHM_FORBIDDEN,
            x ->
                SoapAttacks.forgedBody(
                    x, "", body -> SoapAttacks.before(body, x, "</ds:KeyInfo>", "", ""))),
        SoapAttacks.attack(
            "signed Body in Timestamp",
            COVERAGE_INCOMPLETE,
            x ->
                SoapAttacks.forgedBody(
                    x, "", body -> SoapAttacks.before(body, x, "</wsu:Timestamp>", "", ""))),
        SoapAttacks.attack(
            "signed Body in the forged Body",
            COVERAGE_INCOMPLETE,
            x ->
                x.replace(
                    SoapAttacks.body(x),
                    "<soap:Body>" + SoapAttacks.FORGED + SoapAttacks.body(x) + "</soap:Body>")),
        SoapAttacks.attack(
            "signed Body in the forged payload",
            COVERAGE_INCOMPLETE,
            x ->
                x.replace(
                    SoapAttacks.body(x),
                    "<soap:Body><w>" + SoapAttacks.body(x) + "</w></soap:Body>")),
        SoapAttacks.attack(
            "second Body before",
            COVERAGE_INCOMPLETE,
            x ->
                x.replace(
                    SoapAttacks.BODY,
                    "<soap:Body>" + SoapAttacks.FORGED + "</soap:Body>" + SoapAttacks.BODY)),
        SoapAttacks.attack(
            "second Body after",
            COVERAGE_INCOMPLETE,
            x ->
                x.replace(
                    "</soap:Envelope>",
                    "<soap:Body>" + SoapAttacks.FORGED + "</soap:Body></soap:Envelope>")),
        SoapAttacks.attack(
            "Body before Header",
            COVERAGE_INCOMPLETE,
            x ->
                x.replace(SoapAttacks.body(x), "")
                    .replace("<soap:Header>", SoapAttacks.body(x) + "<soap:Header>")),
        SoapAttacks.attack(
            "content after Body",
            COVERAGE_INCOMPLETE,
            x -> x.replace("</soap:Envelope>", "<x/></soap:Envelope>")),
        SoapAttacks.attack(
            "second Header",
            COVERAGE_INCOMPLETE,
            x -> x.replace("<soap:Header>", "<soap:Header/><soap:Header>")),
        SoapAttacks.attack(
            "nested Envelope",
            COVERAGE_INCOMPLETE,
            x ->
                x.replaceFirst(
                        "<soap:Envelope([^>]*)>",
                        "<soap:Envelope$1><soap:Header/><soap:Body>"
                            + SoapAttacks.FORGED
                            + "</soap:Body><soap:Envelope>")
                    .replace("</soap:Envelope>", "</soap:Envelope></soap:Envelope>")),
        SoapAttacks.attack(
            "second element in Body",
            COVERAGE_INCOMPLETE,
            x -> x.replace("</soap:Body>", SoapAttacks.FORGED + "</soap:Body>")),
        SoapAttacks.attack(
            "text in Body", COVERAGE_INCOMPLETE, x -> x.replace("</soap:Body>", "x</soap:Body>")),
        SoapAttacks.attack(
            "duplicate wsu:Id in the payload",
            COVERAGE_INCOMPLETE,
            x -> x.replace("<a:Alert ", "<a:Alert wsu:Id=\"kanhe-body\" ")),
        SoapAttacks.attack(
            "plain id of the payload that is also referenced",
            COVERAGE_INCOMPLETE,
            x -> x.replace("<a:Alert ", "<a:Alert ID=\"kanhe-body\" ")),
        SoapAttacks.attack(
            "duplicate xml:id",
            COVERAGE_INCOMPLETE,
            x -> x.replace("<a:Alert ", "<a:Alert xml:id=\"kanhe-header\" ")),
        SoapAttacks.attack(
            "second MessageHeader",
            COVERAGE_INCOMPLETE,
            x -> x.replace("</soap:Header>", SoapSamples.headerXml() + "</soap:Header>")),
        SoapAttacks.attack(
            "MessageHeader wrapped, forged one in its place",
            COVERAGE_INCOMPLETE,
            x ->
                x.replace(
                        "<k:MessageHeader ",
                        SoapSamples.headerXml()
                            + "<k:Old xmlns:k='urn:kanhe:envelope:1'><k:MessageHeader ")
                    .replace(
                        "</k:MessageHeader></soap:Header>",
                        "</k:MessageHeader></k:Old></soap:Header>")),
        SoapAttacks.attack(
            "Timestamp wrapped, forged one in its place",
            COVERAGE_INCOMPLETE,
            x ->
                x.replace(
                        "</wsse:Security>",
                        "<w>" + SoapAttacks.timestamp(x) + "</w></wsse:Security>")
                    .replaceFirst(" wsu:Id=\"kanhe-timestamp\"", "")),
        SoapAttacks.attack(
            "forged wsa:MessageID in place of the signed one",
            COVERAGE_INCOMPLETE,
            x ->
                x.replace(
                    "<wsa:MessageID ",
                    "<wsa:MessageID xmlns:wsa=\"http://www.w3.org/2005/08/addressing\">urn:x</wsa:MessageID><wsa:MessageID ")));
  }

  static Stream<Arguments> exclusion() {
    return Stream.of(
        SoapAttacks.attack(
            "no Security",
            SIGNATURE_MISSING,
            x -> x.replaceFirst("(?s)<wsse:Security .*</wsse:Security>", "")),
        SoapAttacks.attack(
            "no Header",
            SIGNATURE_MISSING,
            x -> x.replaceFirst("(?s)<soap:Header>.*</soap:Header>", "")),
        SoapAttacks.attack(
            "no Signature",
            SIGNATURE_MISSING,
            x -> x.replaceFirst("(?s)<ds:Signature .*</ds:Signature>", "")),
        SoapAttacks.attack(
            "Security in a wrapper",
            COVERAGE_INCOMPLETE,
            x ->
                x.replace("<wsse:Security ", "<w><wsse:Security ")
                    .replace("</wsse:Security>", "</wsse:Security></w>")),
        SoapAttacks.attack(
            "Security for another role",
            COVERAGE_INCOMPLETE,
            x -> x.replace("soap:mustUnderstand=\"1\"", "soap:role=\"urn:other\"")),
        SoapAttacks.attack(
            "second Security",
            COVERAGE_INCOMPLETE,
            x ->
                x.replace(
                    "</wsse:Security>",
                    "</wsse:Security><wsse:Security xmlns:wsse=\"" + SoapNames.WSSE + "\"/>")),
        SoapAttacks.attack(
            "second Signature",
            COVERAGE_INCOMPLETE,
            x -> x.replaceFirst("(?s)(<ds:Signature .*</ds:Signature>)", "$1$1")),
        SoapAttacks.attack(
            "second SignedInfo",
            COVERAGE_INCOMPLETE,
            x -> x.replaceFirst("(?s)(<ds:SignedInfo>.*</ds:SignedInfo>)", "$1$1")),
        SoapAttacks.attack(
            "second token",
            COVERAGE_INCOMPLETE,
            x -> x.replace("<wsu:Timestamp ", "<wsse:BinarySecurityToken/><wsu:Timestamp ")),
        SoapAttacks.attack(
            "second Timestamp",
            COVERAGE_INCOMPLETE,
            x -> x.replace("<ds:Signature ", "<wsu:Timestamp/><ds:Signature ")),
        SoapAttacks.attack(
            "Body not signed", COVERAGE_INCOMPLETE, x -> SoapAttacks.without(x, "kanhe-body")),
        SoapAttacks.attack(
            "MessageHeader not signed",
            COVERAGE_INCOMPLETE,
            x -> SoapAttacks.without(x, "kanhe-header")),
        SoapAttacks.attack(
            "Timestamp not signed",
            COVERAGE_INCOMPLETE,
            x -> SoapAttacks.without(x, "kanhe-timestamp")),
        SoapAttacks.attack(
            "wsa:Action not signed",
            COVERAGE_INCOMPLETE,
            x -> SoapAttacks.without(x, "kanhe-wsa-Action")),
        SoapAttacks.attack(
            "wsa:MessageID not signed",
            COVERAGE_INCOMPLETE,
            x -> SoapAttacks.without(x, "kanhe-wsa-MessageID")),
        SoapAttacks.attack(
            "unsigned wsa:To added",
            COVERAGE_INCOMPLETE,
            x ->
                x.replace(
                    "</soap:Header>",
                    "<wsa:To xmlns:wsa=\"http://www.w3.org/2005/08/addressing\">urn:x</wsa:To></soap:Header>")),
        SoapAttacks.attack(
            "addressing of 2004",
            COVERAGE_INCOMPLETE,
            x ->
                x.replace(
                    "</soap:Header>",
                    "<wsa:To xmlns:wsa=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\">urn:x</wsa:To></soap:Header>")),
        SoapAttacks.attack(
            "unknown header block",
            COVERAGE_INCOMPLETE,
            x -> x.replace("</soap:Header>", "<x/></soap:Header>")),
        SoapAttacks.attack(
            "attribute on Envelope",
            COVERAGE_INCOMPLETE,
            x -> x.replace("<soap:Envelope ", "<soap:Envelope x='1' ")),
        SoapAttacks.attack(
            "reference twice",
            COVERAGE_INCOMPLETE,
            x -> x.replaceFirst("(<ds:Reference URI=\"#kanhe-body\">.*?</ds:Reference>)", "$1$1")),
        SoapAttacks.attack(
            "reference to the payload",
            COVERAGE_INCOMPLETE,
            x ->
                x.replace("URI=\"#kanhe-body\"", "URI=\"#in\"")
                    .replace("<a:Alert ", "<a:Alert wsu:Id=\"in\" ")),
        SoapAttacks.attack(
            "KeyInfo to another element",
            COVERAGE_INCOMPLETE,
            x ->
                x.replace(
                    "<wsse:Reference URI=\"#kanhe-token\"",
                    "<wsse:Reference URI=\"#kanhe-body\"")));
  }
}
