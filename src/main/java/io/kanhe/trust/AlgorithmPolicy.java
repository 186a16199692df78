package io.kanhe.trust;

import io.kanhe.message.DigestAlgorithm;
import java.util.Set;

/**
 * The one list of what may sign: everything not on it is refused with 2003 ALGORITHM_FORBIDDEN.
 * Canonicalization (exclusive, without comments) and KeyInfo (a direct reference to an X.509 token)
 * have one form each, of which only the prefix list may be forbidden on top. What a key is for is
 * said by its certificate: {@link CertificateTrust} asks for digitalSignature.
 *
 * @param signatures of {@code RSA-SHA256, RSA-SHA384, RSA-SHA512, RSA-PSS-SHA256,
 *     ECDSA-P256-SHA256, ECDSA-P384-SHA384, Ed25519, SM2-SM3}
 * @param minimumRsaModulusBits smallest RSA key, at least 2048
 * @param xml how SM2 and SM3 are named in XML
 * @param prefixLists whether exclusive canonicalization may have an InclusiveNamespaces list
 */
public record AlgorithmPolicy(
    Set<String> signatures,
    Set<DigestAlgorithm> digests,
    int minimumRsaModulusBits,
    NationalXml xml,
    boolean prefixLists) {

  public AlgorithmPolicy {
    signatures = Set.copyOf(signatures);
    digests = Set.copyOf(digests);
    if (signatures.isEmpty() || digests.isEmpty()) {
      throw new IllegalArgumentException("no algorithm is left (expected: one at least)");
    }
    if (minimumRsaModulusBits < 2048) {
      throw new IllegalArgumentException(
          "RSA keys of " + minimumRsaModulusBits + " bits (expected: 2048 or more)");
    }
  }

  /** With the usual names of SM2 and SM3 in XML. */
  public AlgorithmPolicy(
      Set<String> signatures, Set<DigestAlgorithm> digests, int minimumRsaModulusBits) {
    this(signatures, digests, minimumRsaModulusBits, NationalXml.standard(), true);
  }

  /** The same list with other names in XML. */
  public AlgorithmPolicy with(NationalXml names) {
    return new AlgorithmPolicy(signatures, digests, minimumRsaModulusBits, names, prefixLists);
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
    return new AlgorithmPolicy(allowed, digests, minimumRsaModulusBits, xml, prefixLists);
  }

  /**
   * What is left with {@code allowed} digests only; nothing is ever added.
   *
   * @throws IllegalArgumentException for none, or one that is not on this list
   */
  public AlgorithmPolicy narrowedTo(Set<DigestAlgorithm> allowed) {
    if (!digests.containsAll(allowed)) {
      throw new IllegalArgumentException(
          "digests " + allowed + " (expected: some of " + digests + ")");
    }
    return new AlgorithmPolicy(signatures, allowed, minimumRsaModulusBits, xml, prefixLists);
  }

  public AlgorithmPolicy withoutPrefixLists() {
    return new AlgorithmPolicy(signatures, digests, minimumRsaModulusBits, xml, false);
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
