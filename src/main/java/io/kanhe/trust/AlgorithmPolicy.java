package io.kanhe.trust;

import io.kanhe.message.DigestAlgorithm;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.util.Set;
import java.util.TreeSet;

/**
 * The one list of what may sign and encrypt: everything not on it is refused with 2003
 * ALGORITHM_FORBIDDEN. Canonicalization (exclusive, without comments) and KeyInfo (a direct
 * reference to an X.509 token) have one form each, of which only the prefix list may be forbidden
 * on top. That a key is for signatures at all is asked by {@link CertificateTrust}.
 *
 * @param signatures of {@code RSA-SHA256, RSA-SHA384, RSA-SHA512, RSA-PSS-SHA256,
 *     ECDSA-P256-SHA256, ECDSA-P384-SHA384, Ed25519, SM2-SM3}
 * @param digests of these signatures and of what they refer to
 * @param xml how SM2 and SM3 are named in XML
 * @param prefixLists whether exclusive canonicalization may have an InclusiveNamespaces list
 */
public record AlgorithmPolicy(
    Set<String> signatures,
    Set<DigestAlgorithm> digests,
    KeyDemand keys,
    NationalXml xml,
    boolean prefixLists,
    ContentDemand content) {

  public AlgorithmPolicy {
    signatures = Set.copyOf(signatures);
    digests = Set.copyOf(digests);
    if (signatures.stream().map(XmlAlgorithms::digestOf).noneMatch(digests::contains)) {
      throw new IllegalArgumentException(
          "no signature is left of "
              + labels(signatures)
              + " with digests "
              + labels(digests)
              + " (expected: one at least)");
    }
  }

  /** With the usual names of SM2 and SM3 in XML. */
  public AlgorithmPolicy(
      Set<String> signatures, Set<DigestAlgorithm> digests, int minimumRsaModulusBits) {
    this(
        signatures,
        digests,
        new KeyDemand(minimumRsaModulusBits, KeyDemand.LEAST_EC_BITS, false),
        NationalXml.standard(),
        true,
        ContentDemand.strict());
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
        KeyDemand.LEAST_RSA_BITS);
  }

  /** Smallest RSA key, at least 2048. */
  public int minimumRsaModulusBits() {
    return keys.minimumRsaBits();
  }

  /** The same list with other names in XML. */
  public AlgorithmPolicy with(NationalXml names) {
    return new AlgorithmPolicy(signatures, digests, keys, names, prefixLists, content);
  }

  /**
   * What is left of this list under {@code wish}; nothing is ever added.
   *
   * @throws IllegalArgumentException for a wish that this list does not hold, with the name of the
   *     setting first
   */
  public AlgorithmPolicy narrowed(Narrowing wish) {
    if (wish.equals(Narrowing.NONE)) {
      return this;
    }
    Boolean lists = wish.prefixLists();
    if (Boolean.TRUE.equals(lists) && !prefixLists) {
      throw wider("prefixLists", "true", "false");
    }
    return new AlgorithmPolicy(
        someOf("signatures", wish.signatures(), signatures),
        someOf("digests", wish.digests(), digests),
        keys.narrowed(wish),
        xml,
        lists == null ? prefixLists : lists,
        content.narrowed(wish));
  }

  /**
   * Holds a signer to this list, whether the signature fits or not.
   *
   * @throws KanheException 2003 ALGORITHM_FORBIDDEN
   */
  public void require(Signer signer) {
    if (!signatures.contains(signer.algorithm())) {
      throw forbidden("signed by " + signer.algorithm(), signatures);
    }
    for (DigestAlgorithm each : signer.form().digests()) {
      if (!digests.contains(each)) {
        throw forbidden("a digest by " + each.label() + " in the signature", labels(digests));
      }
    }
    if (signer.form().prefixLists() && !prefixLists) {
      throw new KanheException(
          ErrorCode.ALGORITHM_FORBIDDEN, "an InclusiveNamespaces list (expected: none)");
    }
    keys.require(signer.certificate());
  }

  /**
   * The same for encrypted content.
   *
   * @throws KanheException 2003 ALGORITHM_FORBIDDEN
   */
  public void require(EncryptedPayload envelope) {
    content.require(envelope);
  }

  static <T> Set<T> someOf(String setting, Set<T> wished, Set<T> allowed) {
    if (wished.isEmpty()) {
      return allowed;
    }
    if (!allowed.containsAll(wished)) {
      throw wider(setting, labels(wished).toString(), "some of " + labels(allowed));
    }
    return wished;
  }

  static IllegalArgumentException wider(String setting, String found, String expected) {
    return new IllegalArgumentException(setting + " " + found + " (expected: " + expected + ")");
  }

  static KanheException forbidden(String found, Set<?> allowed) {
    return new KanheException(
        ErrorCode.ALGORITHM_FORBIDDEN, found + " (expected: one of " + labels(allowed) + ")");
  }

  private static Set<String> labels(Set<?> names) {
    Set<String> labels = new TreeSet<>();
    names.forEach(
        each -> labels.add(each instanceof DigestAlgorithm digest ? digest.label() : each + ""));
    return labels;
  }
}
