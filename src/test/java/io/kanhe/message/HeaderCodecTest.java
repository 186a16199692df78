package io.kanhe.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderCodecTest {

  private static final Uscc MET = new Uscc("12331000TEXT000177");
  private static final Uscc GATEWAY = new Uscc("12331000TEXT000920");
  private static final MessageId ID = MessageId.parse("7b0f6c1e-58f4-4d0e-9d53-1f1c9a5a2b11");

  @Test
  void writesEveryFieldInItsPlace() {
    assertThat(HeaderCodec.write(minimal().build()))
        .isEqualTo(
            "<k:MessageHeader xmlns:k=\"urn:kanhe:envelope:1\">"
                + "<k:messageId>7b0f6c1e-58f4-4d0e-9d53-1f1c9a5a2b11</k:messageId>"
                + "<k:serviceId>ew.alert</k:serviceId><k:operation>publish</k:operation>"
                + "<k:version>1.0</k:version><k:direction>EVENT</k:direction>"
                + "<k:sender>12331000TEXT000177</k:sender><k:receiver>12331000TEXT000920</k:receiver>"
                + "<k:sentTime>2026-08-01T08:00:00+08:00</k:sentTime>"
                + "<k:businessKey>ALERT &lt;1&gt; &amp; 2</k:businessKey><k:priority>9</k:priority>"
                + "<k:environment>Exercise</k:environment>"
                + "<k:payloadDigest algorithm=\"SHA-256\">"
                + Digest.sha256(new byte[0]).hex()
                + "</k:payloadDigest></k:MessageHeader>");
  }

  @Test
  void readsWhatItWrote() {
    assertThat(read(HeaderCodec.write(minimal().build()))).isEqualTo(minimal().build());
    assertThat(read(HeaderCodec.write(full()))).isEqualTo(full());
  }

  @Test
  void writesWhatTheSchemaAllows() throws Exception {
    assertThat(EnvelopeSchema.violation(HeaderCodec.write(minimal().build()))).isNull();
    assertThat(EnvelopeSchema.violation(HeaderCodec.write(full()))).isNull();
  }

  @Test
  void takesAnotherPrefixWhiteSpaceAndTheMarksOfASoapBlock() {
    String text =
        HeaderCodec.write(full())
            .replace("k:", "")
            .replace("xmlns:k", "xmlns")
            .replace("><", ">\n  <")
            .replace(
                "<MessageHeader ",
                "<MessageHeader xmlns:u='http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd'"
                    + " u:Id='h' xmlns:s='http://www.w3.org/2003/05/soap-envelope' s:mustUnderstand='true' ");

    assertThat(read(text)).isEqualTo(full());
  }

  @Test
  void takesPriorityFourWhenAbsent() {
    assertThat(read(xml().replace("<k:priority>9</k:priority>", "")).priority()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "<k:operation>publish</k:operation>,'',operation",
    "<k:operation>publish</k:operation>,<k:operation>publish</k:operation><k:operation>publish</k:operation>,version",
    "<k:operation>,<k:operation x='1'>,operation",
    "publish,pub lish,operation",
    "publish,<k:x/>,operation",
    "1.0,1,version",
    "1.0,1.00000,version",
    "EVENT,event,direction",
    "7b0f6c1e-58f4-4d0e-9d53-1f1c9a5a2b11,7b0f6c1e58f44d0e9d531f1c9a5a2b11,messageId",
    "7b0f6c1e-58f4-4d0e-9d53-1f1c9a5a2b11,7b0f6c1e-58f4-4d0e-9d531-f1c9a5a2b11,messageId",
    "12331000TEXT000177,12331000TEXT00017,sender",
    "<k:receiver>12331000TEXT000920</k:receiver>,'',receiver",
    "</k:receiver>,</k:receiver><k:receiver>12331000TEXT000920</k:receiver>,receiver",
    "+08:00,'',sentTime",
    "+08:00,+14:01,sentTime",
    "08:00:00+,08:00+,sentTime",
    "08:00:00+,08:00:60+,sentTime",
    "08:00:00+,24:00:00+,sentTime",
    "2026-08-01,2026-02-29,sentTime",
    "ALERT,'',businessKey",
    ">9<,>10<,priority",
    ">9<,>-1<,priority",
    "Exercise,exercise,environment",
    "SHA-256,SHA-1,payloadDigest",
    "e3b0c442,e3b0c44,payloadDigest",
    "algorithm=\"SHA-256\",'',payloadDigest",
    "<k:environment>,<k:unknown/><k:environment>,environment",
    "</k:MessageHeader>,<k:later/></k:MessageHeader>,element 13",
    "</k:MessageHeader>,text</k:MessageHeader>,text between",
    "<k:MessageHeader ,<k:MessageHeader x='1' ,MessageHeader",
    "envelope:1,envelope:2,MessageHeader"
  })
  void refusesAnythingElseNamingTheField(String found, String replacement, String field) {
    String text = xml();
    assertThat(text).contains(found);
    String changed =
        field.equals("businessKey")
            ? text.replace("ALERT &lt;1&gt; &amp; 2", "")
            : text.replace(found, replacement);

    assertRefused(changed, ErrorCode.HEADER_INVALID, field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"12331000TEXT000177", "12331000TEXT000920"})
  void refusesAWrongCheckCharacter(String code) {
    assertRefused(
        xml().replace(code, code.substring(0, 17) + "X"), ErrorCode.CHECK_DIGIT_WRONG, "");
  }

  @Test
  void refusesValuesThatAreTooLong() {
    assertRefused(xml().replace("ALERT", "A".repeat(65)), ErrorCode.HEADER_INVALID, "businessKey");
    assertRefused(xml().replace("publish", "p".repeat(65)), ErrorCode.HEADER_INVALID, "operation");
    assertThatThrownBy(() -> HeaderCodec.write(minimal().agreementId("a".repeat(41)).build()))
        .hasMessageContaining("agreementId");
    assertThat(read(xml().replace("ALERT &lt;1&gt; &amp; 2", "𠀀".repeat(64))).businessKey())
        .hasSize(128);
  }

  @Test
  void refusesAFieldOfAnotherNamespace() {
    assertRefused(
        xml().replace("<k:version>1.0</k:version>", "<version>1.0</version>"),
        ErrorCode.HEADER_INVALID,
        "version");
  }

  private static void assertRefused(String text, ErrorCode code, String field) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(KanheException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(field);
  }

  private static Header read(String text) {
    return HeaderCodec.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String xml() {
    return HeaderCodec.write(minimal().build());
  }

  private static HeaderBuilder minimal() {
    return Header.builder("ew.alert", "publish", "1.0", Direction.EVENT)
        .messageId(ID)
        .sender(MET)
        .receiver(GATEWAY)
        .sentTime(OffsetDateTime.parse("2026-08-01T08:00:00+08:00"))
        .businessKey("ALERT <1> & 2")
        .priority(9)
        .environment(Environment.Exercise)
        .payloadDigest(Digest.sha256(new byte[0]));
  }

  private static Header full() {
    return minimal()
        .receiver(MET)
        .sentTime(OffsetDateTime.parse("2026-08-01T00:00:00.123456789Z"))
        .expiresTime(OffsetDateTime.parse("2026-08-02T08:00:00.5-09:30"))
        .correlationId(MessageId.named("request"))
        .purpose("P04", "LB-STATUTE")
        .consentRef("授权-1")
        .agreementId("AG-2026-1")
        .operatorRef("op-7")
        .payloadDigest(
            new Digest(
                DigestAlgorithm.SHA_512, DigestAlgorithm.SHA_512.newDigest().digest(new byte[1])))
        .file(10L, 0L)
        .origin(new Origin(MET, MessageId.named("original"), Digest.sha256(new byte[2]), 17, true))
        .build();
  }
}
