package io.kanhe.routing;

import io.kanhe.intake.AcceptedMessage;

/**
 * A part of the gateway that keeps state from accepted messages, usable in routes as {@code
 * kanhe:keep?in=<name>}. Must be idempotent: a route may run again after a crash. Thread-safe.
 */
public interface StateKeeper {

  String name();

  /**
   * @param payload the payload at this step of the route; empty for a feed, whose file {@link
   *     AcceptedMessage#payload} names
   */
  void keep(AcceptedMessage message, byte[] payload);
}
