package io.kanhe.trust;

/**
 * A digest that nobody can compute, or test a guess against, without the key: how personal
 * identifiers are compared without being kept. Thread-safe.
 */
public interface KeyedHash {

  /** HMAC-SM3 over the value's UTF-8 bytes, 64 lower-case hexadecimal digits. */
  String of(String value);
}
