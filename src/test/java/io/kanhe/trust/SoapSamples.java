package io.kanhe.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderCodec;
import io.kanhe.message.MessageId;
import io.kanhe.message.Uscc;
import io.kanhe.message.xml.ExclusiveCanonicalizer;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlReader;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** One invented alert as SOAP, signed by whom a test wants. */
final class SoapSamples {

  static final Instant CREATED = Instant.parse("2026-08-01T00:00:00.250Z");
  static final String ACTION = "urn:kanhe:ew.alert:publish";
  static final String PAYLOAD =
      "<a:Alert xmlns:a=\"urn:example:alert\" xmlns:unused=\"urn:example:unused\"><a:level id='1'>ORANGE</a:level>"
          + "<!-- checked --><a:text b='2' a='1'>台风 &lt;12&gt;</a:text><note xmlns='' id='1'/></a:Alert>";

  private SoapSamples() {}

  static byte[] signed(KeyIdentity identity) {
    return signed(identity, SoapVersion.V1_2, ACTION);
  }

  static byte[] signed(KeyIdentity identity, SoapVersion version, @Nullable String action) {
    return Trust.soapSigner(identity).sign(version, headerXml(), PAYLOAD, action, CREATED);
  }

  static String headerXml() {
    return HeaderCodec.write(header());
  }

  static Header header() {
    return Header.builder("ew.alert", "publish", "1.0", Direction.EVENT)
        .messageId(MessageId.named("alert 1"))
        .sender(new Uscc("12331000TEXT000177"))
        .receiver(new Uscc("12331000TEXT000920"))
        .sentTime(OffsetDateTime.parse("2026-08-01T08:00:00+08:00"))
        .businessKey("ALERT-1")
        .environment(Environment.Test)
        .payloadDigest(Digest.sha256(canonicalPayload()))
        .build();
  }

  static byte[] canonicalPayload() {
    return ExclusiveCanonicalizer.canonicalize(
        XmlReader.parse(PAYLOAD.getBytes(UTF_8), XmlLimits.defaults()).root());
  }
}
