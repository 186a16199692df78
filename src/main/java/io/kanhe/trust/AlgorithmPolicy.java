package io.kanhe.trust;

import io.kanhe.message.DigestAlgorithm;
import java.util.Set;

/**
 * The one list of what may sign: everything not on it is refused with 2003 ALGORITHM_FORBIDDEN.
 *
 * @param signatures of {@code RSA-SHA256, RSA-SHA384, RSA-SHA512, RSA-PSS-SHA256,
 *     ECDSA-P256-SHA256, ECDSA-P384-SHA384, Ed25519, SM2-SM3}
 * @param minimumRsaModulusBits smallest RSA key, at least 2048
 * @param xml how SM2 and SM3 are named in XML
 */
public record AlgorithmPolicy(
    Set<String> signatures,
    Set<DigestAlgorithm> digests,
    int minimumRsaModulusBits,
    NationalXml xml) {

  public AlgorithmPolicy {
    signatures = Set.copyOf(signatures);
    digests = Set.copyOf(digests);
    if (minimumRsaModulusBits < 2048) {
      throw new IllegalArgumentException(
          "RSA keys of " + minimumRsaModulusBits + " bits (expected: 2048 or more)");
    }
  }

  /** With the usual names of SM2 and SM3 in XML. */
  public AlgorithmPolicy(
      Set<String> signatures, Set<DigestAlgorithm> digests, int minimumRsaModulusBits) {
    this(signatures, digests, minimumRsaModulusBits, NationalXml.standard());
  }

  /** The same list with other names in XML. */
  public AlgorithmPolicy with(NationalXml names) {
    return new AlgorithmPolicy(signatures, digests, minimumRsaModulusBits, names);
  }

  /**
   * What is left if only {@code allowed} may sign; nothing is ever added.
   *
   * @throws IllegalArgumentException for a name that is not on this list
   */
  public AlgorithmPolicy narrowed(Set<String> allowed) {
    if (allowed.isEmpty() || !signatures.containsAll(allowed)) {
      throw new IllegalArgumentException(
          "signature algorithms " + allowed + " (expected: some of " + signatures + ")");
    }
    return new AlgorithmPolicy(allowed, digests, minimumRsaModulusBits, xml);
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
