package io.kanhe.routing;

import io.kanhe.delivery.Consignment;
import io.kanhe.delivery.Consignor;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.intake.AcceptedMessages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.LongConsumer;

/** Store and consignor in memory: a commit takes the message off the list of unrouted ones. */
class MemoryMessages implements AcceptedMessages, Consignor {

  record Commit(List<String> routeIds, List<Consignment> consignments) {}

  final Map<Long, Commit> commits = new ConcurrentHashMap<>();
  private final Map<Long, AcceptedMessage> messages = new ConcurrentHashMap<>();
  private final ConcurrentSkipListSet<Long> unrouted = new ConcurrentSkipListSet<>();
  private volatile LongConsumer listener = index -> {};

  /** As if accepted before the gateway started, or while nobody listened. */
  void put(AcceptedMessage message) {
    messages.put(message.ledgerIndex(), message);
    unrouted.add(message.ledgerIndex());
  }

  void accept(AcceptedMessage message) {
    put(message);
    listener.accept(message.ledgerIndex());
  }

  Commit commitOf(long index) {
    return commits.get(index);
  }

  @Override
  public Optional<AcceptedMessage> find(long ledgerIndex) {
    return Optional.ofNullable(messages.get(ledgerIndex));
  }

  @Override
  public Optional<byte[]> raw(long ledgerIndex) {
    return Optional.empty();
  }

  @Override
  public List<Long> unrouted(long after, int limit) {
    return unrouted.tailSet(after, false).stream().limit(limit).toList();
  }

  @Override
  public void onAccepted(LongConsumer newListener) {
    listener = newListener;
  }

  @Override
  public CompletableFuture<Void> commit(
      AcceptedMessage message, List<String> routeIds, List<Consignment> consignments) {
    commits.put(message.ledgerIndex(), new Commit(routeIds, consignments));
    unrouted.remove(message.ledgerIndex());
    return CompletableFuture.completedFuture(null);
  }
}
