package io.kanhe.intake;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Fresh messages on their way from the commit to routing, so that routing need not verify and parse
 * again. Bounded by bytes: what does not fit is loaded from the store. Thread-safe.
 */
final class HandOver {

  /** Header objects and references, so that a flood of small messages stays bounded too. */
  private static final int OVERHEAD_BYTES = 2048;

  private final long maxBytes;
  private final Map<Long, Held> held = new LinkedHashMap<>();
  private long bytes;

  HandOver(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  synchronized void put(AcceptedMessage message, int sizeBytes) {
    int size = sizeBytes + OVERHEAD_BYTES;
    if (bytes + size <= maxBytes
        && held.put(message.ledgerIndex(), new Held(message, size)) == null) {
      bytes += size;
    }
  }

  /** Gives a message out once. */
  synchronized Optional<AcceptedMessage> take(long ledgerIndex) {
    Held found = held.remove(ledgerIndex);
    if (found == null) {
      return Optional.empty();
    }
    bytes -= found.sizeBytes;
    return Optional.of(found.message);
  }

  private record Held(AcceptedMessage message, int sizeBytes) {}
}
