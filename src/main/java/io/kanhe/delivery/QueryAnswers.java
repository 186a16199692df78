package io.kanhe.delivery;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Direction;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.SoapSigner;
import io.kanhe.trust.SoapVersion;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/** What the end of routing means for queries. Thread-safe. */
final class QueryAnswers {

  private static final int START_OF_ENVELOPE_BYTES = 2048;

  private final JdbcQueries queries;
  private final QueryDesk desk;
  private final LongFunction<Optional<byte[]>> raw;
  private final Map<SoapVersion, OutgoingSeal> seals = new EnumMap<>(SoapVersion.class);

  /**
   * @param raw the bytes of an accepted message, by its ledger index
   */
  QueryAnswers(
      JdbcQueries queries, QueryDesk desk, LongFunction<Optional<byte[]>> raw, SoapSigner signer) {
    this.queries = queries;
    this.desk = desk;
    this.raw = raw;
    for (SoapVersion version : SoapVersion.values()) {
      seals.put(version, new SoapSeal(signer, version));
    }
  }

  Optional<Query> find(AcceptedMessage message) {
    return queries.find(message);
  }

  /** Answers are in the SOAP version of the question. */
  OutgoingSeal seal(Query query) {
    byte[] request = raw.apply(query.requestIndex()).orElse(new byte[0]);
    int length = Math.min(request.length, START_OF_ENVELOPE_BYTES);
    // Verified when it was accepted: whichever namespace stands there first is the envelope's.
    String start = new String(request, 0, length, StandardCharsets.UTF_8);
    boolean old = start.contains(SoapVersion.V1_1.namespace());
    return seals.get(old ? SoapVersion.V1_1 : SoapVersion.V1_2);
  }

  /**
   * What the desk is told once the deliveries are durable.
   *
   * @throws KanheException 5006 CONFIGURATION_INVALID if routes ask more than one provider
   */
  Runnable afterCommit(
      Optional<Query> query,
      AcceptedMessage message,
      List<Delivery> deliveries,
      List<RoutedChange.Denied> denied) {
    if (query.isEmpty()) {
      return () -> {};
    }
    long request = query.get().requestIndex();
    Optional<Delivery> answer =
        deliveries.stream().filter(each -> each.state() == DeliveryState.ANSWERED).findFirst();
    if (answer.isPresent()) {
      return () -> desk.answered(request, answer.get());
    }
    if (message.header().direction() != Direction.REQUEST) {
      return () -> {};
    }
    if (deliveries.size() > 1) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "routes put one query to " + deliveries.size() + " providers (expected: one)");
    }
    ErrorCode reason = denied.isEmpty() ? ErrorCode.CONFIGURATION_INVALID : denied.get(0).code();
    return deliveries.isEmpty() ? () -> desk.failed(request, reason) : () -> {};
  }
}
