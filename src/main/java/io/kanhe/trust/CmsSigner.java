package io.kanhe.trust;

import io.kanhe.message.DigestAlgorithm;

/**
 * Makes CMS SignedData (DER) with encapsulated content, signed attributes and the signer's chain.
 * Thread-safe.
 */
public interface CmsSigner {

  /** What to digest a payload with: SM3 for an SM2 key, else SHA-256. */
  default DigestAlgorithm digest() {
    return DigestAlgorithm.SHA_256;
  }

  byte[] sign(byte[] content);
}
