package io.kanhe.message;

/** What a message is in its exchange. */
public enum Direction {
  REQUEST,
  RESPONSE,
  EVENT,
  FEED,
  /** The recipient has taken the message named by correlationId into its own keeping. */
  ACK,
  /** The recipient refuses the message named by correlationId and will not take it. */
  NACK
}
