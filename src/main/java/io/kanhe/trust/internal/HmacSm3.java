package io.kanhe.trust.internal;

import io.kanhe.trust.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * HMAC with SM3.
 *
 * <p>Standard: RFC 2104; GM/T 0004, GB/T 32905.
 */
public final class HmacSm3 implements KeyedHash {

  public static final int MINIMUM_KEY_BYTES = 32;

  private final KeyParameter key;

  /**
   * @throws IllegalArgumentException for a key shorter than {@link #MINIMUM_KEY_BYTES}
   */
  public HmacSm3(byte[] key) {
    if (key.length < MINIMUM_KEY_BYTES) {
      throw new IllegalArgumentException(
          "a key of " + key.length + " bytes (expected: " + MINIMUM_KEY_BYTES + " or more)");
    }
    this.key = new KeyParameter(key);
  }

  @Override
  public String of(String value) {
    HMac mac = new HMac(new SM3Digest());
    mac.init(key);
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    mac.update(bytes, 0, bytes.length);
    byte[] out = new byte[mac.getMacSize()];
    mac.doFinal(out, 0);
    return HexFormat.of().formatHex(out);
  }
}
