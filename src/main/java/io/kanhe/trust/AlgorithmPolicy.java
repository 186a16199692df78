package io.kanhe.trust;

import io.kanhe.message.DigestAlgorithm;
import java.util.Set;

/**
 * The one list of what may sign: everything not on it is refused with 2003 ALGORITHM_FORBIDDEN.
 *
 * @param signatures of {@code RSA-SHA256, RSA-SHA384, RSA-SHA512, RSA-PSS-SHA256,
 *     ECDSA-P256-SHA256, ECDSA-P384-SHA384, Ed25519, SM2-SM3}
 * @param minimumRsaModulusBits smallest RSA key, at least 2048
 */
public record AlgorithmPolicy(
    Set<String> signatures, Set<DigestAlgorithm> digests, int minimumRsaModulusBits) {

  public AlgorithmPolicy {
    signatures = Set.copyOf(signatures);
    digests = Set.copyOf(digests);
    if (minimumRsaModulusBits < 2048) {
      throw new IllegalArgumentException(
          "RSA keys of " + minimumRsaModulusBits + " bits (expected: 2048 or more)");
    }
  }

  /** What design and law allow by default; a participant may be narrowed, never widened. */
  public static AlgorithmPolicy strict() {
    return new AlgorithmPolicy(
        Set.of(
            "RSA-SHA256",
            "RSA-SHA384",
            "RSA-SHA512",
            "RSA-PSS-SHA256",
            "ECDSA-P256-SHA256",
            "ECDSA-P384-SHA384",
            "Ed25519",
            "SM2-SM3"),
        Set.of(DigestAlgorithm.values()),
        2048);
  }
}
