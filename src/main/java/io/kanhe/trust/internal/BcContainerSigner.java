package io.kanhe.trust.internal;

import io.kanhe.message.DigestAlgorithm;
import io.kanhe.trust.ContainerSigner;
import io.kanhe.trust.RevocationAnswer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Signs manifests as messages are signed, but detached and stamped. Thread-safe.
 *
 * @param answers about the revocation of signer and stamp, whose token it is given
 */
public record BcContainerSigner(
    BcCmsSigner signer, Function<Optional<byte[]>, List<RevocationAnswer>> answers)
    implements ContainerSigner {

  @Override
  public DigestAlgorithm digest() {
    return signer.digest();
  }

  @Override
  public byte[] sign(byte[] manifest, SignatureStamp stamp) {
    return signer.signDetached(manifest, stamp, answers);
  }
}
