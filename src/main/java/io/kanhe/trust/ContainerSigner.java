package io.kanhe.trust;

import io.kanhe.message.DigestAlgorithm;
import java.util.Optional;

/**
 * Signs the manifest of an ASiC-E container.
 *
 * <p>Standard: ETSI EN 319 122-1 (CAdES), baseline B; T where a stamp is to be had, LT where
 * answers about revocation are, too. Thread-safe.
 */
public interface ContainerSigner {

  /** SM3 if the signature is by SM2, else SHA-256: what a reader needs to know before. */
  DigestAlgorithm digest();

  /** Detached CMS SignedData (DER) over {@code manifest}. */
  byte[] sign(byte[] manifest, SignatureStamp stamp);

  /** Where the time stamp over a signature value comes from. */
  @FunctionalInterface
  interface SignatureStamp {

    /** The token, in the form of {@link TimeStamp#token()}; empty if none is to be had. */
    Optional<byte[]> over(byte[] signature);
  }
}
