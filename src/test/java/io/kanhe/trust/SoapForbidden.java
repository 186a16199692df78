package io.kanhe.trust;

import static io.kanhe.platform.ErrorCode.ALGORITHM_FORBIDDEN;
import static io.kanhe.platform.ErrorCode.CONSTRUCT_FORBIDDEN;
import static io.kanhe.platform.ErrorCode.COVERAGE_INCOMPLETE;
import static io.kanhe.platform.ErrorCode.LIMIT_EXCEEDED;
import static io.kanhe.platform.ErrorCode.MALFORMED;
import static io.kanhe.platform.ErrorCode.SIGNATURE_INVALID;

import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Algorithms, constructs and documents outside the profile. */
final class SoapForbidden {

  private SoapForbidden() {}

  static Stream<Arguments> algorithms() {
    return Stream.of(
        SoapAttacks.attack(
            "SHA-1 digest",
            ALGORITHM_FORBIDDEN,
            x ->
                x.replaceFirst(
                    "http://www.w3.org/2001/04/xmlenc#sha256",
                    "http://www.w3.org/2000/09/xmldsig#sha1")),
        SoapAttacks.attack(
            "MD5 digest",
            ALGORITHM_FORBIDDEN,
            x ->
                x.replaceFirst(
                    "http://www.w3.org/2001/04/xmlenc#sha256",
                    "http://www.w3.org/2001/04/xmldsig-more#md5")),
        SoapAttacks.attack(
            "RSA with MD5",
            ALGORITHM_FORBIDDEN,
            x -> SoapAttacks.method(x, "http://www.w3.org/2001/04/xmldsig-more#rsa-md5")),
        SoapAttacks.attack(
            "ECDSA with SHA-1",
            ALGORITHM_FORBIDDEN,
            x -> SoapAttacks.method(x, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1")),
        SoapAttacks.attack(
            "RSA with SHA-1",
            ALGORITHM_FORBIDDEN,
            x -> SoapAttacks.method(x, "http://www.w3.org/2000/09/xmldsig#rsa-sha1")),
        SoapAttacks.attack(
            "DSA",
            ALGORITHM_FORBIDDEN,
            x -> SoapAttacks.method(x, "http://www.w3.org/2009/xmldsig11#dsa-sha256")),
        SoapAttacks.attack(
            "HMAC with the certificate as its key",
            ALGORITHM_FORBIDDEN,
            x -> SoapAttacks.method(x, "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256")),
        SoapAttacks.attack(
            "HMACOutputLength",
            ALGORITHM_FORBIDDEN,
            x ->
                x.replace(
                    "</ds:SignatureMethod>",
                    "<ds:HMACOutputLength>8</ds:HMACOutputLength></ds:SignatureMethod>")),
        SoapAttacks.attack(
            "XPath transform",
            ALGORITHM_FORBIDDEN,
            x -> SoapAttacks.transform(x, "http://www.w3.org/TR/1999/REC-xpath-19991116")),
        SoapAttacks.attack(
            "XSLT transform",
            ALGORITHM_FORBIDDEN,
            x -> SoapAttacks.transform(x, "http://www.w3.org/TR/1999/REC-xslt-19991116")),
        SoapAttacks.attack(
            "base64 transform",
            ALGORITHM_FORBIDDEN,
            x -> SoapAttacks.transform(x, "http://www.w3.org/2000/09/xmldsig#base64")),
        SoapAttacks.attack(
            "inclusive transform",
            ALGORITHM_FORBIDDEN,
            x -> SoapAttacks.transform(x, "http://www.w3.org/TR/2001/REC-xml-c14n-20010315")),
        SoapAttacks.attack(
            "transform with comments",
            ALGORITHM_FORBIDDEN,
            x -> SoapAttacks.transform(x, SoapAttacks.C14N + "WithComments")),
        SoapAttacks.attack(
            "two transforms",
            ALGORITHM_FORBIDDEN,
            x -> x.replaceFirst("(<ds:Transform A.*?</ds:Transform>)", "$1$1")),
        SoapAttacks.attack(
            "no transform",
            ALGORITHM_FORBIDDEN,
            x -> x.replaceFirst("<ds:Transforms>.*?</ds:Transforms>", "")),
        SoapAttacks.attack(
            "inclusive canonicalization of SignedInfo",
            ALGORITHM_FORBIDDEN,
            x ->
                x.replaceFirst(
                    Matcher.quoteReplacement(SoapAttacks.C14N),
                    "http://www.w3.org/2006/12/xml-c14n11")),
        SoapAttacks.attack(
            "KeyValue", ALGORITHM_FORBIDDEN, x -> SoapAttacks.keyInfo(x, "<ds:KeyValue/>")),
        SoapAttacks.attack(
            "KeyName",
            ALGORITHM_FORBIDDEN,
            x -> SoapAttacks.keyInfo(x, "<ds:KeyName>met-taizhou</ds:KeyName>")),
        SoapAttacks.attack(
            "X509Data", ALGORITHM_FORBIDDEN, x -> SoapAttacks.keyInfo(x, "<ds:X509Data/>")),
        SoapAttacks.attack(
            "RetrievalMethod",
            ALGORITHM_FORBIDDEN,
            x -> SoapAttacks.keyInfo(x, "<ds:RetrievalMethod URI=\"http://127.0.0.1:9/\"/>")),
        SoapAttacks.attack("empty KeyInfo", ALGORITHM_FORBIDDEN, x -> SoapAttacks.keyInfo(x, "")),
        SoapAttacks.attack(
            "external reference",
            COVERAGE_INCOMPLETE,
            x -> SoapAttacks.uri(x, "http://127.0.0.1:9/x")),
        SoapAttacks.attack(
            "file reference", COVERAGE_INCOMPLETE, x -> SoapAttacks.uri(x, "file:///etc/passwd")),
        SoapAttacks.attack("whole document", COVERAGE_INCOMPLETE, x -> SoapAttacks.uri(x, "")),
        SoapAttacks.attack(
            "XPointer", COVERAGE_INCOMPLETE, x -> SoapAttacks.uri(x, "#xpointer(/)")),
        SoapAttacks.attack("missing id", COVERAGE_INCOMPLETE, x -> SoapAttacks.uri(x, "#nowhere")),
        SoapAttacks.attack(
            "5,000 references",
            LIMIT_EXCEEDED,
            x ->
                x.replace(
                    "</ds:SignedInfo>",
                    "<ds:Reference URI=\"#a\"/>".repeat(5_000) + "</ds:SignedInfo>")));
  }

  static Stream<Arguments> documents() {
    return Stream.of(
        SoapAttacks.attack(
            "changed payload", SIGNATURE_INVALID, x -> x.replace("ORANGE", "YELLOW")),
        SoapAttacks.attack(
            "changed header", SIGNATURE_INVALID, x -> x.replace("ALERT-1", "ALERT-2")),
        SoapAttacks.attack(
            "changed Timestamp", SIGNATURE_INVALID, x -> x.replace("00:00:00.25Z", "01:00:00.25Z")),
        SoapAttacks.attack(
            "changed Action", SIGNATURE_INVALID, x -> x.replace(":publish<", ":cancel<")),
        SoapAttacks.attack(
            "changed signature",
            SIGNATURE_INVALID,
            x -> x.replaceFirst("<ds:SignatureValue>....", "<ds:SignatureValue>AAAA")),
        SoapAttacks.attack(
            "short ECDSA signature",
            SIGNATURE_INVALID,
            x -> x.replaceFirst("<ds:SignatureValue>....", "<ds:SignatureValue>")),
        SoapAttacks.attack(
            "longer ECDSA signature",
            SIGNATURE_INVALID,
            x -> x.replaceFirst("<ds:SignatureValue>", "<ds:SignatureValue>AAAA")),
        SoapAttacks.attack(
            "ECDSA signature of zeros",
            SIGNATURE_INVALID,
            x ->
                x.replaceFirst(
                    "<ds:SignatureValue>[^<]*", "<ds:SignatureValue>" + "A".repeat(86) + "==")),
        SoapAttacks.attack(
            "comment in a digest value",
            CONSTRUCT_FORBIDDEN,
            x -> x.replaceFirst("<ds:DigestValue>(....)", "<ds:DigestValue>$1<!-- x -->")),
        SoapAttacks.attack(
            "comment in Created",
            CONSTRUCT_FORBIDDEN,
            x -> x.replace("<wsu:Created>", "<wsu:Created><!-- x -->")),
        SoapAttacks.attack(
            "processing instruction in Body",
            CONSTRUCT_FORBIDDEN,
            x -> x.replace(SoapAttacks.BODY, SoapAttacks.BODY + "<?x y?>")),
        SoapAttacks.attack("bytes after the root", CONSTRUCT_FORBIDDEN, x -> x + "x"),
        SoapAttacks.attack("zero byte after the root", MALFORMED, x -> x + "\u0000"),
        SoapAttacks.attack("two documents", CONSTRUCT_FORBIDDEN, x -> x + x),
        SoapAttacks.attack(
            "DTD", CONSTRUCT_FORBIDDEN, x -> "<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/x\">" + x),
        SoapAttacks.attack(
            "token that is no certificate",
            MALFORMED,
            x -> x.replaceFirst("kanhe-token\">[^<]*<", "kanhe-token\">AAAA<")),
        SoapAttacks.attack(
            "token that is no base64",
            MALFORMED,
            x -> x.replaceFirst("kanhe-token\">", "kanhe-token\">!")),
        SoapAttacks.attack(
            "another kind of token",
            ALGORITHM_FORBIDDEN,
            x -> x.replaceFirst("#X509v3\" wsu", "#X509PKIPathv1\" wsu")),
        SoapAttacks.attack("no envelope", MALFORMED, x -> "<x/>"),
        SoapAttacks.attack(
            "unknown SOAP version",
            MALFORMED,
            x -> x.replace("http://www.w3.org/2003/05/soap-envelope", "urn:soap")));
  }
}
