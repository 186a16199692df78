package io.kanhe.trust;

/**
 * Makes CMS SignedData (DER) with encapsulated content, signed attributes and the signer's chain.
 * Thread-safe.
 */
public interface CmsSigner {

  byte[] sign(byte[] content);
}
