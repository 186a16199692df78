package io.kanhe.delivery;

import io.kanhe.body.Bodies;
import io.kanhe.body.BodyKey;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.ledger.Ledger;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
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
import java.util.Arrays;
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
  private final QueryAnswers queries;
  private final Bodies bodies;
  private final OutgoingView views;
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
      QueryAnswers queries,
      Bodies bodies,
      OutgoingView views,
      Duration deadline,
      Clock clock) {
    this.registry = registry;
    this.permission = permission;
    seals.forEach(seal -> this.seals.put(seal.door(), seal));
    this.ledger = ledger;
    this.committed = committed;
    this.queries = queries;
    this.bodies = bodies;
    this.views = views;
    this.deadline = deadline;
    this.clock = clock;
  }

  @Override
  public CompletableFuture<Void> commit(
      AcceptedMessage message, List<String> routeIds, List<Consignment> consignments) {
    try {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      Optional<Query> query = queries.find(message);
      List<Delivery> deliveries = new ArrayList<>();
      List<RoutedChange.Denied> denied = new ArrayList<>();
      for (Consignment consignment : consignments) {
        Optional<ErrorCode> reason = permission.refusal(message, consignment, query, now);
        if (reason.isPresent()) {
          LOG.info("{} of {} was left out: {}", consignment, message, reason.get());
          denied.add(new RoutedChange.Denied(consignment, reason.get()));
        } else {
          deliveries.add(deliver(message, consignment, query, now, deliveries));
        }
      }
      Runnable told = queries.afterCommit(query, message, deliveries, denied);
      BodyKey key = bodies.of(message.ledgerIndex());
      List<SealedDelivery> sealed =
          deliveries.stream().map(each -> SealedDelivery.of(each, key)).toList();
      return ledger.append(
          new RoutedChange(message, routeIds, sealed, denied, query, now, committed, told));
    } catch (KanheException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Delivery deliver(
      AcceptedMessage message,
      Consignment consignment,
      Optional<Query> asked,
      Instant now,
      List<Delivery> earlier) {
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
    Optional<Query> answered = asked.filter(query -> query.isAnsweredBy(consignment));
    Instant until = deadline(message.header(), now);
    if (consignment.direction() == Direction.REQUEST) {
      until = asked.map(Query::deadline).orElse(until);
    }
    boolean waitedFor = answered.filter(Query::isAskedAtSoapDoor).isPresent();
    Door door = waitedFor ? Door.SOAP : recipient.delivery();
    OutgoingSeal seal = waitedFor ? queries.seal(answered.get()) : sealOf(recipient);
    byte[] view = views.of(message, consignment, recipient);
    boolean changed = consignment.payloadChanged() || !Arrays.equals(view, consignment.payload());
    HeaderBuilder header = header(message, consignment, changed, recipient, id, now, until);
    answered.ifPresent(query -> header.correlationId(query.requestId()));
    byte[] bytes = seal.seal(header, StandalonePayload.of(view));
    return new Delivery(
        id,
        message.ledgerIndex(),
        recipient.id(),
        door,
        consignment.label(),
        waitedFor ? DeliveryState.ANSWERED : DeliveryState.PENDING,
        bytes,
        Digest.sha256(bytes),
        0,
        false,
        consignment.priority(),
        now,
        until);
  }

  private OutgoingSeal sealOf(Participant recipient) {
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
    return seal;
  }

  private HeaderBuilder header(
      AcceptedMessage message,
      Consignment consignment,
      boolean changed,
      Participant recipient,
      MessageId id,
      Instant now,
      Instant until) {
    Header original = message.header();
    return Header.builder(
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
                changed));
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
