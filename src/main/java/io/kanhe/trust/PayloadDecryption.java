package io.kanhe.trust;

/**
 * Opens what {@link PayloadEncryption} closed, with one recipient's key. Thread-safe.
 *
 * <p>Guarantees: content comes out whole and authenticated, or not at all. Every reason why an
 * envelope of the right form does not open is told by the same words, so that an answer to a
 * stranger says nothing about key or padding.
 */
public interface PayloadDecryption {

  /**
   * @throws io.kanhe.platform.KanheException 1001, 1007 and 2003 as {@link EncryptedPayload}; 2013
   *     DECRYPTION_FAILED if it does not open with this key
   */
  byte[] decrypt(byte[] envelope);
}
