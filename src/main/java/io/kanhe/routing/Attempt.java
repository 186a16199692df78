package io.kanhe.routing;

import io.kanhe.delivery.Consignment;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Direction;
import io.kanhe.message.Payload;
import io.kanhe.participant.Participant;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;

/**
 * One message on its way through all routes that match it; collects what they decide. Used by one
 * thread at a time.
 */
final class Attempt {

  private static final String PROPERTY = "kanhe.attempt";

  private final AcceptedMessage message;
  private final byte[] original;
  private final List<Consignment> consignments = new ArrayList<>();
  private final Set<byte[]> transformed = Collections.newSetFromMap(new IdentityHashMap<>());

  Attempt(AcceptedMessage message) {
    this.message = message;
    this.original =
        message.payload() instanceof Payload.Inline inline ? inline.bytes() : new byte[0];
  }

  static Attempt of(Exchange exchange) {
    Attempt attempt = exchange.getProperty(PROPERTY, Attempt.class);
    if (attempt == null) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "a kanhe: step outside of a route that begins with kanhe:accepted");
    }
    return attempt;
  }

  void attachTo(Exchange exchange) {
    exchange.setProperty(PROPERTY, this);
  }

  AcceptedMessage message() {
    return message;
  }

  /** The payload as it came in; empty for a feed, whose file is not held in memory. */
  byte[] original() {
    return original;
  }

  /**
   * Notes a payload that a transform made. It counts as changed also where it equals what came in:
   * otherwise the reader of a blind answer could tell by the mark which of two answers it was.
   */
  void transformed(byte[] payload) {
    transformed.add(payload);
  }

  List<Consignment> consignments() {
    return List.copyOf(consignments);
  }

  /**
   * Adds a consignment. The same payload for the same recipient under the same label, decided by
   * two routes, is one consignment.
   *
   * @throws KanheException 5006 if two steps want different payloads under one label
   */
  void add(
      Participant recipient,
      String label,
      String operation,
      Direction direction,
      byte[] payload,
      int priority) {
    if (payload.length == 0) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "kanhe:deliver of a feed file (expected: kanhe:keep, or kanhe:answer)");
    }
    for (Consignment earlier : consignments) {
      if (earlier.recipient().equals(recipient.id()) && earlier.label().equals(label)) {
        if (Arrays.equals(earlier.payload(), payload)) {
          return;
        }
        throw new KanheException(
            ErrorCode.CONFIGURATION_INVALID,
            "two different payloads labelled '"
                + label
                + "' for "
                + recipient.id()
                + " (expected: another label= for one of them)");
      }
    }
    consignments.add(
        new Consignment(
            recipient.id(),
            label,
            message.header().serviceId(),
            operation,
            message.header().version(),
            direction,
            payload,
            transformed.contains(payload) || !Arrays.equals(payload, original),
            priority));
  }
}
