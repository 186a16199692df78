package io.kanhe.fault;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What must not pass the SOAP door before anybody looks at the header: transport, document,
 * signature.
 */
final class HostileSoap {

  private static final String BODY = "<soap:Body wsu:Id=\"kanhe-body\">";
  private static final String WSA = "http://www.w3.org/2005/08/addressing";
  private static final String LAUGHS =
      "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
          + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">]>";

  private final HostileBench bench;

  HostileSoap(HostileBench bench) {
    this.bench = bench;
  }

  Stream<HostileCase> documents() {
    return Stream.of(
        changed("DTD", 1012, 400, x -> "<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/x\">" + x),
        changed("empty DOCTYPE", 1012, 400, x -> "<!DOCTYPE x>" + x),
        changed(
            "external entity of a file",
            1012,
            400,
            x ->
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                    + x.replace("<headline>", "<headline>&e;")),
        changed(
            "billion laughs", 1012, 400, x -> LAUGHS + x.replace("<headline>", "<headline>&d;")),
        changed("entity that nobody declared", 1001, 400, x -> x.replace("洪水橙色", "&e;")),
        changed("processing instruction before the root", 1012, 400, x -> "<?style x?>" + x),
        changed(
            "processing instruction in Body", 1012, 400, x -> x.replace(BODY, BODY + "<?x y?>")),
        changed("bytes after the root", 1012, 400, x -> x + "x"),
        changed("two roots", 1012, 400, x -> x + "<x/>"),
        changed("two documents", 1012, 400, x -> x + x),
        changed("depth of 200", 1007, 413, x -> x.replace(BODY, BODY + "<a>".repeat(200))),
        changed("depth of 100,000", 1007, 413, x -> x.replace(BODY, BODY + "<a>".repeat(100_000))),
        changed("100 attributes", 1007, 413, x -> x.replace("<info>", "<info" + many(100) + ">")),
        changed(
            "5,000 attributes", 1007, 413, x -> x.replace("<info>", "<info" + many(5000) + ">")),
        changed(
            "300 namespaces",
            1007,
            413,
            x -> x.replace("<info>", "<info" + many(300).replace(" a", " xmlns:a") + ">")),
        changed(
            "attribute of 100,000 characters",
            1007,
            413,
            x -> x.replace("<info>", "<info a=\"" + "x".repeat(100_000) + "\">")),
        changed(
            "element name of 10,000 characters",
            1007,
            413,
            x -> x.replace("<info>", "<" + "x".repeat(10_000) + ">")),
        changed("300,000 elements", 1007, 413, x -> x.replace("<info>", "<a/>".repeat(300_000))),
        bytes("UTF-16", 1001, 400, bench.envelope().getBytes(UTF_16)),
        bytes("byte that is not UTF-8", 1001, 400, patched((byte) 0xFF)),
        bytes("overlong UTF-8", 1001, 400, patched((byte) 0xC0)),
        bytes("nothing at all", 1001, 400, new byte[0]),
        bytes("random bytes", 1001, 400, random()),
        changed("half a document", 1001, 400, x -> x.substring(0, x.length() / 2)),
        changed(
            "another encoding declared",
            1001,
            400,
            x -> "<?xml version=\"1.0\" encoding=\"GBK\"?>" + x),
        changed("XML 1.1", 1001, 400, x -> "<?xml version=\"1.1\"?>" + x),
        changed("no envelope", 1001, 400, x -> "<x/>"),
        changed(
            "relative namespace", 1001, 400, x -> x.replace("<info>", "<info xmlns:r=\"a/b\">")),
        changed("prefix that is not bound", 1001, 400, x -> x.replace("<info>", "<u:info>")),
        changed("byte order mark, which is allowed", 0, 200, x -> "\uFEFF" + x));
  }

  Stream<HostileCase> transport() {
    byte[] body = bench.envelope().getBytes(UTF_8);
    return Stream.of(
        typed("JSON", 415, "application/json"),
        typed("SOAP over multipart", 415, "multipart/related; boundary=x; type=\"text/xml\""),
        typed("charset UTF-16", 415, "application/soap+xml; charset=utf-16"),
        typed("any type", 415, "*/*"),
        new HostileCase(
            "no Content-Type",
            1008,
            415,
            () ->
                bench.http(
                    "water-taizhou",
                    bench
                        .request("/services/kanhe")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)))),
        new HostileCase(
            "compressed body",
            1008,
            415,
            () ->
                bench.http(
                    "water-taizhou",
                    bench
                        .request("/services/kanhe")
                        .header("Content-Type", HostileBench.SOAP_TYPE)
                        .header("Content-Encoding", "gzip")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)))),
        new HostileCase(
            "5 MB announced",
            1007,
            413,
            () ->
                bench.http(
                    "water-taizhou",
                    bench
                        .request("/services/kanhe")
                        .header("Content-Type", HostileBench.SOAP_TYPE)
                        .expectContinue(true)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[5 << 20])))),
        get("GET", 405, "/services/kanhe"),
        get("GET of the description", 404, "/services/kanhe?wsdl"),
        get("GET of a schema outside", 404, "/services/kanhe?xsd=../../etc/passwd"),
        get("another path", 404, "/services/other"),
        get("the console's path", 404, "/actuator/health"),
        new HostileCase(
            "action of the media type is another",
            1009,
            422,
            () ->
                bench.soap(
                    "water-taizhou",
                    bench.envelope().getBytes(UTF_8),
                    "application/soap+xml; charset=utf-8; action=\"urn:kanhe:ew.alert:cancel\"")));
  }

  Stream<HostileCase> signatures() {
    return Stream.of(
        changed(
            "no Security",
            2006,
            403,
            x -> x.replaceFirst("(?s)<wsse:Security .*</wsse:Security>", "")),
        changed(
            "no Signature",
            2006,
            403,
            x -> x.replaceFirst("(?s)<ds:Signature .*</ds:Signature>", "")),
        changed(
            "no Header", 2006, 403, x -> x.replaceFirst("(?s)<soap:Header>.*</soap:Header>", "")),
        changed(
            "two Security headers",
            2009,
            403,
            x -> x.replaceFirst("(?s)(<wsse:Security .*</wsse:Security>)", "$1$1")),
        changed(
            "digest by SHA-1",
            2003,
            403,
            x ->
                x.replaceFirst(
                    "http://www.w3.org/2001/04/xmlenc#sha256",
                    "http://www.w3.org/2000/09/xmldsig#sha1")),
        changed(
            "signature by RSA with SHA-1",
            2003,
            403,
            x ->
                x.replaceFirst(
                    "<ds:SignatureMethod Algorithm=\"[^\"]*\"",
                    "<ds:SignatureMethod Algorithm=\"http://www.w3.org/2000/09/xmldsig#rsa-sha1\"")),
        changed(
            "XSLT transform",
            2003,
            403,
            x ->
                x.replaceFirst(
                    "<ds:Transform Algorithm=\"[^\"]*\"",
                    "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"")),
        changed(
            "key brought along",
            2003,
            403,
            x ->
                x.replaceFirst(
                    "(?s)<ds:KeyInfo>.*</ds:KeyInfo>", "<ds:KeyInfo><ds:KeyValue/></ds:KeyInfo>")),
        changed("signed Body wrapped, forged one in its place", 2009, 403, HostileSoap::wrapped),
        changed(
            "wsa:To that is not signed",
            2009,
            403,
            x ->
                x.replace(
                    "</soap:Header>",
                    "<wsa:To xmlns:wsa=\""
                        + WSA
                        + "\">http://127.0.0.1:9/</wsa:To></soap:Header>")),
        changed(
            "wsa:ReplyTo to an inner address",
            2009,
            403,
            x ->
                x.replace(
                    "</soap:Header>",
                    "<wsa:ReplyTo xmlns:wsa=\""
                        + WSA
                        + "\"><wsa:Address>http://127.0.0.1:9/</wsa:Address></wsa:ReplyTo></soap:Header>")),
        changed(
            "unknown header block",
            2009,
            403,
            x -> x.replace("</soap:Header>", "<x/></soap:Header>")),
        changed("reference to a file", 2009, 403, x -> uri(x, "file:///etc/passwd")),
        changed("reference to a host", 2009, 403, x -> uri(x, "http://127.0.0.1:9/")),
        changed("changed payload", 2001, 403, x -> x.replace("椒江区", "路桥区")),
        changed("changed header", 2001, 403, x -> x.replace(">P04<", ">P05<")),
        changed("changed action", 2001, 403, x -> x.replace(":publish<", ":cancel<")),
        changed(
            "changed signature",
            2001,
            403,
            x -> x.replaceFirst("<ds:SignatureValue>........", "<ds:SignatureValue>AAAAAAAA")),
        changed(
            "comment in Created",
            1012,
            400,
            x -> x.replace("<wsu:Created>", "<wsu:Created><!-- x -->")),
        changed(
            "token that is no certificate",
            1001,
            400,
            x -> x.replaceFirst("kanhe-token\">[^<]*<", "kanhe-token\">AAAA<")));
  }

  private HostileCase changed(String name, int code, int status, UnaryOperator<String> attack) {
    return new HostileCase(
        name,
        code,
        status,
        () -> {
          String valid = bench.envelope();
          String hostile = attack.apply(valid);
          if (hostile.equals(valid)) {
            throw new AssertionError("the attack changes nothing");
          }
          return bench.soap(hostile);
        });
  }

  private HostileCase bytes(String name, int code, int status, byte[] body) {
    return new HostileCase(
        name, code, status, () -> bench.soap("water-taizhou", body, HostileBench.SOAP_TYPE));
  }

  private HostileCase typed(String name, int status, String contentType) {
    return new HostileCase(
        name,
        1008,
        status,
        () -> bench.soap("water-taizhou", bench.envelope().getBytes(UTF_8), contentType));
  }

  private HostileCase get(String name, int status, String path) {
    return new HostileCase(
        name, 0, status, () -> bench.http("water-taizhou", bench.request(path).GET()));
  }

  private byte[] patched(byte wrong) {
    byte[] body = bench.envelope().getBytes(UTF_8);
    int place = bench.envelope().indexOf("</soap:Header>") + "</soap:Header>".length();
    byte[] patched = Arrays.copyOf(body, body.length);
    patched[place] = wrong;
    return patched;
  }

  private static byte[] random() {
    byte[] bytes = new byte[4096];
    new Random(20260824).nextBytes(bytes);
    return bytes;
  }

  private static String many(int count) {
    StringBuilder attributes = new StringBuilder();
    for (int i = 0; i < count; i++) {
      attributes.append(" a").append(i).append("=\"urn:x:").append(i).append('"');
    }
    return attributes.toString();
  }

  private static String uri(String envelope, String uri) {
    return envelope.replaceFirst(
        "<ds:Reference URI=\"#kanhe-body\"", "<ds:Reference URI=\"" + uri + "\"");
  }

  private static String wrapped(String envelope) {
    int start = envelope.indexOf(BODY);
    int end = envelope.indexOf("</soap:Body>") + "</soap:Body>".length();
    String body = envelope.substring(start, end);
    String forged =
        "<soap:Body><alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"/></soap:Body>";
    return envelope
        .replace(body, forged)
        .replace("</soap:Header>", "<w>" + body + "</w></soap:Header>");
  }
}
