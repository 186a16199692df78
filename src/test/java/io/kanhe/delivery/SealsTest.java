package io.kanhe.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Envelope;
import io.kanhe.message.EnvelopeCodec;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.HeaderCodec;
import io.kanhe.message.Payload;
import io.kanhe.message.Uscc;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.CertificateAuthority;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.KeyKind;
import io.kanhe.trust.SoapSigner;
import io.kanhe.trust.SoapVersion;
import io.kanhe.trust.SubjectName;
import io.kanhe.trust.Trust;
import io.kanhe.trust.Validity;
import io.kanhe.trust.VerifiedContent;
import io.kanhe.trust.VerifiedSoap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SealsTest {

  /** Attributes out of canonical order and an unused prefix: its canonical form differs. */
  private static final byte[] PAYLOAD =
      "<a:alert xmlns:u=\"urn:unused\" xmlns:a=\"urn:test\" z=\"1\" b=\"2\"><a:x/>台风</a:alert>"
          .getBytes(StandardCharsets.UTF_8);

  private static KeyIdentity gateway;

  @BeforeAll
  static void makeKey() {
    Validity validity = Validity.startingAt(Instant.now().minusSeconds(60), Duration.ofDays(1));
    SubjectName name = new SubjectName("Test Organisation", "IT", "kanhe", null);
    gateway =
        CertificateAuthority.root(name, KeyKind.P_256, validity)
            .signing(name, KeyKind.RSA_2048, validity);
  }

  @Test
  void anMqMessageHoldsThePayloadByteForByteUnderItsDigest() {
    byte[] sealed = new MqSeal(Trust.cmsSigner(gateway)).seal(header(), PAYLOAD);

    VerifiedContent verified = Trust.cmsVerifier(AlgorithmPolicy.strict()).verify(sealed);
    Envelope envelope = EnvelopeCodec.read(verified.content(), XmlLimits.defaults());
    assertThat(verified.signer().certificate()).isEqualTo(gateway.certificate());
    assertThat(((Payload.Inline) envelope.payload()).bytes()).isEqualTo(PAYLOAD);
    assertThat(envelope.header().payloadDigest().matches(PAYLOAD)).isTrue();
  }

  @Test
  void aSoapMessageHoldsTheDigestOfTheCanonicalPayload() {
    byte[] sealed =
        new SoapSeal(Trust.soapSigner(gateway), SoapVersion.V1_2).seal(header(), PAYLOAD);

    VerifiedSoap verified = Trust.soapVerifier(AlgorithmPolicy.strict()).verify(sealed);
    Header header = HeaderCodec.read(verified.header());
    assertThat(verified.signer().certificate()).isEqualTo(gateway.certificate());
    assertThat(header.payloadDigest().matches(verified.payload())).isTrue();
    assertThat(header.payloadDigest().matches(PAYLOAD)).isFalse();
  }

  @Test
  void aSoapMessageThatIsTooOldGetsAnotherTimestampAndKeepsAllElse() {
    SoapSeal seal = new SoapSeal(Trust.soapSigner(gateway), SoapVersion.V1_2);
    byte[] sealed = seal.seal(header(), PAYLOAD);
    VerifiedSoap first = verified(sealed);
    Instant later = first.created().plus(Duration.ofHours(2));

    byte[] renewed = seal.renewed(sealed, later).orElseThrow();

    VerifiedSoap second = verified(renewed);
    assertThat(second.created()).isEqualTo(later);
    assertThat(second.expires()).isEqualTo(later.plus(Duration.ofMinutes(5)));
    assertThat(second.header()).isEqualTo(first.header());
    assertThat(second.payload()).isEqualTo(first.payload());
    assertThat(seal.renewed(renewed, later.plus(Duration.ofMinutes(3)))).isEmpty();
    assertThat(seal.renewed(renewed, later.plus(Duration.ofMinutes(4)))).isPresent();
  }

  @Test
  void anAddressedSoapMessageKeepsItsAddressing() {
    SoapSigner signer = Trust.soapSigner(gateway);
    Header header = header().payloadDigest(Digest.sha256(PAYLOAD)).build();
    Instant created = header.sentTime().toInstant();
    byte[] sealed =
        signer.sign(
            SoapVersion.V1_1, HeaderCodec.write(header), "<a>&amp;</a>", "urn:test:act", created);

    VerifiedSoap second =
        verified(signer.renewed(sealed, created.plus(Duration.ofHours(1))).orElseThrow());

    assertThat(second.version()).isEqualTo(SoapVersion.V1_1);
    assertThat(second.wsaAction()).isEqualTo("urn:test:act");
    assertThat(second.wsaMessageId()).isEqualTo(verified(sealed).wsaMessageId());
  }

  private static VerifiedSoap verified(byte[] envelope) {
    return Trust.soapVerifier(AlgorithmPolicy.strict()).verify(envelope);
  }

  @Test
  void aPayloadLosesMarkDeclarationAndOuterSpaceOnly() {
    assertThat(text("\uFEFF<?xml version=\"1.0\"?>\n <a> x </a>\n")).isEqualTo("<a> x </a>");
    assertThat(text("<a/>")).isEqualTo("<a/>");
    assertThat(text(" ")).isEmpty();
  }

  private static String text(String document) {
    byte[] bytes = StandalonePayload.of(document.getBytes(StandardCharsets.UTF_8));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static HeaderBuilder header() {
    return Header.builder("ew.alert", "publish", "1.0", Direction.EVENT)
        .sender(new Uscc("12331000TEXT000920"))
        .receiver(new Uscc("91331000TEXT000A0M"))
        .sentTime(OffsetDateTime.parse("2026-07-20T10:00:00+08:00"))
        .businessKey("ALERT-1");
  }
}
