package io.kanhe.message;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The header of a message, {@code k:MessageHeader} in namespace {@code urn:kanhe:envelope:1}.
 * Element names are the component names. Which optional field is mandatory for which service is
 * decided in intake, not here.
 *
 * @param version service version, {@code major.minor}
 * @param priority 0 to 9, 4 when absent
 * @param payloadSizeBytes only for feeds: size of the file
 * @param payloadRows only for feeds: data rows of the file, without the heading
 */
public record Header(
    MessageId messageId,
    String serviceId,
    String operation,
    String version,
    Direction direction,
    Uscc sender,
    List<Uscc> receivers,
    OffsetDateTime sentTime,
    @Nullable OffsetDateTime expiresTime,
    @Nullable MessageId correlationId,
    String businessKey,
    @Nullable String purposeCode,
    @Nullable String legalBasis,
    @Nullable String consentRef,
    @Nullable String agreementId,
    @Nullable String operatorRef,
    int priority,
    Environment environment,
    Digest payloadDigest,
    @Nullable Long payloadSizeBytes,
    @Nullable Long payloadRows,
    @Nullable Origin origin) {

  public static final String NAMESPACE = "urn:kanhe:envelope:1";
  public static final int DEFAULT_PRIORITY = 4;

  public Header {
    Objects.requireNonNull(messageId, "messageId");
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(sender, "sender");
    receivers = List.copyOf(receivers);
    Objects.requireNonNull(sentTime, "sentTime");
    Objects.requireNonNull(environment, "environment");
    Objects.requireNonNull(payloadDigest, "payloadDigest");
    if (priority < 0 || priority > 9) {
      throw new IllegalArgumentException("priority " + priority + " (expected: 0 to 9)");
    }
  }

  public static HeaderBuilder builder(
      String serviceId, String operation, String version, Direction direction) {
    return new HeaderBuilder(serviceId, operation, version, direction);
  }

  /** The message that this one answers or acknowledges. */
  public Optional<MessageId> correlation() {
    return Optional.ofNullable(correlationId);
  }

  /** Safe for logs: no business key, no person's reference. */
  @Override
  public String toString() {
    return "Header[" + messageId + " " + serviceId + "/" + operation + " " + direction + " from "
        + sender + "]";
  }
}
