package io.kanhe.platform;

/** What becomes of the work that met an error: one table drives every door. */
public enum Disposition {
  /** The same bytes may succeed later: a passing fault of ours or of a partner. */
  RETRY,
  /** The same bytes will never succeed: the sender has to change something. */
  REJECT,
  /** Kept aside for a person: neither retried nor answered as the sender's fault. */
  QUARANTINE
}
