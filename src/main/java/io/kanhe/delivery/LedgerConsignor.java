package io.kanhe.delivery;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.ledger.Ledger;
import io.kanhe.message.Digest;
import io.kanhe.message.Header;
import io.kanhe.message.MessageId;
import io.kanhe.message.Origin;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes deliveries in one change of the ledger. Signing happens on the caller's thread, so the
 * ledger's writer never waits for a key.
 */
final class LedgerConsignor implements Consignor {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerConsignor.class);
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private final ParticipantRegistry registry;
  private final DeliveryPermission permission;
  private final Map<Door, OutgoingSeal> seals = new EnumMap<>(Door.class);
  private final Ledger ledger;
  private final BiConsumer<ParticipantId, Integer> committed;
  private final Duration deadline;
  private final Clock clock;

  /**
   * @param committed told recipient and priority of every delivery after its commit; must not block
   * @param deadline after which an unacknowledged delivery expires
   */
  LedgerConsignor(
      ParticipantRegistry registry,
      DeliveryPermission permission,
      List<OutgoingSeal> seals,
      Ledger ledger,
      BiConsumer<ParticipantId, Integer> committed,
      Duration deadline,
      Clock clock) {
    this.registry = registry;
    this.permission = permission;
    seals.forEach(seal -> this.seals.put(seal.door(), seal));
    this.ledger = ledger;
    this.committed = committed;
    this.deadline = deadline;
    this.clock = clock;
  }

  @Override
  public CompletableFuture<Void> commit(
      AcceptedMessage message, List<String> routeIds, List<Consignment> consignments) {
    try {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      List<Delivery> deliveries = new ArrayList<>();
      List<RoutedChange.Denied> denied = new ArrayList<>();
      for (Consignment consignment : consignments) {
        Optional<ErrorCode> reason = permission.refusal(message, consignment, now);
        if (reason.isPresent()) {
          LOG.info("{} of {} was left out: {}", consignment, message, reason.get());
          denied.add(new RoutedChange.Denied(consignment, reason.get()));
        } else {
          deliveries.add(deliver(message, consignment, now, deliveries));
        }
      }
      return ledger.append(new RoutedChange(message, routeIds, deliveries, denied, now, committed));
    } catch (KanheException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Delivery deliver(
      AcceptedMessage message, Consignment consignment, Instant now, List<Delivery> earlier) {
    Participant recipient = registry.byId(consignment.recipient()).orElseThrow();
    MessageId id =
        MessageId.named(
            message.ledgerIndex() + "|" + consignment.recipient() + "|" + consignment.label());
    if (earlier.stream().anyMatch(delivery -> delivery.id().equals(id))) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "routes make two deliveries labelled "
              + consignment.label()
              + " to "
              + consignment.recipient()
              + " (expected: a label of its own for each)");
    }
    Instant until = deadline(message.header(), now);
    byte[] bytes = seal(message, consignment, recipient, id, now, until);
    return new Delivery(
        id,
        message.ledgerIndex(),
        recipient.id(),
        recipient.delivery(),
        consignment.label(),
        DeliveryState.PENDING,
        bytes,
        Digest.sha256(bytes),
        0,
        false,
        consignment.priority(),
        now,
        until);
  }

  private byte[] seal(
      AcceptedMessage message,
      Consignment consignment,
      Participant recipient,
      MessageId id,
      Instant now,
      Instant until) {
    OutgoingSeal seal = seals.get(recipient.delivery());
    if (seal == null) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          recipient.id()
              + " receives by "
              + recipient.delivery().label()
              + " (expected: "
              + seals.keySet()
              + ")");
    }
    Header original = message.header();
    return seal.seal(
        Header.builder(
                consignment.serviceId(),
                consignment.operation(),
                consignment.version(),
                consignment.direction())
            .messageId(id)
            .sender(registry.gateway().uscc())
            .receiver(recipient.uscc())
            .sentTime(OffsetDateTime.ofInstant(now, CHINA))
            .expiresTime(OffsetDateTime.ofInstant(until, CHINA))
            .correlationId(original.messageId())
            .businessKey(original.businessKey())
            .purpose(original.purposeCode(), original.legalBasis())
            .agreementId(original.agreementId())
            .priority(consignment.priority())
            .environment(original.environment())
            .origin(
                new Origin(
                    original.sender(),
                    original.messageId(),
                    message.rawDigest(),
                    message.ledgerIndex(),
                    consignment.payloadChanged())),
        StandalonePayload.of(consignment.payload()));
  }

  /**
   * The gateway's own deadline, or the sender's expiresTime where that comes first: nobody may act
   * on it later.
   */
  private Instant deadline(Header header, Instant now) {
    Instant own = now.plus(deadline);
    OffsetDateTime expires = header.expiresTime();
    return expires != null && expires.toInstant().isBefore(own)
        ? expires.toInstant().truncatedTo(ChronoUnit.MILLIS)
        : own;
  }
}
