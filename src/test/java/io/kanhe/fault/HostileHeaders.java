package io.kanhe.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.HeaderCodec;
import io.kanhe.message.MessageId;
import io.kanhe.message.Uscc;
import io.kanhe.trust.SoapVersion;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Properly signed SOAP messages whose header or payload says what it must not. */
final class HostileHeaders {

  private final HostileBench bench;

  HostileHeaders(HostileBench bench) {
    this.bench = bench;
  }

  Stream<HostileCase> fields() {
    return Stream.of(
        xml("no sentTime", 1009, x -> x.replaceFirst("<k:sentTime>[^<]*</k:sentTime>", "")),
        xml("no messageId", 1009, x -> x.replaceFirst("<k:messageId>[^<]*</k:messageId>", "")),
        xml("no receiver", 1009, x -> x.replaceFirst("<k:receiver>[^<]*</k:receiver>", "")),
        xml(
            "no payloadDigest",
            1009,
            x -> x.replaceFirst("<k:payloadDigest.*</k:payloadDigest>", "")),
        xml("sender twice", 1009, x -> x.replaceFirst("(<k:sender>[^<]*</k:sender>)", "$1$1")),
        xml(
            "unknown field",
            1009,
            x -> x.replace("</k:MessageHeader>", "<k:admin>true</k:admin></k:MessageHeader>")),
        xml(
            "messageId that is no UUID",
            1009,
            x -> x.replaceFirst("<k:messageId>[^<]*<", "<k:messageId>1-1-1-1-1<")),
        xml(
            "sentTime without offset",
            1009,
            x -> x.replaceFirst("(<k:sentTime>[^<]{19})[^<]*", "$1")),
        xml("priority 10", 1009, x -> x.replaceFirst("<k:priority>.", "<k:priority>10")),
        xml("digest by MD5", 1009, x -> x.replace("algorithm=\"SHA-256\"", "algorithm=\"MD5\"")),
        xml(
            "sender's check digit wrong",
            1004,
            x -> x.replace("<k:sender>11331000TEXT000255<", "<k:sender>11331000TEXT000256<")),
        xml(
            "sender's code too short",
            1009,
            x -> x.replace("<k:sender>11331000TEXT000255<", "<k:sender>11331000<")),
        xml(
            "path as the service",
            1009,
            x -> x.replace("<k:serviceId>ew.alert<", "<k:serviceId>../../etc<")),
        xml(
            "line break in businessKey",
            1009,
            x -> x.replaceFirst("<k:businessKey>", "<k:businessKey>a&#10;b")));
  }

  Stream<HostileCase> meaning() {
    OffsetDateTime now = OffsetDateTime.now();
    return Stream.of(
        header("receiver that nobody knows", 1009, 422, h -> h.receiver(unregistered())),
        header("stale sentTime", 2004, 422, h -> h.sentTime(now.minusMinutes(10))),
        header("sentTime in the future", 2004, 422, h -> h.sentTime(now.plusMinutes(10))),
        header("sentTime of the year 9999", 2004, 422, h -> h.sentTime(now.withYear(9999))),
        header("past its expiresTime", 1006, 422, h -> h.expiresTime(now.minusSeconds(30))),
        header("environment Actual", 3007, 403, h -> h.environment(Environment.Actual)),
        header("sender is another participant", 2008, 403, h -> h.sender(bench.met().uscc())),
        header(
            "agreement of another sender",
            3001,
            403,
            h -> h.agreementId(HostileBench.MET_AGREEMENT)),
        header("agreement that does not exist", 3001, 403, h -> h.agreementId("AGR-NONE")),
        header(
            "a legal basis that the service does not have",
            3002,
            403,
            h -> h.purpose("P04", "LB-CONSENT")),
        service("unknown service", 1011, "ew.nothing", "publish", "1.0"),
        service("unknown version", 1011, "ew.alert", "publish", "9.9"),
        service("unknown operation", 1011, "ew.alert", "erase", "1.0"),
        service("no agreement for the service", 3001, "ins.coverage", "snapshot", "1.0"),
        payload("digest of another payload", 1010, SampleAlert.cap("x"), true),
        payload("payload of an unknown form", 1002, "<x xmlns=\"urn:x\"></x>", false),
        payload("payload that breaks its schema", 1002, SampleAlert.cap("x"), false),
        payload(
            "a real warning in an exercise",
            4002,
            SampleAlert.cap(bench.newAlertId()).replace(">Exercise<", ">Actual<"),
            false),
        new HostileCase(
            "direction FEED at the SOAP door", 1009, 422, () -> direction(Direction.FEED)),
        new HostileCase("direction ACK of an alert", 1009, 422, () -> direction(Direction.ACK)),
        new HostileCase("Timestamp of ten minutes ago", 2004, 422, () -> created(-600)),
        new HostileCase("Timestamp of the future", 2004, 422, () -> created(600)),
        new HostileCase("the same id for other bytes", 1005, 409, this::conflict),
        new HostileCase("sender without agreement", 3001, 403, this::withoutAgreement),
        new HostileCase(
            "signed by the water bureau, sent by an insurer", 2010, 403, this::otherPeer),
        new HostileCase("recorded message, replayed by an insurer", 2005, 409, this::replay),
        new HostileCase("acknowledgement of nothing", 4001, 404, this::acknowledgement));
  }

  private HostileCase xml(String name, int code, UnaryOperator<String> change) {
    return new HostileCase(
        name,
        code,
        422,
        () -> {
          String payload = SampleAlert.cap(bench.newAlertId());
          Header header = bench.alert().payloadDigest(FaultPartner.digest(payload)).build();
          String valid = HeaderCodec.write(header);
          String hostile = change.apply(valid);
          if (hostile.equals(valid)) {
            throw new AssertionError("the attack changes nothing");
          }
          return bench.soap(
              HostileBench.text(bench.water().forSoap(hostile, payload, Instant.now())));
        });
  }

  private HostileCase header(
      String name, int code, int status, UnaryOperator<HeaderBuilder> change) {
    return new HostileCase(
        name, code, status, () -> bench.soap(bench.envelope(change.apply(bench.alert()))));
  }

  private HostileCase service(String name, int code, String id, String operation, String version) {
    return new HostileCase(
        name,
        code,
        code == 3001 ? 403 : 422,
        () ->
            bench.soap(
                bench.envelope(
                    Header.builder(id, operation, version, Direction.EVENT)
                        .sender(bench.water().uscc())
                        .receiver(FaultPartner.GATEWAY)
                        .environment(Environment.Exercise)
                        .businessKey("x")
                        .sentTime(OffsetDateTime.now()))));
  }

  /**
   * @param wrongDigest declare the digest of something else
   */
  private HostileCase payload(String name, int code, String payload, boolean wrongDigest) {
    return new HostileCase(
        name,
        code,
        422,
        () -> {
          Digest digest = wrongDigest ? Digest.sha256(new byte[0]) : FaultPartner.digest(payload);
          Header header = bench.alert().payloadDigest(digest).build();
          return bench.soap(
              HostileBench.text(
                  bench
                      .water()
                      .forSoap(SoapVersion.V1_2, header, HeaderCodec.write(header), payload)));
        });
  }

  private HostileCase.Reply direction(Direction direction) throws Exception {
    HeaderBuilder header =
        bench
            .water()
            .header("ew.alert", "publish", direction)
            .businessKey("x")
            .correlationId(MessageId.random())
            .agreementId(HostileBench.WATER_AGREEMENT);
    return bench.soap(bench.envelope(header));
  }

  private HostileCase.Reply created(int seconds) throws Exception {
    String payload = SampleAlert.cap(bench.newAlertId());
    Header header = bench.alert().payloadDigest(FaultPartner.digest(payload)).build();
    return bench.soap(
        HostileBench.text(
            bench
                .water()
                .forSoap(HeaderCodec.write(header), payload, Instant.now().plusSeconds(seconds))));
  }

  private HostileCase.Reply conflict() throws Exception {
    MessageId id = MessageId.random();
    HostileCase.Reply first = bench.soap(bench.envelope(bench.alert().messageId(id)));
    if (first.status() != 200) {
      throw new AssertionError("the first is refused: " + first);
    }
    return bench.soap(bench.envelope(bench.alert().messageId(id)));
  }

  private HostileCase.Reply withoutAgreement() throws Exception {
    FaultPartner outsider = bench.partner("insurer-c");
    byte[] envelope =
        outsider.forSoap(
            SoapVersion.V1_2,
            outsider.alert(bench.newAlertId(), HostileBench.WATER_AGREEMENT),
            SampleAlert.cap(bench.newAlertId()));
    return bench.soap("insurer-c", envelope, HostileBench.SOAP_TYPE);
  }

  private HostileCase.Reply otherPeer() throws Exception {
    return bench.soap("insurer-b", bench.envelope().getBytes(UTF_8), HostileBench.SOAP_TYPE);
  }

  private HostileCase.Reply replay() throws Exception {
    String envelope = bench.envelope();
    bench.soap(envelope);
    return bench.soap("insurer-b", envelope.getBytes(UTF_8), HostileBench.SOAP_TYPE);
  }

  private HostileCase.Reply acknowledgement() throws Exception {
    byte[] nothing = new byte[0];
    HeaderBuilder header =
        bench
            .water()
            .header("kanhe.acknowledgement", "acknowledge", Direction.ACK)
            .businessKey("x")
            .correlationId(MessageId.random());
    String payload =
        HostileBench.text(io.kanhe.message.AcknowledgementCodec.write(Digest.sha256(nothing)));
    return bench.soap(HostileBench.text(bench.water().forSoap(SoapVersion.V1_2, header, payload)));
  }

  /** A code with a right check digit that the registry does not hold. */
  static Uscc unregistered() {
    for (char last : "0123456789ABCDEFGHJKLMNPQRTUWXY".toCharArray()) {
      String code = "11331000TEXT00099" + last;
      if (Uscc.isValid(code)) {
        return new Uscc(code);
      }
    }
    throw new IllegalStateException("no check digit fits");
  }
}
