package io.kanhe.trust;

import io.kanhe.platform.ErrorCode;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.provider.Arguments;

/** How the attacks of {@link SoapAttackTest} change a valid envelope. */
final class SoapAttacks {

  static final String C14N = "http://www.w3.org/2001/10/xml-exc-c14n#";
  static final String BODY = "<soap:Body wsu:Id=\"kanhe-body\">";
  static final String FORGED =
      "<a:Alert xmlns:a=\"urn:example:alert\"><a:level>RED</a:level></a:Alert>";

  private SoapAttacks() {}

  static Arguments attack(String name, ErrorCode code, UnaryOperator<String> change) {
    return Arguments.of(name, code, change);
  }

  static String body(String x) {
    return x.substring(x.indexOf(BODY), x.indexOf("</soap:Envelope>"));
  }

  static String timestamp(String x) {
    int end = x.indexOf("</wsu:Timestamp>") + "</wsu:Timestamp>".length();
    return x.substring(x.indexOf("<wsu:Timestamp "), end);
  }

  /** Moves the signed Body by {@code move} and puts a forged one in its place. */
  static String forgedBody(String x, String attributes, UnaryOperator<String> move) {
    String body = body(x);
    return move.apply(body)
        .replace(
            body + "</soap:Envelope>",
            "<soap:Body" + attributes + ">" + FORGED + "</soap:Body></soap:Envelope>");
  }

  static String before(String body, String x, String place, String open, String close) {
    return x.replace(place, open + body + close + place);
  }

  static String without(String x, String id) {
    return x.replaceFirst("<ds:Reference URI=\"#" + id + "\">.*?</ds:Reference>", "");
  }

  static String method(String x, String uri) {
    return x.replaceFirst("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", uri);
  }

  static String transform(String x, String uri) {
    return x.replaceFirst(
        "<ds:Transform Algorithm=\"[^\"]*\"", "<ds:Transform Algorithm=\"" + uri + "\"");
  }

  static String keyInfo(String x, String content) {
    return x.replaceFirst(
        "<ds:KeyInfo>.*</ds:KeyInfo>", "<ds:KeyInfo>" + content + "</ds:KeyInfo>");
  }

  static String uri(String x, String uri) {
    return x.replaceFirst("<ds:Reference URI=\"#kanhe-body\"", "<ds:Reference URI=\"" + uri + "\"");
  }
}
