package io.kanhe.message;

import io.kanhe.platform.CryptoProvider;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Digest algorithms of a header: those of FIPS 180-4 by the JDK, SM3 of GM/T 0004 (GB/T 32905) by
 * the {@link CryptoProvider}.
 */
public enum DigestAlgorithm {
  SHA_256("SHA-256", 32),
  SHA_384("SHA-384", 48),
  SHA_512("SHA-512", 64),
  SM3("SM3", 32);

  private final String label;
  private final int lengthBytes;

  DigestAlgorithm(String label, int lengthBytes) {
    this.label = label;
    this.lengthBytes = lengthBytes;
  }

  public String label() {
    return label;
  }

  public int lengthBytes() {
    return lengthBytes;
  }

  public MessageDigest newDigest() {
    try {
      return this == SM3
          ? MessageDigest.getInstance(label, CryptoProvider.get())
          : MessageDigest.getInstance(label);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("no digest " + label, e);
    }
  }

  /**
   * @throws IllegalArgumentException for any other label
   */
  public static DigestAlgorithm ofLabel(String label) {
    for (DigestAlgorithm algorithm : values()) {
      if (algorithm.label.equals(label)) {
        return algorithm;
      }
    }
    throw new IllegalArgumentException(
        "unsupported digest algorithm (expected: SHA-256, SHA-384, SHA-512 or SM3)");
  }
}
