package io.kanhe.trust.internal;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.SignatureCreation;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Signature;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/** Signs with SHA-256, and with SHA-384 for a P-384 key. */
public final class RawSigner implements SignatureCreation {

  private final KeyIdentity identity;
  private final KeyFamily family;
  private final SignatureScheme scheme;

  /**
   * @throws KanheException 2003 for a key other than RSA, P-256 and P-384
   */
  public RawSigner(KeyIdentity identity) {
    this.identity = identity;
    this.family = KeyFamily.of(identity.certificate().getPublicKey());
    this.scheme =
        switch (family) {
          case RSA -> SignatureScheme.RSA_SHA256;
          case P_256 -> SignatureScheme.ECDSA_P256_SHA256;
          case P_384 -> SignatureScheme.ECDSA_P384_SHA384;
        };
  }

  @Override
  public String algorithm() {
    return scheme.policyName();
  }

  @Override
  public byte[] sign(byte[] bytes) {
    try {
      Signature signature = scheme.newSignature(identity.key());
      signature.update(bytes);
      byte[] value = signature.sign();
      return family == KeyFamily.RSA ? value : plainForm(value);
    } catch (GeneralSecurityException | IOException e) {
      throw new KanheException(ErrorCode.INTERNAL, "the signing key cannot be used", e);
    }
  }

  private byte[] plainForm(byte[] der) throws IOException {
    BigInteger[] pair = StandardDSAEncoding.INSTANCE.decode(family.order(), der);
    return PlainDSAEncoding.INSTANCE.encode(family.order(), pair[0], pair[1]);
  }
}
