package io.kanhe.sandbox;

import io.kanhe.message.Header;

/**
 * A message that a partner got from the gateway, its signature verified.
 *
 * @param marked true if it came with the duplicate mark
 */
record ReceivedMessage(String partner, Header header, byte[] payload, byte[] raw, boolean marked) {

  String payloadText() {
    return new String(payload, java.nio.charset.StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "ReceivedMessage[" + header + " at " + partner + "]";
  }
}
