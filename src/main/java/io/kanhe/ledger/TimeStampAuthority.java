package io.kanhe.ledger;

/** Somebody else who stamps: a service that answers RFC 3161 requests. Thread-safe. */
public interface TimeStampAuthority {

  /** As it stands in logs and metrics; no credential. */
  String name();

  /**
   * @param request {@code application/timestamp-query}
   * @return {@code application/timestamp-reply}, not yet looked at
   * @throws io.kanhe.platform.KanheException 5002 PARTNER_DOWN, 5001 PARTNER_TIMEOUT
   */
  byte[] ask(byte[] request);
}
