package io.kanhe.trust.internal;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.BodyCipher;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * GCM with a random nonce of 96 bits before the ciphertext. A key encrypts one message's few bodies
 * only, so that no two of its nonces meet. Thread-safe.
 */
public final class GcmBodyCipher implements BodyCipher {

  private final ContentCipher cipher;
  private final SecureRandom random = new SecureRandom();

  private GcmBodyCipher(ContentCipher cipher) {
    this.cipher = cipher;
  }

  /**
   * @throws KanheException 5006 CONFIGURATION_INVALID for another name
   */
  public static GcmBodyCipher of(String name) {
    return Stream.of(ContentCipher.values())
        .filter(each -> each.policyName().equals(name))
        .findFirst()
        .map(GcmBodyCipher::new)
        .orElseThrow(() -> unknown(name));
  }

  @Override
  public String name() {
    return cipher.policyName();
  }

  @Override
  public int keyBytes() {
    return cipher.keyBytes();
  }

  @Override
  public byte[] seal(byte[] key, byte[] binding, byte[] content) {
    byte[] nonce = new byte[ContentCipher.NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher.encrypt(key, nonce, binding, content);
      byte[] all = Arrays.copyOf(nonce, nonce.length + sealed.length);
      System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
      return all;
    } catch (GeneralSecurityException e) {
      throw new KanheException(ErrorCode.INTERNAL, "encryption failed", e);
    }
  }

  @Override
  public byte[] open(byte[] key, byte[] binding, byte[] sealed) throws GeneralSecurityException {
    if (sealed.length < ContentCipher.NONCE_BYTES + ContentCipher.TAG_BYTES) {
      throw new GeneralSecurityException("shorter than nonce and tag");
    }
    byte[] nonce = Arrays.copyOf(sealed, ContentCipher.NONCE_BYTES);
    byte[] rest = Arrays.copyOfRange(sealed, ContentCipher.NONCE_BYTES, sealed.length);
    return cipher.decrypt(key, nonce, binding, rest);
  }

  private static KanheException unknown(String name) {
    String known =
        Stream.of(ContentCipher.values())
            .map(ContentCipher::policyName)
            .collect(Collectors.joining(" or "));
    return new KanheException(
        ErrorCode.CONFIGURATION_INVALID,
        "kanhe.bodies.cipher is " + name + " (expected: " + known + ")");
  }
}
