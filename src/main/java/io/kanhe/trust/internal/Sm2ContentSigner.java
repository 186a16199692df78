package io.kanhe.trust.internal;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;

/**
 * Signs certificates with SM2 and SM3 under the identifier of GM/T 0009, said and not left to a
 * provider's default.
 */
final class Sm2ContentSigner implements ContentSigner {

  static final String ALGORITHM = "SM3withSM2";

  private final PrivateKey key;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  Sm2ContentSigner(PrivateKey key) {
    this.key = key;
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return new AlgorithmIdentifier(GMObjectIdentifiers.sm2sign_with_sm3);
  }

  @Override
  public OutputStream getOutputStream() {
    return content;
  }

  @Override
  public byte[] getSignature() {
    try {
      Signature signature =
          SignatureScheme.SM2_SM3.newSignature(SignatureScheme.SM2_SM3.signingKey(key));
      signature.update(content.toByteArray());
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign with SM2", e);
    }
  }
}
