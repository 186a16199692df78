package io.kanhe.delivery;

import io.kanhe.body.BodyKey;
import io.kanhe.body.BodyRole;

/**
 * A new delivery with its bytes as they are stored: encrypted with the key of the message that it
 * comes from, so that deleting one key erases all that was sent of a message.
 */
record SealedDelivery(Delivery delivery, byte[] stored) {

  static SealedDelivery of(Delivery delivery, BodyKey key) {
    byte[] stored = key.seal(BodyRole.DELIVERY, delivery.id().toString(), delivery.bytes());
    return new SealedDelivery(delivery, stored);
  }

  /** Shows no bytes. */
  @Override
  public String toString() {
    return delivery.toString();
  }
}
