package io.kanhe.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.message.xml.XmlLimits;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeCodecTest {

  private static final String PAYLOAD =
      "<a:Alert xmlns:a='urn:a'\n ><!-- 台风 --><b>x &gt; y\r\n&#13;</b></a:Alert>";

  @ParameterizedTest
  @ValueSource(
      strings = {
        PAYLOAD,
        "<Alert/>",
        "<Alert xmlns=\"urn:a\" id='1'></Alert>\n\t",
        "<a xml:lang='zh'><![CDATA[<]]></a>",
        "<k:Acknowledgement xmlns:k='urn:kanhe:envelope:1'/>"
      })
  void givesThePayloadBackByteForByte(String payload) throws Exception {
    Header header = header(payload);
    byte[] document = EnvelopeCodec.write(header, payload.getBytes(UTF_8));
    Envelope envelope = EnvelopeCodec.read(document, XmlLimits.defaults());

    assertThat(envelope.header()).isEqualTo(header);
    assertThat(((Payload.Inline) envelope.payload()).bytes()).isEqualTo(payload.getBytes(UTF_8));
    assertThat(EnvelopeSchema.violation(new String(document, UTF_8))).isNull();
  }

  @Test
  void writesTheFormThatIsSigned() {
    Header header = header(PAYLOAD);

    assertThat(new String(EnvelopeCodec.write(header, PAYLOAD.getBytes(UTF_8)), UTF_8))
        .startsWith("<k:Message xmlns:k=\"urn:kanhe:envelope:1\"><k:MessageHeader><k:messageId>")
        .endsWith("</k:MessageHeader><k:Payload>" + PAYLOAD + "</k:Payload></k:Message>");
  }

  @ParameterizedTest
  @CsvSource({
    "<k:Payload>,<k:Payload x='1'>",
    "<k:Message ,<k:Message x='1' ",
    "<k:Payload>,<k:Payload>text",
    "</k:Payload>,<second/></k:Payload>",
    "</k:Message>,<k:Payload><a/></k:Payload></k:Message>",
    "</k:Message>,text</k:Message>",
    "urn:kanhe:envelope:1,urn:other"
  })
  void refusesAnotherStructure(String found, String replacement) {
    String document =
        new String(EnvelopeCodec.write(header(PAYLOAD), PAYLOAD.getBytes(UTF_8)), UTF_8);

    assertRefused(document.replace(found, replacement));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<k:x/>", "<x><y k:a='1'/></x>", "<x xmlns:p='urn:p'><k:y/></x>"})
  void refusesAPayloadThatBorrowsANamespace(String payload) {
    String document =
        new String(EnvelopeCodec.write(header(PAYLOAD), payload.getBytes(UTF_8)), UTF_8);

    assertRefused(document);
  }

  @Test
  void refusesADefaultNamespaceBorrowedFromTheEnvelope() {
    String document =
        new String(EnvelopeCodec.write(header("<x/>"), "<x/>".getBytes(UTF_8)), UTF_8);

    assertRefused(document.replace("<k:Message ", "<k:Message xmlns='urn:sneaked' "));
  }

  @Test
  void refusesToWriteAPayloadWithADeclaration() {
    assertThatThrownBy(
            () -> EnvelopeCodec.write(header("<x/>"), "<?xml version='1.0'?><x/>".getBytes(UTF_8)))
        .isInstanceOf(KanheException.class);
  }

  @Test
  void readsTheAcknowledgementThatItWrote() throws Exception {
    Digest digest = Digest.sha256(PAYLOAD.getBytes(UTF_8));
    byte[] payload = AcknowledgementCodec.write(digest);

    assertThat(new String(payload, UTF_8))
        .isEqualTo(
            "<k:Acknowledgement xmlns:k=\"urn:kanhe:envelope:1\"><k:deliveredDigest algorithm=\"SHA-256\">"
                + digest.hex()
                + "</k:deliveredDigest></k:Acknowledgement>");
    assertThat(AcknowledgementCodec.read(payload)).isEqualTo(digest);
    assertThat(EnvelopeSchema.violation(new String(payload, UTF_8))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Acknowledgement/>",
        "<k:Acknowledgement xmlns:k='urn:kanhe:envelope:1'/>",
        "<k:Acknowledgement xmlns:k='urn:kanhe:envelope:1'><k:deliveredDigest algorithm='SHA-256'>00</k:deliveredDigest></k:Acknowledgement>"
      })
  void refusesAnotherAcknowledgement(String payload) {
    assertThatThrownBy(() -> AcknowledgementCodec.read(payload.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            KanheException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.HEADER_INVALID));
  }

  @Test
  void schemaTakesAReceipt() throws Exception {
    String receipt =
        "<k:Receipt xmlns:k='urn:kanhe:envelope:1'><k:outcome>REFUSED</k:outcome><k:rawDigest algorithm='SHA-256'>"
            + Digest.sha256(new byte[0]).hex()
            + "</k:rawDigest><k:code>2001 SIGNATURE_INVALID</k:code><k:senderSequence>0</k:senderSequence>"
            + "<k:entry>e30=</k:entry><k:index>4</k:index><k:treeSize>5</k:treeSize><k:proof><k:hash>AAAA</k:hash></k:proof>"
            + "<k:checkpoint>kanhe.local/log\n5\nAAAA\n\n— kanhe.local/log AAAA\n</k:checkpoint></k:Receipt>";

    assertThat(EnvelopeSchema.violation(receipt)).isNull();
    assertThat(EnvelopeSchema.violation(receipt.replace("REFUSED", "MAYBE"))).isNotNull();
  }

  private static void assertRefused(String document) {
    assertThatThrownBy(() -> EnvelopeCodec.read(document.getBytes(UTF_8), XmlLimits.defaults()))
        .isInstanceOfSatisfying(
            KanheException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED));
  }

  private static Header header(String payload) {
    return Header.builder("ew.alert", "publish", "1.0", Direction.EVENT)
        .messageId(MessageId.named("m"))
        .sender(new Uscc("12331000TEXT000177"))
        .receiver(new Uscc("12331000TEXT000920"))
        .sentTime(OffsetDateTime.parse("2026-08-01T08:00:00+08:00"))
        .businessKey("ALERT-1")
        .payloadDigest(Digest.sha256(payload.getBytes(UTF_8)))
        .build();
  }
}
