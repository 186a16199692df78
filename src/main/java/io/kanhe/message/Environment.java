package io.kanhe.message;

/**
 * Whether a message is about the real world. The constants are spelled as they stand in the header.
 */
public enum Environment {
  Actual,
  Exercise,
  Test
}
