package io.kanhe.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kanhe.intake.PipelineFixture.Arrival;
import io.kanhe.ledger.EntryType;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.MessageId;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.ErrorCode;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom and what the pipeline admits, stage by stage, on every database. */
abstract class AdmissionContract extends OnPipeline {

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal(ErrorCode.CONTENT_MISMATCH, h -> h.payloadDigest(Digest.sha256(new byte[1]))),
        refusal(ErrorCode.ENVIRONMENT_NOT_ALLOWED, h -> h.environment(Environment.Exercise)),
        refusal(
            ErrorCode.HEADER_INVALID,
            h -> h.receiver(new io.kanhe.message.Uscc("11330000TEXT0005X6"))),
        refusal(
            ErrorCode.HEADER_INVALID,
            h -> h.receiver(new io.kanhe.message.Uscc("11331000TEXT00068J"))),
        refusal(ErrorCode.NO_AGREEMENT, h -> h.agreementId("A-unknown")),
        refusal(
            ErrorCode.NO_AGREEMENT,
            h -> h.receiver(new io.kanhe.message.Uscc("91331000TEXT000B9J"))));
  }

  private static Arguments refusal(
      ErrorCode code, java.util.function.UnaryOperator<HeaderBuilder> change) {
    return arguments(code, change);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesWithTheCodeOfTheStage(
      ErrorCode code, java.util.function.UnaryOperator<HeaderBuilder> change) {
    Outcome outcome = kanhe.mq(change.apply(kanhe.alert()).build(), "met-taizhou");
    assertThat(PipelineFixture.codeOf(outcome)).isEqualTo(code);
    Outcome.Refused refused = (Outcome.Refused) outcome;
    assertThat(refused.receipt()).isNotNull();
    assertThat(refused.receipt().code()).isEqualTo(code.toString());
    assertThat(refused.receipt().messageId()).isNotNull();
    assertThat(kanhe.mq(kanhe.alert().messageId(MessageId.random()).build(), "met-taizhou"))
        .isInstanceOf(Outcome.Accepted.class);
  }

  static Stream<Arguments> times() {
    return Stream.of(
        arguments(null, -300, 600),
        arguments(null, 300, 600),
        arguments(ErrorCode.CLOCK_SKEW, -301, 600),
        arguments(ErrorCode.CLOCK_SKEW, 301, 600),
        arguments(ErrorCode.MESSAGE_EXPIRED, 0, -1));
  }

  @ParameterizedTest
  @MethodSource("times")
  void holdsSignedTimesAgainstTheClock(ErrorCode code, int sentSeconds, int expiresSeconds) {
    Header header =
        kanhe
            .alert()
            .sentTime(kanhe.now.plusSeconds(sentSeconds).atOffset(ZoneOffset.ofHours(8)))
            .expiresTime(kanhe.now.plusSeconds(expiresSeconds).atOffset(ZoneOffset.ofHours(8)))
            .build();
    assertThat(PipelineFixture.codeOf(kanhe.mq(header, "met-taizhou"))).isEqualTo(code);
  }

  @Test
  void holdsTheSoapTimestampAgainstTheClock() {
    Header header = kanhe.alert().build();
    byte[] stale =
        kanhe.arrive(
            new Arrival(
                header,
                PipelineFixture.PAYLOAD,
                "met-taizhou",
                null,
                kanhe.now.minusSeconds(301),
                null));
    byte[] expired =
        kanhe.arrive(
            new Arrival(
                header,
                PipelineFixture.PAYLOAD,
                "met-taizhou",
                null,
                kanhe.now.minusSeconds(60),
                kanhe.now.minusSeconds(1)));
    assertThat(PipelineFixture.codeOf(kanhe.soap(stale, null, "met-taizhou")))
        .isEqualTo(ErrorCode.CLOCK_SKEW);
    assertThat(PipelineFixture.codeOf(kanhe.soap(expired, null, "met-taizhou")))
        .isEqualTo(ErrorCode.CLOCK_SKEW);
  }

  @Test
  void refusesAnActionThatDoesNotFitTheHeader() {
    Header header = kanhe.alert().build();
    byte[] plain = kanhe.arrive(header, "met-taizhou");
    byte[] wsa =
        kanhe.arrive(
            new Arrival(
                header, PipelineFixture.PAYLOAD, "met-taizhou", "urn:other", kanhe.now, null));
    assertThat(
            PipelineFixture.codeOf(kanhe.soap(plain, "urn:kanhe:ew.alert:impact", "met-taizhou")))
        .isEqualTo(ErrorCode.HEADER_INVALID);
    assertThat(PipelineFixture.codeOf(kanhe.soap(wsa, null, "met-taizhou")))
        .isEqualTo(ErrorCode.HEADER_INVALID);
    assertThat(kanhe.soap(plain, "urn:kanhe:ew.alert:publish", "met-taizhou"))
        .isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void refusesSignerOtherThanSenderAndInactiveSenders() {
    Header ofMet = kanhe.alert().build();
    assertThat(PipelineFixture.codeOf(kanhe.mq(ofMet, "insurer-a")))
        .isEqualTo(ErrorCode.SIGNER_NOT_SENDER);
    Header inactive = kanhe.header("emergency-tz", "ew.alert", Direction.EVENT).build();
    assertThat(PipelineFixture.codeOf(kanhe.mq(inactive, "emergency-tz")))
        .isEqualTo(ErrorCode.SENDER_UNKNOWN);
    Header gateway = kanhe.header("kanhe", "ew.alert", Direction.EVENT).build();
    byte[] signedByGateway = kanhe.arrive(gateway, "kanhe");
    assertThat(PipelineFixture.codeOf(kanhe.mq(signedByGateway, "insurer-a")))
        .isEqualTo(ErrorCode.SENDER_UNKNOWN);
    assertThat(PipelineFixture.codeOf(kanhe.soap(signedByGateway, null, "met-taizhou")))
        .isEqualTo(ErrorCode.SENDER_UNKNOWN);
  }

  static Stream<Arguments> purposes() {
    return Stream.of(
        arguments(ErrorCode.PURPOSE_NOT_ALLOWED, null, null, null),
        arguments(ErrorCode.PURPOSE_NOT_ALLOWED, "P01", null, null),
        arguments(ErrorCode.PURPOSE_NOT_ALLOWED, "P02", "LB-LAW", null),
        arguments(ErrorCode.PURPOSE_NOT_ALLOWED, "P09", "LB-LAW", null),
        arguments(ErrorCode.PURPOSE_NOT_ALLOWED, "P01", "LB-EMERG", null),
        arguments(ErrorCode.CONSENT_MISSING, "P01", "LB-CONSENT", null),
        arguments(null, "P01", "LB-CONSENT", "C-1"),
        arguments(null, "P01", "LB-LAW", null));
  }

  @ParameterizedTest
  @MethodSource("purposes")
  void needsPurposeAndBasisForPersonalData(
      ErrorCode code, String purpose, String basis, String consent) {
    Header header =
        kanhe
            .header("insurer-b", "ins.claim", Direction.EVENT)
            .receiver(kanhe.partners.uscc("insurer-a"))
            .purpose(purpose, basis)
            .consentRef(consent)
            .build();
    assertThat(PipelineFixture.codeOf(kanhe.mq(header, "insurer-b"))).isEqualTo(code);
  }

  @Test
  void needsTheAgreementsNameFromADepartmentToAnEnterprise() {
    HeaderBuilder header = kanhe.alert().receiver(kanhe.partners.uscc("insurer-a"));
    assertThat(PipelineFixture.codeOf(kanhe.mq(header.build(), "met-taizhou")))
        .isEqualTo(ErrorCode.NO_AGREEMENT);
    assertThat(kanhe.mq(header.agreementId("A-met-taizhou-ew.alert").build(), "met-taizhou"))
        .isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void deniesWithoutAgreementAndWithoutService() {
    Header unagreed = kanhe.header("met-taizhou", "ins.coverage", Direction.EVENT).build();
    Header unknown = kanhe.header("met-taizhou", "ps.nothing", Direction.EVENT).build();
    assertThat(PipelineFixture.codeOf(kanhe.mq(unagreed, "met-taizhou")))
        .isEqualTo(ErrorCode.NO_AGREEMENT);
    assertThat(PipelineFixture.codeOf(kanhe.mq(unknown, "met-taizhou")))
        .isEqualTo(ErrorCode.SERVICE_UNKNOWN);
  }

  @Test
  void settlesAnAcknowledgementThroughTheSinkWithoutAgreementOrRouting() {
    MessageId delivered = MessageId.random();
    List<String> seen = new ArrayList<>();
    kanhe.acknowledgements =
        new AcknowledgementSink() {
          @Override
          public Settlement settle(
              java.sql.Connection transaction,
              ParticipantId recipient,
              Header header,
              byte[] payload) {
            seen.add(recipient + " " + header.correlationId());
            return new Settlement(
                EntryType.ACKNOWLEDGED,
                Map.of("delivery", delivered.toString()),
                (entry, batch) -> seen.add("written"));
          }

          @Override
          public Settlement settleByAnswer(
              java.sql.Connection transaction, ParticipantId provider, Header answer) {
            throw new AssertionError("not an answer");
          }
        };
    Header header = acknowledgement(delivered).build();
    Outcome.Accepted outcome = (Outcome.Accepted) kanhe.mq(header, "insurer-a");
    assertThat(outcome.receipt().outcome()).isEqualTo(EntryType.ACKNOWLEDGED);
    assertThat(seen).containsExactly("insurer-a " + delivered, "written");
    assertThat(kanhe.accepted.unrouted(-1, 10)).isEmpty();
    assertThat(kanhe.ledger.entries.get(0).facts()).containsEntry("delivery", delivered.toString());
  }

  @Test
  void refusesAcknowledgementsThatDoNotFit() {
    MessageId delivered = MessageId.random();
    Header event =
        Header.builder("ew.alert", "publish", "1.0", Direction.ACK)
            .sender(kanhe.partners.uscc("insurer-a"))
            .receiver(kanhe.partners.uscc("kanhe"))
            .sentTime(kanhe.now.atOffset(ZoneOffset.UTC))
            .correlationId(delivered)
            .payloadDigest(Digest.sha256(PipelineFixture.PAYLOAD))
            .build();
    assertThat(PipelineFixture.codeOf(kanhe.mq(event, "insurer-a")))
        .isEqualTo(ErrorCode.HEADER_INVALID);
    assertThat(
            PipelineFixture.codeOf(
                kanhe.mq(acknowledgement(delivered).correlationId(null).build(), "insurer-a")))
        .isEqualTo(ErrorCode.HEADER_INVALID);
    assertThat(PipelineFixture.codeOf(kanhe.mq(acknowledgement(delivered).build(), "insurer-a")))
        .isEqualTo(ErrorCode.NOT_FOUND);
  }

  private HeaderBuilder acknowledgement(MessageId delivered) {
    return Header.builder("kanhe.acknowledgement", "acknowledge", "1.0", Direction.ACK)
        .sender(kanhe.partners.uscc("insurer-a"))
        .receiver(kanhe.partners.uscc("kanhe"))
        .sentTime(kanhe.now.atOffset(ZoneOffset.UTC))
        .correlationId(delivered)
        .businessKey("ACK")
        .payloadDigest(Digest.sha256(PipelineFixture.PAYLOAD));
  }
}
