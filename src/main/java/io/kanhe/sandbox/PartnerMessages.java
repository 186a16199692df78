package io.kanhe.sandbox;

import io.kanhe.message.AcknowledgementCodec;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.Uscc;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Headers as the sandbox partners write them. */
final class PartnerMessages {

  static final Uscc GATEWAY = new Uscc("12331000TEXT000920");
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private final Uscc self;
  private final Clock clock;
  private final Uscc gateway;
  private final Environment environment;

  PartnerMessages(Uscc self, Clock clock) {
    this(self, clock, GATEWAY, Environment.Exercise);
  }

  /**
   * @param gateway code of the gateway, the receiver of all
   */
  PartnerMessages(Uscc self, Clock clock, Uscc gateway, Environment environment) {
    this.self = self;
    this.clock = clock;
    this.gateway = gateway;
    this.environment = environment;
  }

  /** A warning for everybody whom the gateway's agreements and routes reach. */
  HeaderBuilder alert(String alertId, String agreementId) {
    return header("ew.alert", "publish", Direction.EVENT)
        .businessKey(alertId)
        .purpose("P04", "LB-PUBLIC")
        .agreementId(agreementId);
  }

  HeaderBuilder coverage(String batchNo, String agreementId, byte[] file, long rows) {
    return feed("ins.coverage", "snapshot", batchNo, file, rows)
        .purpose("P04", "LB-EMERG")
        .agreementId(agreementId);
  }

  HeaderBuilder observations(String batchNo, String agreementId, byte[] file, long rows) {
    return feed("met.observation", "hourly", batchNo, file, rows)
        .purpose("P04", "LB-PUBLIC")
        .agreementId(agreementId);
  }

  private HeaderBuilder feed(
      String service, String operation, String batchNo, byte[] file, long rows) {
    return header(service, operation, Direction.FEED)
        .businessKey(batchNo)
        .payloadDigest(Digest.sha256(file))
        .file((long) file.length, rows);
  }

  HeaderBuilder acknowledgement(Header delivered) {
    return header("kanhe.acknowledgement", "acknowledge", Direction.ACK)
        .businessKey(delivered.businessKey())
        .environment(delivered.environment())
        .correlationId(delivered.messageId());
  }

  /** The answer to a query that came from the gateway. */
  HeaderBuilder answer(Header query) {
    return header(query.serviceId(), query.operation(), Direction.RESPONSE)
        .businessKey(query.businessKey())
        .environment(query.environment())
        .correlationId(query.messageId());
  }

  static byte[] acknowledgementPayload(byte[] deliveredBytes) {
    return AcknowledgementCodec.write(Digest.sha256(deliveredBytes));
  }

  /** Any message of the partner, sent now. */
  HeaderBuilder header(String service, String operation, Direction direction) {
    return Header.builder(service, operation, "1.0", direction)
        .sender(self)
        .receiver(gateway)
        .environment(environment)
        .sentTime(
            OffsetDateTime.now(clock).withOffsetSameInstant(CHINA).truncatedTo(ChronoUnit.MILLIS));
  }
}
