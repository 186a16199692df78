package io.kanhe.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies what {@link ContainerSigner} makes, in that one form only: any byte that is not under
 * the signature has to be the one that the signer would have written. Says nothing about trust.
 * Thread-safe.
 */
public interface ContainerVerifier {

  /**
   * @throws io.kanhe.platform.KanheException 1001 for the structure, 2001, 2003, 2006 for the
   *     signature
   */
  ContainerSignature verify(byte[] signature, byte[] manifest);

  /**
   * @param certificates all that the structure holds, the signer's among them
   * @param signedAt what the signer's own clock said
   * @param value the signature value, over which {@code stamp} is
   * @param stamp token of a time stamp; {@code null} if there is none
   * @param ocsp answers about the revocation of signer and stamp, DER; not judged yet
   * @param lists revocation lists for the same, DER; not judged yet
   */
  record ContainerSignature(
      Signer signer,
      List<X509Certificate> certificates,
      Instant signedAt,
      byte[] value,
      byte @Nullable [] stamp,
      List<byte[]> ocsp,
      List<byte[]> lists) {}
}
