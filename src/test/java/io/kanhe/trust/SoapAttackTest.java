package io.kanhe.trust;

import static io.kanhe.platform.ErrorCode.ALGORITHM_FORBIDDEN;
import static io.kanhe.platform.ErrorCode.CONSTRUCT_FORBIDDEN;
import static io.kanhe.platform.ErrorCode.COVERAGE_INCOMPLETE;
import static io.kanhe.platform.ErrorCode.HEADER_INVALID;
import static io.kanhe.platform.ErrorCode.LIMIT_EXCEEDED;
import static io.kanhe.platform.ErrorCode.MALFORMED;
import static io.kanhe.platform.ErrorCode.SIGNATURE_INVALID;
import static io.kanhe.platform.ErrorCode.SIGNATURE_MISSING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every attack of the threat table on XML signatures, each made from one valid envelope. */
class SoapAttackTest {

  private static final String C14N = "http://www.w3.org/2001/10/xml-exc-c14n#";
  private static final String BODY = "<soap:Body wsu:Id=\"kanhe-body\">";
  private static final String FORGED =
      "<a:Alert xmlns:a=\"urn:example:alert\"><a:level>RED</a:level></a:Alert>";

  private static String valid;

  private final SoapVerifier verifier = Trust.soapVerifier(AlgorithmPolicy.strict());

  @BeforeAll
  static void sign() {
    // Comments are not signed; this one would get some attacks refused for another reason.
    valid =
        new String(SoapSamples.signed(TestPki.create().participant("met-taizhou").build()), UTF_8)
            .replace("<!-- checked -->", "");
    assertThat(Trust.soapVerifier(AlgorithmPolicy.strict()).verify(valid.getBytes(UTF_8)))
        .isNotNull();
  }

  static Stream<Arguments> wrapping() {
    return Stream.of(
        attack(
            "signed Body wrapped in a header block, forged Body without id",
            COVERAGE_INCOMPLETE,
            x -> forgedBody(x, "", body -> before(body, x, "</soap:Header>", "<w>", "</w>"))),
        attack(
            "the same with the same id",
            COVERAGE_INCOMPLETE,
            x ->
                forgedBody(
                    x,
                    " wsu:Id=\"kanhe-body\"",
                    body -> before(body, x, "</soap:Header>", "<w>", "</w>"))),
        attack(
            "the same with another id",
            COVERAGE_INCOMPLETE,
            x ->
                forgedBody(
                    x,
                    " wsu:Id=\"other\"",
                    body -> before(body, x, "</soap:Header>", "<w>", "</w>"))),
        attack(
            "signed Body as a bare header block",
            COVERAGE_INCOMPLETE,
            x -> forgedBody(x, "", body -> before(body, x, "</soap:Header>", "", ""))),
        attack(
            "signed Body in Security",
            COVERAGE_INCOMPLETE,
            x -> forgedBody(x, "", body -> before(body, x, "</wsse:Security>", "", ""))),
        attack(
            "signed Body in ds:Object",
            COVERAGE_INCOMPLETE,
            x ->
                forgedBody(
                    x,
                    "",
                    body -> before(body, x, "</ds:Signature>", "<ds:Object>", "</ds:Object>"))),
        attack(
            "signed Body in KeyInfo",
            ALGORITHM_FORBIDDEN,
            x -> forgedBody(x, "", body -> before(body, x, "</ds:KeyInfo>", "", ""))),
        attack(
            "signed Body in Timestamp",
            COVERAGE_INCOMPLETE,
            x -> forgedBody(x, "", body -> before(body, x, "</wsu:Timestamp>", "", ""))),
        attack(
            "signed Body in the forged Body",
            COVERAGE_INCOMPLETE,
            x -> x.replace(body(x), "<soap:Body>" + FORGED + body(x) + "</soap:Body>")),
        attack(
            "signed Body in the forged payload",
            COVERAGE_INCOMPLETE,
            x -> x.replace(body(x), "<soap:Body><w>" + body(x) + "</w></soap:Body>")),
        attack(
            "second Body before",
            COVERAGE_INCOMPLETE,
            x -> x.replace(BODY, "<soap:Body>" + FORGED + "</soap:Body>" + BODY)),
        attack(
            "second Body after",
            COVERAGE_INCOMPLETE,
            x ->
                x.replace(
                    "</soap:Envelope>", "<soap:Body>" + FORGED + "</soap:Body></soap:Envelope>")),
        attack(
            "Body before Header",
            COVERAGE_INCOMPLETE,
            x -> x.replace(body(x), "").replace("<soap:Header>", body(x) + "<soap:Header>")),
        attack(
            "content after Body",
            COVERAGE_INCOMPLETE,
            x -> x.replace("</soap:Envelope>", "<x/></soap:Envelope>")),
        attack(
            "second Header",
            COVERAGE_INCOMPLETE,
            x -> x.replace("<soap:Header>", "<soap:Header/><soap:Header>")),
        attack(
            "nested Envelope",
            COVERAGE_INCOMPLETE,
            x ->
                x.replaceFirst(
                        "<soap:Envelope([^>]*)>",
                        "<soap:Envelope$1><soap:Header/><soap:Body>"
                            + FORGED
                            + "</soap:Body><soap:Envelope>")
                    .replace("</soap:Envelope>", "</soap:Envelope></soap:Envelope>")),
        attack(
            "second element in Body",
            COVERAGE_INCOMPLETE,
            x -> x.replace("</soap:Body>", FORGED + "</soap:Body>")),
        attack(
            "text in Body", COVERAGE_INCOMPLETE, x -> x.replace("</soap:Body>", "x</soap:Body>")),
        attack(
            "duplicate wsu:Id in the payload",
            COVERAGE_INCOMPLETE,
            x -> x.replace("<a:Alert ", "<a:Alert wsu:Id=\"kanhe-body\" ")),
        attack(
            "plain id of the payload that is also referenced",
            COVERAGE_INCOMPLETE,
            x -> x.replace("<a:Alert ", "<a:Alert ID=\"kanhe-body\" ")),
        attack(
            "duplicate xml:id",
            COVERAGE_INCOMPLETE,
            x -> x.replace("<a:Alert ", "<a:Alert xml:id=\"kanhe-header\" ")),
        attack(
            "second MessageHeader",
            COVERAGE_INCOMPLETE,
            x -> x.replace("</soap:Header>", SoapSamples.headerXml() + "</soap:Header>")),
        attack(
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
        attack(
            "Timestamp wrapped, forged one in its place",
            COVERAGE_INCOMPLETE,
            x ->
                x.replace("</wsse:Security>", "<w>" + timestamp(x) + "</w></wsse:Security>")
                    .replaceFirst(" wsu:Id=\"kanhe-timestamp\"", "")),
        attack(
            "forged wsa:MessageID in place of the signed one",
            COVERAGE_INCOMPLETE,
            x ->
                x.replace(
                    "<wsa:MessageID ",
                    "<wsa:MessageID xmlns:wsa=\"http://www.w3.org/2005/08/addressing\">urn:x</wsa:MessageID><wsa:MessageID ")));
  }

  static Stream<Arguments> exclusion() {
    return Stream.of(
        attack(
            "no Security",
            SIGNATURE_MISSING,
            x -> x.replaceFirst("(?s)<wsse:Security .*</wsse:Security>", "")),
        attack(
            "no Header",
            SIGNATURE_MISSING,
            x -> x.replaceFirst("(?s)<soap:Header>.*</soap:Header>", "")),
        attack(
            "no Signature",
            SIGNATURE_MISSING,
            x -> x.replaceFirst("(?s)<ds:Signature .*</ds:Signature>", "")),
        attack(
            "Security in a wrapper",
            COVERAGE_INCOMPLETE,
            x ->
                x.replace("<wsse:Security ", "<w><wsse:Security ")
                    .replace("</wsse:Security>", "</wsse:Security></w>")),
        attack(
            "Security for another role",
            COVERAGE_INCOMPLETE,
            x -> x.replace("soap:mustUnderstand=\"1\"", "soap:role=\"urn:other\"")),
        attack(
            "second Security",
            COVERAGE_INCOMPLETE,
            x ->
                x.replace(
                    "</wsse:Security>",
                    "</wsse:Security><wsse:Security xmlns:wsse=\"" + SoapNames.WSSE + "\"/>")),
        attack(
            "second Signature",
            COVERAGE_INCOMPLETE,
            x -> x.replaceFirst("(?s)(<ds:Signature .*</ds:Signature>)", "$1$1")),
        attack(
            "second SignedInfo",
            COVERAGE_INCOMPLETE,
            x -> x.replaceFirst("(?s)(<ds:SignedInfo>.*</ds:SignedInfo>)", "$1$1")),
        attack(
            "second token",
            COVERAGE_INCOMPLETE,
            x -> x.replace("<wsu:Timestamp ", "<wsse:BinarySecurityToken/><wsu:Timestamp ")),
        attack(
            "second Timestamp",
            COVERAGE_INCOMPLETE,
            x -> x.replace("<ds:Signature ", "<wsu:Timestamp/><ds:Signature ")),
        attack("Body not signed", COVERAGE_INCOMPLETE, x -> without(x, "kanhe-body")),
        attack("MessageHeader not signed", COVERAGE_INCOMPLETE, x -> without(x, "kanhe-header")),
        attack("Timestamp not signed", COVERAGE_INCOMPLETE, x -> without(x, "kanhe-timestamp")),
        attack("wsa:Action not signed", COVERAGE_INCOMPLETE, x -> without(x, "kanhe-wsa-Action")),
        attack(
            "wsa:MessageID not signed",
            COVERAGE_INCOMPLETE,
            x -> without(x, "kanhe-wsa-MessageID")),
        attack(
            "unsigned wsa:To added",
            COVERAGE_INCOMPLETE,
            x ->
                x.replace(
                    "</soap:Header>",
                    "<wsa:To xmlns:wsa=\"http://www.w3.org/2005/08/addressing\">urn:x</wsa:To></soap:Header>")),
        attack(
            "addressing of 2004",
            COVERAGE_INCOMPLETE,
            x ->
                x.replace(
                    "</soap:Header>",
                    "<wsa:To xmlns:wsa=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\">urn:x</wsa:To></soap:Header>")),
        attack(
            "unknown header block",
            COVERAGE_INCOMPLETE,
            x -> x.replace("</soap:Header>", "<x/></soap:Header>")),
        attack(
            "attribute on Envelope",
            COVERAGE_INCOMPLETE,
            x -> x.replace("<soap:Envelope ", "<soap:Envelope x='1' ")),
        attack(
            "reference twice",
            COVERAGE_INCOMPLETE,
            x -> x.replaceFirst("(<ds:Reference URI=\"#kanhe-body\">.*?</ds:Reference>)", "$1$1")),
        attack(
            "reference to the payload",
            COVERAGE_INCOMPLETE,
            x ->
                x.replace("URI=\"#kanhe-body\"", "URI=\"#in\"")
                    .replace("<a:Alert ", "<a:Alert wsu:Id=\"in\" ")),
        attack(
            "KeyInfo to another element",
            COVERAGE_INCOMPLETE,
            x ->
                x.replace(
                    "<wsse:Reference URI=\"#kanhe-token\"",
                    "<wsse:Reference URI=\"#kanhe-body\"")));
  }

  static Stream<Arguments> algorithms() {
    return Stream.of(
        attack(
            "SHA-1 digest",
            ALGORITHM_FORBIDDEN,
            x ->
                x.replaceFirst(
                    "http://www.w3.org/2001/04/xmlenc#sha256",
                    "http://www.w3.org/2000/09/xmldsig#sha1")),
        attack(
            "MD5 digest",
            ALGORITHM_FORBIDDEN,
            x ->
                x.replaceFirst(
                    "http://www.w3.org/2001/04/xmlenc#sha256",
                    "http://www.w3.org/2001/04/xmldsig-more#md5")),
        attack(
            "RSA with MD5",
            ALGORITHM_FORBIDDEN,
            x -> method(x, "http://www.w3.org/2001/04/xmldsig-more#rsa-md5")),
        attack(
            "ECDSA with SHA-1",
            ALGORITHM_FORBIDDEN,
            x -> method(x, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1")),
        attack(
            "RSA with SHA-1",
            ALGORITHM_FORBIDDEN,
            x -> method(x, "http://www.w3.org/2000/09/xmldsig#rsa-sha1")),
        attack(
            "DSA",
            ALGORITHM_FORBIDDEN,
            x -> method(x, "http://www.w3.org/2009/xmldsig11#dsa-sha256")),
        attack(
            "HMAC with the certificate as its key",
            ALGORITHM_FORBIDDEN,
            x -> method(x, "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256")),
        attack(
            "HMACOutputLength",
            ALGORITHM_FORBIDDEN,
            x ->
                x.replace(
                    "</ds:SignatureMethod>",
                    "<ds:HMACOutputLength>8</ds:HMACOutputLength></ds:SignatureMethod>")),
        attack(
            "XPath transform",
            ALGORITHM_FORBIDDEN,
            x -> transform(x, "http://www.w3.org/TR/1999/REC-xpath-19991116")),
        attack(
            "XSLT transform",
            ALGORITHM_FORBIDDEN,
            x -> transform(x, "http://www.w3.org/TR/1999/REC-xslt-19991116")),
        attack(
            "base64 transform",
            ALGORITHM_FORBIDDEN,
            x -> transform(x, "http://www.w3.org/2000/09/xmldsig#base64")),
        attack(
            "inclusive transform",
            ALGORITHM_FORBIDDEN,
            x -> transform(x, "http://www.w3.org/TR/2001/REC-xml-c14n-20010315")),
        attack(
            "transform with comments",
            ALGORITHM_FORBIDDEN,
            x -> transform(x, C14N + "WithComments")),
        attack(
            "two transforms",
            ALGORITHM_FORBIDDEN,
            x -> x.replaceFirst("(<ds:Transform A.*?</ds:Transform>)", "$1$1")),
        attack(
            "no transform",
            ALGORITHM_FORBIDDEN,
            x -> x.replaceFirst("<ds:Transforms>.*?</ds:Transforms>", "")),
        attack(
            "inclusive canonicalization of SignedInfo",
            ALGORITHM_FORBIDDEN,
            x ->
                x.replaceFirst(
                    Matcher.quoteReplacement(C14N), "http://www.w3.org/2006/12/xml-c14n11")),
        attack("KeyValue", ALGORITHM_FORBIDDEN, x -> keyInfo(x, "<ds:KeyValue/>")),
        attack(
            "KeyName",
            ALGORITHM_FORBIDDEN,
            x -> keyInfo(x, "<ds:KeyName>met-taizhou</ds:KeyName>")),
        attack("X509Data", ALGORITHM_FORBIDDEN, x -> keyInfo(x, "<ds:X509Data/>")),
        attack(
            "RetrievalMethod",
            ALGORITHM_FORBIDDEN,
            x -> keyInfo(x, "<ds:RetrievalMethod URI=\"http://127.0.0.1:9/\"/>")),
        attack("empty KeyInfo", ALGORITHM_FORBIDDEN, x -> keyInfo(x, "")),
        attack("external reference", COVERAGE_INCOMPLETE, x -> uri(x, "http://127.0.0.1:9/x")),
        attack("file reference", COVERAGE_INCOMPLETE, x -> uri(x, "file:///etc/passwd")),
        attack("whole document", COVERAGE_INCOMPLETE, x -> uri(x, "")),
        attack("XPointer", COVERAGE_INCOMPLETE, x -> uri(x, "#xpointer(/)")),
        attack("missing id", COVERAGE_INCOMPLETE, x -> uri(x, "#nowhere")),
        attack(
            "5,000 references",
            LIMIT_EXCEEDED,
            x ->
                x.replace(
                    "</ds:SignedInfo>",
                    "<ds:Reference URI=\"#a\"/>".repeat(5_000) + "</ds:SignedInfo>")));
  }

  static Stream<Arguments> documents() {
    return Stream.of(
        attack("changed payload", SIGNATURE_INVALID, x -> x.replace("ORANGE", "YELLOW")),
        attack("changed header", SIGNATURE_INVALID, x -> x.replace("ALERT-1", "ALERT-2")),
        attack(
            "changed Timestamp", SIGNATURE_INVALID, x -> x.replace("00:00:00.25Z", "01:00:00.25Z")),
        attack("changed Action", SIGNATURE_INVALID, x -> x.replace(":publish<", ":cancel<")),
        attack(
            "changed signature",
            SIGNATURE_INVALID,
            x -> x.replaceFirst("<ds:SignatureValue>....", "<ds:SignatureValue>AAAA")),
        attack(
            "short ECDSA signature",
            SIGNATURE_INVALID,
            x -> x.replaceFirst("<ds:SignatureValue>....", "<ds:SignatureValue>")),
        attack(
            "longer ECDSA signature",
            SIGNATURE_INVALID,
            x -> x.replaceFirst("<ds:SignatureValue>", "<ds:SignatureValue>AAAA")),
        attack(
            "ECDSA signature of zeros",
            SIGNATURE_INVALID,
            x ->
                x.replaceFirst(
                    "<ds:SignatureValue>[^<]*", "<ds:SignatureValue>" + "A".repeat(86) + "==")),
        attack(
            "comment in a digest value",
            CONSTRUCT_FORBIDDEN,
            x -> x.replaceFirst("<ds:DigestValue>(....)", "<ds:DigestValue>$1<!-- x -->")),
        attack(
            "comment in Created",
            CONSTRUCT_FORBIDDEN,
            x -> x.replace("<wsu:Created>", "<wsu:Created><!-- x -->")),
        attack(
            "processing instruction in Body",
            CONSTRUCT_FORBIDDEN,
            x -> x.replace(BODY, BODY + "<?x y?>")),
        attack("bytes after the root", CONSTRUCT_FORBIDDEN, x -> x + "x"),
        attack("zero byte after the root", CONSTRUCT_FORBIDDEN, x -> x + "\u0000"),
        attack("two documents", CONSTRUCT_FORBIDDEN, x -> x + x),
        attack("DTD", CONSTRUCT_FORBIDDEN, x -> "<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/x\">" + x),
        attack(
            "token that is no certificate",
            MALFORMED,
            x -> x.replaceFirst("kanhe-token\">[^<]*<", "kanhe-token\">AAAA<")),
        attack(
            "token that is no base64",
            MALFORMED,
            x -> x.replaceFirst("kanhe-token\">", "kanhe-token\">!")),
        attack(
            "another kind of token",
            ALGORITHM_FORBIDDEN,
            x -> x.replaceFirst("#X509v3\" wsu", "#X509PKIPathv1\" wsu")),
        attack("no envelope", MALFORMED, x -> "<x/>"),
        attack(
            "unknown SOAP version",
            MALFORMED,
            x -> x.replace("http://www.w3.org/2003/05/soap-envelope", "urn:soap")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"wrapping", "exclusion", "algorithms", "documents"})
  void refuses(String name, ErrorCode code, UnaryOperator<String> attack) {
    String changed = attack.apply(valid);

    assertThat(changed).isNotEqualTo(valid);
    assertThatThrownBy(() -> verifier.verify(changed.getBytes(UTF_8)))
        .isInstanceOfSatisfying(KanheException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  static Stream<Arguments> timestamps() {
    return Stream.of(
        Arguments.of("no Created", "<wsu:Expires>2026-08-01T00:05:00Z</wsu:Expires>"),
        Arguments.of("no offset", "<wsu:Created>2026-08-01T00:00:00</wsu:Created>"),
        Arguments.of("60th second", "<wsu:Created>2026-08-01T00:00:60Z</wsu:Created>"),
        Arguments.of("other text", "<wsu:Created>today</wsu:Created>"),
        Arguments.of(
            "ends before it begins",
            "<wsu:Created>2026-08-01T00:00:00Z</wsu:Created><wsu:Expires>2026-07-31T00:00:00Z</wsu:Expires>"),
        Arguments.of("other element", "<wsu:Created>2026-08-01T00:00:00Z</wsu:Created><x/>"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("timestamps")
  void refusesATimestampThatSaysNothingClear(String name, String content) {
    String envelope =
        "<t xmlns:wsu=\"" + SoapNames.WSU + "\"><wsu:Timestamp>" + content + "</wsu:Timestamp></t>";
    XmlElement timestamp =
        XmlReader.parse(envelope.getBytes(UTF_8), XmlLimits.defaults()).root().elements().get(0);
    SecurityBlock block = new SecurityBlock(timestamp, timestamp, timestamp, timestamp, timestamp);

    assertThatThrownBy(
            () -> {
              block.created();
              block.expires();
            })
        .isInstanceOfSatisfying(
            KanheException.class, e -> assertThat(e.code()).isEqualTo(HEADER_INVALID));
  }

  private static Arguments attack(String name, ErrorCode code, UnaryOperator<String> change) {
    return Arguments.of(name, code, change);
  }

  private static String body(String x) {
    return x.substring(x.indexOf(BODY), x.indexOf("</soap:Envelope>"));
  }

  private static String timestamp(String x) {
    int end = x.indexOf("</wsu:Timestamp>") + "</wsu:Timestamp>".length();
    return x.substring(x.indexOf("<wsu:Timestamp "), end);
  }

  /** Moves the signed Body by {@code move} and puts a forged one in its place. */
  private static String forgedBody(String x, String attributes, UnaryOperator<String> move) {
    String body = body(x);
    return move.apply(body)
        .replace(
            body + "</soap:Envelope>",
            "<soap:Body" + attributes + ">" + FORGED + "</soap:Body></soap:Envelope>");
  }

  private static String before(String body, String x, String place, String open, String close) {
    return x.replace(place, open + body + close + place);
  }

  private static String without(String x, String id) {
    return x.replaceFirst("<ds:Reference URI=\"#" + id + "\">.*?</ds:Reference>", "");
  }

  private static String method(String x, String uri) {
    return x.replaceFirst("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", uri);
  }

  private static String transform(String x, String uri) {
    return x.replaceFirst(
        "<ds:Transform Algorithm=\"[^\"]*\"", "<ds:Transform Algorithm=\"" + uri + "\"");
  }

  private static String keyInfo(String x, String content) {
    return x.replaceFirst(
        "<ds:KeyInfo>.*</ds:KeyInfo>", "<ds:KeyInfo>" + content + "</ds:KeyInfo>");
  }

  private static String uri(String x, String uri) {
    return x.replaceFirst("<ds:Reference URI=\"#kanhe-body\"", "<ds:Reference URI=\"" + uri + "\"");
  }
}
