package io.kanhe.trust;

/** Makes raw signatures, as XML Signature carries them, with one key. Thread-safe. */
public interface SignatureCreation {

  /** Name from the {@link AlgorithmPolicy}; follows from the key. */
  String algorithm();

  byte[] sign(byte[] bytes);
}
