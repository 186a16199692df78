package io.kanhe.delivery;

import io.kanhe.message.Digest;
import io.kanhe.message.EnvelopeCodec;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.platform.Door;
import io.kanhe.trust.CmsSigner;

/** CMS SignedData over {@code k:Message}; the payload digest is over the exact payload bytes. */
final class MqSeal implements OutgoingSeal {

  private final CmsSigner signer;

  MqSeal(CmsSigner signer) {
    this.signer = signer;
  }

  @Override
  public Door door() {
    return Door.MQ;
  }

  @Override
  public byte[] seal(HeaderBuilder header, byte[] payload) {
    return signer.sign(
        EnvelopeCodec.write(
            header.payloadDigest(Digest.of(signer.digest(), payload)).build(), payload));
  }
}
