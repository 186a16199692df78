package io.kanhe.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kanhe.message.Digest;
import io.kanhe.message.DigestAlgorithm;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.HeaderCodec;
import io.kanhe.message.MessageId;
import java.net.http.HttpRequest;
import java.time.OffsetDateTime;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What must not pass the feed door. */
final class HostileFeed {

  private static final String PATH = "/feeds/ins.coverage/";
  private static final String GOOD = HostileBench.HEADING + HostileBench.ROW;

  private final HostileBench bench;

  HostileFeed(HostileBench bench) {
    this.bench = bench;
  }

  Stream<HostileCase> requests() {
    String longest = "b".repeat(64);
    return Stream.of(
        new HostileCase("the longest batch name, which is allowed", 0, 201, () -> put(longest)),
        path("batch name that climbs", 0, 400, "..%2fx"),
        path("batch name that climbs, encoded twice", 0, 400, "..%252fx"),
        path("batch name with a dot first", 1009, 422, ".hidden"),
        path("batch name of 65 characters", 1009, 422, "b".repeat(65)),
        path("batch name with a space", 1009, 422, "a%20b"),
        path("batch name with a zero byte", 0, 400, "a%00b"),
        path("batch name with a line break", 0, 400, "a%0Ab"),
        path("no batch name", 1009, 422, ""),
        path("two batch names", 1009, 422, "a/b"),
        path("batch name of another header", 1009, 422, "other"),
        new HostileCase(
            "path parameter", 1009, 422, () -> send(PATH + "x;y=z", GOOD, this::signed, "x")),
        new HostileCase(
            "service of another header",
            1009,
            422,
            () -> send("/feeds/ins.other/batch", GOOD, this::signed, "batch")),
        request("no Kanhe-Header", 2006, 403, put -> put.header("X-Other", "x"), false),
        request(
            "Kanhe-Header that is no base64",
            1001,
            400,
            put -> put.header("Kanhe-Header", "<>"),
            false),
        request(
            "Kanhe-Header that is no CMS",
            1001,
            400,
            put -> put.header("Kanhe-Header", "AAAA"),
            false),
        request("compressed file", 1008, 415, put -> put.header("Content-Encoding", "gzip"), true),
        request("POST", 0, 405, put -> put.POST(HttpRequest.BodyPublishers.ofString(GOOD)), true),
        request("GET", 0, 405, HttpRequest.Builder::GET, true),
        request("DELETE", 0, 405, HttpRequest.Builder::DELETE, true),
        new HostileCase("sent by another partner", 2010, 403, this::otherPeer),
        new HostileCase("the same id for other bytes", 1005, 409, this::conflict),
        new HostileCase("no header inside the signature", 1009, 422, this::otherContent));
  }

  Stream<HostileCase> headers() {
    return Stream.of(
        header("wrong digest", 1010, 422, h -> h.payloadDigest(Digest.sha256(new byte[0]))),
        header("digest by SHA-384", 1009, 422, h -> h.payloadDigest(sha384())),
        header("wrong size", 1010, 422, h -> h.file(1L, 1L)),
        header("no size", 1009, 422, h -> h.file(null, 1L)),
        header("wrong number of rows", 1010, 422, h -> h.file((long) GOOD.length(), 2L)),
        header("environment Actual", 3007, 403, h -> h.environment(Environment.Actual)),
        header("agreement of another insurer", 3001, 403, h -> h.agreementId("AGR-COV-A-2026")),
        header("sender is another insurer", 2008, 403, h -> h.sender(bench.met().uscc())),
        header(
            "a legal basis that the service does not have",
            3002,
            403,
            h -> h.purpose("P04", "LB-CONSENT")),
        header("stale sentTime", 2004, 422, h -> h.sentTime(OffsetDateTime.now().minusHours(1))),
        new HostileCase("direction EVENT", 1009, 422, this::event));
  }

  Stream<HostileCase> files() {
    String row = HostileBench.ROW;
    return Stream.of(
        file("empty file", 1002, 422, ""),
        file("heading only", 1002, 422, HostileBench.HEADING),
        file("another heading", 1002, 422, GOOD.replace("policyCount", "policies")),
        file("no heading", 1002, 422, row),
        file("number that is none", 1002, 422, GOOD.replace(",10,", ",ten,")),
        file("negative number", 1002, 422, GOOD.replace(",10,", ",-1,")),
        file("formula", 1002, 422, GOOD.replace(",10,", ",=1+1,")),
        file("too many decimals", 1002, 422, GOOD.replace("1000.00", "1000.001")),
        file("date that does not exist", 1002, 422, GOOD.replace("2026-08-23", "2026-02-30")),
        file("missing value", 1002, 422, GOOD.replace(",10,", ",,")),
        file("a cell too many", 1002, 422, GOOD.replace(",,,\n", ",,,,\n")),
        file("unknown line of insurance", 1003, 422, GOOD.replace("RURAL_HOUSE", "SPACESHIP")),
        file("check digit of the insurer wrong", 1004, 422, GOOD.replace("000B9J", "000B9K")),
        file(
            "rows of another insurer",
            4002,
            422,
            GOOD.replace("91331000TEXT000B9J", "91331000TEXT000A0M")),
        file("the same key twice", 4002, 422, GOOD + row),
        file(
            "two dates in one snapshot",
            4002,
            422,
            GOOD + row.replace("08-23", "08-24").replace("331002", "331003")),
        file("part larger than the whole", 4002, 422, GOOD.replace(",,,\n", ",,,2000.00\n")),
        file("quote that never closes", 1001, 400, GOOD.replace("RURAL_HOUSE", "\"RURAL")),
        file("row of 1 MB", 1007, 413, GOOD + "x".repeat(1 << 20) + "\n"),
        file("row of 100,000 cells", 1007, 413, GOOD + ",".repeat(100_000) + "\n"),
        new HostileCase("byte that is not UTF-8 in a code", 1003, 422, this::notUtf8),
        new HostileCase("zero bytes", 1001, 400, () -> send(new byte[4096])));
  }

  private HostileCase path(String name, int code, int status, String batch) {
    return new HostileCase(
        name, code, status, () -> send(PATH + batch, GOOD, this::signed, "batch"));
  }

  /**
   * @param signed add a valid signed header first
   */
  private HostileCase request(
      String name,
      int code,
      int status,
      UnaryOperator<HttpRequest.Builder> change,
      boolean signed) {
    return new HostileCase(
        name,
        code,
        status,
        () -> {
          byte[] file = GOOD.getBytes(UTF_8);
          HttpRequest.Builder put =
              signed
                  ? bench.feedRequest(PATH + "batch", signed("batch", file), file)
                  : bench.request(PATH + "batch").PUT(HttpRequest.BodyPublishers.ofByteArray(file));
          return bench.http("insurer-b", change.apply(put));
        });
  }

  private HostileCase header(
      String name, int code, int status, UnaryOperator<HeaderBuilder> change) {
    return new HostileCase(
        name,
        code,
        status,
        () -> {
          byte[] file = GOOD.getBytes(UTF_8);
          HeaderBuilder header = change.apply(bench.coverage("batch", file, 1));
          return bench.feed(PATH + "batch", sign(header), file);
        });
  }

  private HostileCase file(String name, int code, int status, String content) {
    return new HostileCase(name, code, status, () -> send(content.getBytes(UTF_8)));
  }

  private HostileCase.Reply send(byte[] file) throws Exception {
    HeaderBuilder header = bench.coverage("batch", file, 1).file((long) file.length, null);
    return bench.feed(PATH + "batch", sign(header), file);
  }

  private interface Signing {
    byte[] header(String batch, byte[] file);
  }

  private HostileCase.Reply send(String path, String content, Signing signing, String batch)
      throws Exception {
    byte[] file = content.getBytes(UTF_8);
    return bench.feed(path, signing.header(batch, file), file);
  }

  /** A feed as it should be. */
  HostileCase.Reply put(String batch) throws Exception {
    return send(PATH + batch, GOOD, this::signed, batch);
  }

  private byte[] signed(String batch, byte[] file) {
    return sign(bench.coverage(batch, file, 1));
  }

  private byte[] sign(HeaderBuilder header) {
    return bench.insurer().sign(HeaderCodec.write(header.build()).getBytes(UTF_8));
  }

  private static Digest sha384() {
    DigestAlgorithm algorithm = DigestAlgorithm.SHA_384;
    return new Digest(algorithm, algorithm.newDigest().digest(GOOD.getBytes(UTF_8)));
  }

  private HostileCase.Reply event() throws Exception {
    byte[] file = GOOD.getBytes(UTF_8);
    HeaderBuilder header =
        bench
            .insurer()
            .header("ins.coverage", "snapshot", Direction.EVENT)
            .businessKey("batch")
            .agreementId(HostileBench.COVERAGE_AGREEMENT)
            .payloadDigest(Digest.sha256(file))
            .file((long) file.length, 1L);
    return bench.feed(PATH + "batch", sign(header), file);
  }

  private HostileCase.Reply otherPeer() throws Exception {
    byte[] file = GOOD.getBytes(UTF_8);
    return bench.http("insurer-c", bench.feedRequest(PATH + "batch", signed("batch", file), file));
  }

  private HostileCase.Reply otherContent() throws Exception {
    return bench.feed(
        PATH + "batch", bench.insurer().sign("<x/>".getBytes(UTF_8)), GOOD.getBytes(UTF_8));
  }

  private HostileCase.Reply conflict() throws Exception {
    MessageId id = MessageId.random();
    byte[] file = GOOD.getBytes(UTF_8);
    bench.feed(PATH + "first", sign(bench.coverage("first", file, 1).messageId(id)), file);
    return bench.feed(PATH + "second", sign(bench.coverage("second", file, 1).messageId(id)), file);
  }

  private HostileCase.Reply notUtf8() throws Exception {
    byte[] file = GOOD.getBytes(UTF_8);
    file[GOOD.indexOf("RURAL")] = (byte) 0xFF;
    return send(file);
  }
}
