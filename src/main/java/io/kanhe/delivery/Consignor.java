package io.kanhe.delivery;

import io.kanhe.intake.AcceptedMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Turns what a route decided into durable deliveries. Thread-safe. */
public interface Consignor {

  /**
   * Checks the agreement for every recipient, signs the outgoing messages and commits entry,
   * deliveries and the end of routing in one change. Repeating it after a crash makes the same
   * delivery ids and is harmless.
   *
   * @param routeIds the routes that took part, with their version, for the ROUTED entry
   * @param consignments may be empty: the message was consumed by the gateway itself
   */
  CompletableFuture<Void> commit(
      AcceptedMessage message, List<String> routeIds, List<Consignment> consignments);
}
