package io.kanhe.ledger;

/** What happened: the kinds of change of state that the ledger records. */
public enum EntryType {
  ACCEPTED,
  REFUSED,
  ROUTED,
  HANDED_OVER,
  ACKNOWLEDGED,
  DECLINED,
  EXPIRED,
  /** A delivery that waited too long for its recipient to take it was signed anew. */
  RENEWED,
  READ,
  /** What was stored of a message is gone; its other entries stay. */
  ERASED,
  ADMINISTERED,
  /** An audit found that everything stored says the same. */
  AUDITED,
  /** An audit found the first place where it does not. */
  ALARM
}
