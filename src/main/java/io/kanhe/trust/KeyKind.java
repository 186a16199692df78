package io.kanhe.trust;

import io.kanhe.platform.CryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** The kinds of key that {@link CertificateAuthority} makes. */
public enum KeyKind {
  RSA_2048("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4)),
  P_256("EC", new ECGenParameterSpec("secp256r1")),
  P_384("EC", new ECGenParameterSpec("secp384r1")),
  /** GM/T 0003.5, GB/T 32918.5: the curve of SM2. */
  SM2("EC", new ECGenParameterSpec("sm2p256v1"));

  private final String algorithm;
  private final AlgorithmParameterSpec parameters;

  KeyKind(String algorithm, AlgorithmParameterSpec parameters) {
    this.algorithm = algorithm;
    this.parameters = parameters;
  }

  public KeyPair generate() {
    try {
      KeyPairGenerator generator =
          this == SM2
              ? KeyPairGenerator.getInstance(algorithm, CryptoProvider.get())
              : KeyPairGenerator.getInstance(algorithm);
      generator.initialize(parameters);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no keys of kind " + this, e);
    }
  }
}
