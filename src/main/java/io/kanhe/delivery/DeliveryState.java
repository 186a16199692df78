package io.kanhe.delivery;

/** State of a delivery. Settled states are final. */
public enum DeliveryState {
  /** In the outbox, to be handed over now or at its next attempt. */
  PENDING,
  /** The recipient's endpoint or queue has it; its signed acknowledgement is awaited. */
  HANDED_OVER,
  ACKNOWLEDGED,
  DECLINED,
  EXPIRED,
  /** The message was erased before it was delivered. */
  CANCELLED,
  /**
   * The answer to a query: it was given, or lies ready, at the connection on which it was asked.
   */
  ANSWERED
}
