package io.kanhe.trust.internal;

import io.kanhe.message.DigestAlgorithm;
import io.kanhe.trust.ContainerSigner;

/** Signs manifests as messages are signed, but detached and stamped. Thread-safe. */
public record BcContainerSigner(BcCmsSigner signer) implements ContainerSigner {

  @Override
  public DigestAlgorithm digest() {
    return signer.digest();
  }

  @Override
  public byte[] sign(byte[] manifest, SignatureStamp stamp) {
    return signer.signDetached(manifest, stamp);
  }
}
