package io.kanhe.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kanhe.fuzz.FuzzTarget;
import io.kanhe.message.xml.ExclusiveCanonicalizer;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import java.time.OffsetDateTime;
import java.util.List;

/** The readers of XML, header and envelope. */
public final class MessageFuzz {

  private MessageFuzz() {}

  public static List<FuzzTarget> targets() {
    byte[] payload =
        "<a:Alert xmlns:a=\"urn:x\"><a:t b='1'>台风 &lt;12&gt;</a:t><!-- c --></a:Alert>"
            .getBytes(UTF_8);
    byte[] header = HeaderCodec.write(header(payload)).getBytes(UTF_8);
    byte[] envelope = EnvelopeCodec.write(header(payload), payload);
    return List.of(
        new FuzzTarget(
            "xml-reader",
            List.of(payload, envelope),
            input ->
                ExclusiveCanonicalizer.canonicalize(
                    XmlReader.parse(input, XmlLimits.defaults()).root())),
        new FuzzTarget("header-codec", List.of(header), HeaderCodec::read),
        new FuzzTarget(
            "envelope-codec",
            List.of(envelope),
            input -> EnvelopeCodec.read(input, XmlLimits.defaults())));
  }

  /** A header that any service takes. */
  public static Header header(byte[] payload) {
    return Header.builder("ew.alert", "publish", "1.0", Direction.EVENT)
        .messageId(MessageId.named("fuzz"))
        .sender(new Uscc("12331000TEXT000177"))
        .receiver(new Uscc("12331000TEXT000920"))
        .sentTime(OffsetDateTime.parse("2026-08-01T08:00:00+08:00"))
        .businessKey("ALERT-1")
        .environment(Environment.Test)
        .payloadDigest(Digest.sha256(payload))
        .build();
  }
}
