package io.kanhe.message;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Header} field by field; {@link #build} checks that the mandatory ones are there.
 */
public final class HeaderBuilder {

  private final String serviceId;
  private final String operation;
  private final String version;
  private final Direction direction;
  private final List<Uscc> receivers = new ArrayList<>();
  private MessageId messageId = MessageId.random();
  private @Nullable Uscc sender;
  private @Nullable OffsetDateTime sentTime;
  private @Nullable OffsetDateTime expiresTime;
  private @Nullable MessageId correlationId;
  private String businessKey = "";
  private @Nullable String purposeCode;
  private @Nullable String legalBasis;
  private @Nullable String consentRef;
  private @Nullable String agreementId;
  private @Nullable String operatorRef;
  private int priority = Header.DEFAULT_PRIORITY;
  private Environment environment = Environment.Actual;
  private @Nullable Digest payloadDigest;
  private @Nullable Long payloadSizeBytes;
  private @Nullable Long payloadRows;
  private @Nullable Origin origin;

  HeaderBuilder(String serviceId, String operation, String version, Direction direction) {
    this.serviceId = serviceId;
    this.operation = operation;
    this.version = version;
    this.direction = direction;
  }

  public HeaderBuilder messageId(MessageId value) {
    messageId = value;
    return this;
  }

  public HeaderBuilder sender(Uscc value) {
    sender = value;
    return this;
  }

  public HeaderBuilder receiver(Uscc value) {
    receivers.add(value);
    return this;
  }

  public HeaderBuilder sentTime(OffsetDateTime value) {
    sentTime = value;
    return this;
  }

  public HeaderBuilder expiresTime(@Nullable OffsetDateTime value) {
    expiresTime = value;
    return this;
  }

  public HeaderBuilder correlationId(@Nullable MessageId value) {
    correlationId = value;
    return this;
  }

  public HeaderBuilder businessKey(String value) {
    businessKey = value;
    return this;
  }

  public HeaderBuilder purpose(@Nullable String code, @Nullable String basis) {
    purposeCode = code;
    legalBasis = basis;
    return this;
  }

  public HeaderBuilder consentRef(@Nullable String value) {
    consentRef = value;
    return this;
  }

  public HeaderBuilder agreementId(@Nullable String value) {
    agreementId = value;
    return this;
  }

  public HeaderBuilder operatorRef(@Nullable String value) {
    operatorRef = value;
    return this;
  }

  public HeaderBuilder priority(int value) {
    priority = value;
    return this;
  }

  public HeaderBuilder environment(Environment value) {
    environment = value;
    return this;
  }

  public HeaderBuilder payloadDigest(Digest value) {
    payloadDigest = value;
    return this;
  }

  /** Only for feeds. */
  public HeaderBuilder file(@Nullable Long sizeBytes, @Nullable Long rows) {
    payloadSizeBytes = sizeBytes;
    payloadRows = rows;
    return this;
  }

  public HeaderBuilder origin(@Nullable Origin value) {
    origin = value;
    return this;
  }

  /**
   * @throws NullPointerException naming the mandatory field that is missing
   */
  public Header build() {
    return new Header(
        messageId,
        serviceId,
        operation,
        version,
        direction,
        Objects.requireNonNull(sender, "sender"),
        receivers,
        Objects.requireNonNull(sentTime, "sentTime"),
        expiresTime,
        correlationId,
        businessKey,
        purposeCode,
        legalBasis,
        consentRef,
        agreementId,
        operatorRef,
        priority,
        environment,
        Objects.requireNonNull(payloadDigest, "payloadDigest"),
        payloadSizeBytes,
        payloadRows,
        origin);
  }
}
