package io.kanhe.intake;

import io.kanhe.message.Envelope;
import io.kanhe.message.Header;

/**
 * Reads the two documents of {@code urn:kanhe:envelope:1} that stand inside a signature.
 * Thread-safe.
 */
interface EnvelopeReader {

  /**
   * @param xml a {@code k:MessageHeader} document
   * @throws io.kanhe.platform.KanheException 1001, 1007, 1009 or 1012
   */
  Header header(byte[] xml);

  /**
   * @param xml a {@code k:Message} document
   * @throws io.kanhe.platform.KanheException 1001, 1007, 1009 or 1012
   */
  Envelope envelope(byte[] xml);
}
