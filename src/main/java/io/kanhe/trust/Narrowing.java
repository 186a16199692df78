package io.kanhe.trust;

import io.kanhe.message.DigestAlgorithm;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for on top of an {@link AlgorithmPolicy}: {@code kanhe.crypto} of what Kanhe
 * knows, a participant's {@code algorithms} of what {@code kanhe.crypto} leaves. An empty set, 0 or
 * {@code null} asks for nothing.
 *
 * @param signatures that stay allowed
 * @param digests that stay allowed in signatures
 * @param minimumRsaBits smallest modulus
 * @param minimumEcBits smallest order of a curve; SM2 and Ed25519 count as 256
 * @param prefixLists {@code false} forbids InclusiveNamespaces lists
 * @param nonRepudiation {@code true} asks for that key usage in the signer's certificate
 * @param contentCiphers that stay allowed for encrypted content
 * @param keyTransports that stay allowed for its key
 */
public record Narrowing(
    Set<String> signatures,
    Set<DigestAlgorithm> digests,
    int minimumRsaBits,
    int minimumEcBits,
    @Nullable Boolean prefixLists,
    @Nullable Boolean nonRepudiation,
    Set<String> contentCiphers,
    Set<String> keyTransports) {

  public static final Narrowing NONE = signatures(Set.of());

  public Narrowing {
    signatures = Set.copyOf(signatures);
    digests = Set.copyOf(digests);
    contentCiphers = Set.copyOf(contentCiphers);
    keyTransports = Set.copyOf(keyTransports);
  }

  /** Of signatures alone. */
  public static Narrowing signatures(Set<String> allowed) {
    return new Narrowing(allowed, Set.of(), 0, 0, null, null, Set.of(), Set.of());
  }
}
