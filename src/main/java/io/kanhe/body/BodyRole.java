package io.kanhe.body;

/** What a stored body is: part of what its ciphertext is bound to. */
public enum BodyRole {
  /** The bytes as they came in. */
  RAW,
  /** The signed bytes of a delivery. */
  DELIVERY,
  /** A segment of a feed file. */
  FEED
}
