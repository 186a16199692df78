package io.kanhe.trust;

/**
 * A time stamping unit with its key in memory, for the sandbox and for tests; it keeps no journal.
 *
 * <p>Standard: RFC 3161. Thread-safe.
 */
public interface TimeStampUnit {

  /**
   * @param request {@code application/timestamp-query}
   * @return {@code application/timestamp-reply}; for a request that it does not understand a
   *     rejection
   */
  byte[] respond(byte[] request);
}
