package io.kanhe.message;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A digest with its algorithm. Equality is constant-time over the value. Written {@code
 * SHA-256:<hex>}.
 */
public final class Digest {

  private final DigestAlgorithm algorithm;
  private final byte[] value;

  public Digest(DigestAlgorithm algorithm, byte[] value) {
    this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
    if (value.length != algorithm.lengthBytes()) {
      throw new IllegalArgumentException(
          "digest of " + value.length + " bytes (expected: " + algorithm.lengthBytes() + ")");
    }
    this.value = value.clone();
  }

  public static Digest sha256(byte[] bytes) {
    return new Digest(DigestAlgorithm.SHA_256, DigestAlgorithm.SHA_256.newDigest().digest(bytes));
  }

  public static Digest of(DigestAlgorithm algorithm, byte[] bytes) {
    return new Digest(algorithm, algorithm.newDigest().digest(bytes));
  }

  /**
   * @throws IllegalArgumentException if {@code text} is not {@code label:hex}
   */
  public static Digest parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("not a digest (expected: algorithm:hex)");
    }
    return new Digest(
        DigestAlgorithm.ofLabel(text.substring(0, colon)),
        HexFormat.of().parseHex(text.substring(colon + 1)));
  }

  public DigestAlgorithm algorithm() {
    return algorithm;
  }

  public byte[] value() {
    return value.clone();
  }

  public String hex() {
    return HexFormat.of().formatHex(value);
  }

  /** True if {@code bytes} have this digest. */
  public boolean matches(byte[] bytes) {
    return MessageDigest.isEqual(value, algorithm.newDigest().digest(bytes));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest digest
        && algorithm == digest.algorithm
        && MessageDigest.isEqual(value, digest.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return algorithm.label() + ":" + hex();
  }
}
