package io.kanhe.routing;

import io.kanhe.intake.AcceptedMessage;

/**
 * A named change of a payload, usable in routes as {@code kanhe:transform?using=<name>}.
 * Thread-safe, no side effects.
 */
public interface PayloadTransform {

  String name();

  /**
   * @param payload the payload at this step of the route, XML in UTF-8
   * @return the new payload; the same array if nothing had to change
   * @throws io.kanhe.platform.KanheException 4002 if the payload cannot be transformed
   */
  byte[] apply(AcceptedMessage message, byte[] payload);
}
