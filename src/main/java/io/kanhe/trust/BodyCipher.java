package io.kanhe.trust;

import java.security.GeneralSecurityException;

/**
 * Authenticated encryption of what the gateway stores. Thread-safe.
 *
 * <p>Standard: NIST SP 800-38D; GM/T 0002 for SM4.
 */
public interface BodyCipher {

  /** {@code AES-256-GCM} or {@code SM4-GCM}. */
  String name();

  int keyBytes();

  /**
   * A nonce of its own, ciphertext and tag.
   *
   * @param binding what the content belongs to: it opens with the same binding only
   */
  byte[] seal(byte[] key, byte[] binding, byte[] content);

  /**
   * @throws GeneralSecurityException if key, binding and sealed bytes are not those of one {@link
   *     #seal}
   */
  byte[] open(byte[] key, byte[] binding, byte[] sealed) throws GeneralSecurityException;
}
