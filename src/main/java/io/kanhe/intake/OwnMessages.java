package io.kanhe.intake;

import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.EnvelopeCodec;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.MessageId;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.CmsSigner;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages of the gateway itself, for what a clock or a comparison of two reports brings about: a
 * term that ran out, a claim paid twice. They go through the whole pipeline as anybody's do, under
 * agreements of the participant {@code kanhe}, and are routed and proved in the same way.
 * Thread-safe.
 */
public final class OwnMessages {

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private final Intake intake;
  private final ParticipantRegistry registry;
  private final CmsSigner signer;
  private final Clock clock;

  public OwnMessages(Intake intake, ParticipantRegistry registry, CmsSigner signer, Clock clock) {
    this.intake = intake;
    this.registry = registry;
    this.signer = signer;
    this.clock = clock;
  }

  /**
   * What the gateway says.
   *
   * @param occasion says what happened, once for ever: a second message with the same occasion is
   *     not sent
   * @param correlationId the message that brought it about, if one did
   * @param receivers empty: whoever the routes find
   */
  public record Said(
      String serviceId,
      String operation,
      String version,
      String businessKey,
      String occasion,
      Environment environment,
      @Nullable String purposeCode,
      @Nullable String legalBasis,
      @Nullable MessageId correlationId,
      List<Participant> receivers,
      byte[] payload) {

    public Said {
      receivers = List.copyOf(receivers);
    }

    @Override
    public String toString() {
      return "Said[" + serviceId + " " + operation + ", " + occasion + "]";
    }
  }

  /**
   * Records the message. Repeating it, also after a crash, is harmless.
   *
   * @throws KanheException with the code of a refusal: a mistake in agreements or contract, or a
   *     store that is down
   */
  public void say(Said said) {
    Participant gateway = registry.gateway();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    HeaderBuilder header =
        Header.builder(said.serviceId(), said.operation(), said.version(), Direction.EVENT)
            .messageId(MessageId.named(said.serviceId() + "|" + said.occasion()))
            .sender(gateway.uscc())
            .sentTime(OffsetDateTime.ofInstant(now, CHINA))
            .correlationId(said.correlationId())
            .businessKey(said.businessKey())
            .purpose(said.purposeCode(), said.legalBasis())
            .environment(said.environment())
            .payloadDigest(Digest.sha256(said.payload()));
    if (said.receivers().isEmpty()) {
      header.receiver(gateway.uscc());
    }
    said.receivers().forEach(each -> header.receiver(each.uscc()));
    byte[] signed = signer.sign(EnvelopeCodec.write(header.build(), said.payload()));
    Outcome outcome = intake.submit(new Submission.Mq(signed, gateway.id(), now));
    if (outcome instanceof Outcome.Refused refused
        && refused.code() != ErrorCode.MESSAGE_ID_CONFLICT) {
      throw new KanheException(
          refused.code(), "the gateway's own " + said + ": " + refused.detail());
    }
  }
}
