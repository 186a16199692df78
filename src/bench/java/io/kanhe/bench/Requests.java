package io.kanhe.bench;

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
import io.kanhe.trust.SoapSigner;
import io.kanhe.trust.SoapVersion;
import io.kanhe.trust.Trust;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

/** Signed SOAP 1.2 requests, each with a message id of its own. */
final class Requests {

  static final String SENDER = "met-taizhou";
  private static final Uscc SENDER_CODE = new Uscc("12331000TEXT000177");
  private static final Uscc GATEWAY_CODE = new Uscc("12331000TEXT000920");
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private final SoapSigner signer;
  private final String payload;
  private final Digest digest;

  Requests(ClientKeys keys, String payload) {
    this.signer = Trust.soapSigner(keys.signing(SENDER));
    this.payload = payload;
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    this.digest =
        Digest.sha256(
            ExclusiveCanonicalizer.canonicalize(
                XmlReader.parse(bytes, XmlLimits.defaults()).root()));
  }

  List<byte[]> sign(int count) {
    return IntStream.range(0, count).parallel().mapToObj(i -> one()).toList();
  }

  private byte[] one() {
    Instant now = Instant.now();
    Header header =
        Header.builder("ew.alert", "publish", "1.0", Direction.EVENT)
            .messageId(MessageId.random())
            .sender(SENDER_CODE)
            .receiver(GATEWAY_CODE)
            .environment(Environment.Exercise)
            .sentTime(now.atOffset(CHINA).truncatedTo(ChronoUnit.MILLIS))
            .businessKey("33100041600000_20260824080000")
            .purpose("P04", "LB-PUBLIC")
            .agreementId("AGR-EW-MET-2026")
            .payloadDigest(digest)
            .build();
    return signer.sign(
        SoapVersion.V1_2, HeaderCodec.write(header), payload, "urn:kanhe:ew.alert:publish", now);
  }
}
