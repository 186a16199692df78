package io.kanhe.routing;

import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Direction;
import org.jspecify.annotations.Nullable;

/** What one {@code kanhe:} address means, with every name in it resolved. */
sealed interface Step {

  /** The start of a route. */
  record Accepted(
      String service,
      @Nullable String operation,
      @Nullable String format,
      @Nullable Direction direction)
      implements Step {

    boolean matches(AcceptedMessage message) {
      return service.equals(message.header().serviceId())
          && (operation == null || operation.equals(message.header().operation()))
          && (format == null || format.equals(message.format()))
          && (direction == null || direction == message.header().direction());
    }
  }

  /** Sends the payload of this step to everybody in {@code to}. */
  record Deliver(
      Recipients to, @Nullable String operation, @Nullable String label, @Nullable Integer priority)
      implements Step {}

  /** Replaces the payload of this step. */
  record Transform(PayloadTransform using) implements Step {}

  /** Sends each recipient a payload of its own. */
  record Answer(
      RecipientPayload with, Recipients to, @Nullable String label, @Nullable Integer priority)
      implements Step {}

  /** Lets a part of the gateway learn from the message. */
  record Keep(StateKeeper in) implements Step {}
}
