package io.kanhe.body;

import io.kanhe.message.Digest;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.BodyCipher;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The key of one message: everything that is stored of it is encrypted with this key and bound to
 * what it is. Without a key, for messages recorded before there were any, bytes stay as they are.
 * Immutable.
 */
public final class BodyKey {

  /** Of messages recorded before bodies were encrypted. */
  static final BodyKey NONE = new BodyKey(null, new byte[0], () -> {});

  private static final String BINDING = "kanhe.body.1";
  private static final String SALT = "kanhe.payload-digest.1";

  private final @Nullable BodyCipher cipher;
  private final byte[] key;
  private final Runnable onDamage;

  /**
   * @param onDamage told of every ciphertext that does not open
   */
  BodyKey(@Nullable BodyCipher cipher, byte[] key, Runnable onDamage) {
    this.cipher = cipher;
    this.key = key;
    this.onDamage = onDamage;
  }

  /**
   * @param id of the message or delivery
   */
  public byte[] seal(BodyRole role, String id, byte[] content) {
    return cipher == null ? content : cipher.seal(key, binding(role, id), content);
  }

  /**
   * @throws KanheException 5005 INTERNAL if the stored bytes are damaged, or belong to something
   *     else
   */
  public byte[] open(BodyRole role, String id, byte[] stored) {
    if (cipher == null) {
      return stored;
    }
    try {
      return cipher.open(key, binding(role, id), stored);
    } catch (GeneralSecurityException e) {
      onDamage.run();
      throw new KanheException(
          ErrorCode.INTERNAL, "the stored bytes of " + role + " " + id + " were altered");
    }
  }

  /**
   * The payload's digest as the ledger may hold it for ever. A short payload about a person could
   * be guessed from its plain digest; this one says nothing once the key is gone.
   */
  public String salted(Digest payloadDigest) {
    if (cipher == null) {
      throw new IllegalStateException("no key to salt with");
    }
    byte[] salt = Hmac.sha256(key, SALT.getBytes(StandardCharsets.UTF_8));
    byte[] digest = payloadDigest.toString().getBytes(StandardCharsets.UTF_8);
    return "HMAC-SHA-256:" + HexFormat.of().formatHex(Hmac.sha256(salt, digest));
  }

  BodyCipher cipher() {
    if (cipher == null) {
      throw new IllegalStateException("no key");
    }
    return cipher;
  }

  byte[] bytes() {
    return key;
  }

  /** Shows no key. */
  @Override
  public String toString() {
    return "BodyKey[" + (cipher == null ? "none" : cipher.name()) + "]";
  }

  /** Attack: somebody who may write to the database puts one message's bytes in another's place. */
  private static byte[] binding(BodyRole role, String id) {
    return (BINDING + "|" + role + "|" + id).getBytes(StandardCharsets.UTF_8);
  }
}
