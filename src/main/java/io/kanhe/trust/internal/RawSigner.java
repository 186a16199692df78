package io.kanhe.trust.internal;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.SignatureCreation;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/**
 * Signs with SHA-256, with SHA-384 for a P-384 key and with SM3 for an SM2 key; SM2 signatures are
 * in the DER form of GM/T 0009.
 */
public final class RawSigner implements SignatureCreation {

  private final PrivateKey key;
  private final KeyFamily family;
  private final SignatureScheme scheme;

  /**
   * @throws KanheException 2003 for a key other than RSA, P-256, P-384, Ed25519 and SM2
   */
  public RawSigner(KeyIdentity identity) {
    this.family = KeyFamily.of(identity.certificate().getPublicKey());
    this.scheme = family.scheme();
    try {
      this.key = scheme.signingKey(identity.key());
    } catch (GeneralSecurityException e) {
      throw new KanheException(ErrorCode.INTERNAL, "the signing key cannot be used", e);
    }
  }

  @Override
  public String algorithm() {
    return scheme.policyName();
  }

  @Override
  public byte[] sign(byte[] bytes) {
    try {
      Signature signature = scheme.newSignature(key);
      signature.update(bytes);
      byte[] value = signature.sign();
      return family == KeyFamily.P_256 || family == KeyFamily.P_384 ? plainForm(value) : value;
    } catch (GeneralSecurityException | IOException e) {
      throw new KanheException(ErrorCode.INTERNAL, "the signing key cannot be used", e);
    }
  }

  private byte[] plainForm(byte[] der) throws IOException {
    BigInteger[] pair = StandardDSAEncoding.INSTANCE.decode(family.order(), der);
    return PlainDSAEncoding.INSTANCE.encode(family.order(), pair[0], pair[1]);
  }
}
