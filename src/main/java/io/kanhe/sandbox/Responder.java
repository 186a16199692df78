package io.kanhe.sandbox;

import io.kanhe.message.Header;
import org.jspecify.annotations.Nullable;

/** What a partner simulator knows when it is asked. Thread-safe. */
@FunctionalInterface
interface Responder {

  /**
   * @param partner who is asked
   * @param payload of the query
   * @return the payload of the answer; {@code null}: it acknowledges and does not answer
   */
  byte @Nullable [] answer(String partner, Header query, byte[] payload);
}
