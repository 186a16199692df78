package io.kanhe.trust.internal;

import static io.kanhe.platform.ErrorCode.ALGORITHM_FORBIDDEN;

import io.kanhe.platform.KanheException;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.SignatureVerification;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/** Raw signatures: RSA by the JDK, ECDSA, Ed25519 and SM2 by Bouncy Castle. */
public final class RawSignatures implements SignatureVerification {

  private static final int REMEMBERED_KEYS = 1024;

  private final AlgorithmPolicy policy;
  private final BoundedCache<X509Certificate, KnownKey> keys = new BoundedCache<>(REMEMBERED_KEYS);

  public RawSignatures(AlgorithmPolicy policy) {
    this.policy = policy;
  }

  @Override
  public boolean verify(String algorithm, X509Certificate signer, byte[] signed, byte[] signature) {
    SignatureScheme scheme = scheme(algorithm);
    KnownKey known = keys.get(signer, certificate -> known(certificate, scheme));
    if (!known.family().equals(KeyFamily.of(scheme))) {
      throw forbidden("the certificate's key does not fit " + scheme.policyName());
    }
    return switch (known.family()) {
      case SM2 -> verifiesSm2(scheme, known.key(), signed, signature);
      case RSA, ED25519 -> scheme.verifies(known.key(), signed, signature);
      case P_256, P_384 -> {
        byte[] der = derForm(signature, known.family());
        yield der.length > 0 && scheme.verifies(known.key(), signed, der);
      }
    };
  }

  private boolean verifiesSm2(
      SignatureScheme scheme, PublicKey key, byte[] signed, byte[] signature) {
    if (scheme.verifies(key, signed, signature)) {
      return true;
    }
    byte[] der = policy.xml().plainSignatures() ? derForm(signature, KeyFamily.SM2) : new byte[0];
    return der.length > 0 && scheme.verifies(key, signed, der);
  }

  private SignatureScheme scheme(String algorithm) {
    for (SignatureScheme scheme : SignatureScheme.values()) {
      if (scheme.policyName().equals(algorithm)
          && policy.signatures().contains(algorithm)
          && policy.digests().contains(scheme.digest())) {
        return scheme;
      }
    }
    throw forbidden("a signature algorithm that is not allowed here");
  }

  private KnownKey known(X509Certificate certificate, SignatureScheme scheme) {
    try {
      PublicKey key = certificate.getPublicKey();
      if (!(key instanceof RSAPublicKey)
          && !(key instanceof ECPublicKey)
          && !(key instanceof EdECPublicKey)) {
        throw forbidden("a key that is neither RSA nor EC nor Ed25519");
      }
      return new KnownKey(scheme.verificationKey(key, policy), KeyFamily.of(key));
    } catch (GeneralSecurityException e) {
      throw forbidden("the certificate's key cannot be read");
    }
  }

  /**
   * Empty if the value is not two numbers of exactly the right length and range: many values for
   * one would be many messages.
   */
  private static byte[] derForm(byte[] signature, KeyFamily family) {
    int length = family.orderBytes();
    if (signature.length != 2 * length) {
      return new byte[0];
    }
    BigInteger r = new BigInteger(1, Arrays.copyOfRange(signature, 0, length));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, length, 2 * length));
    try {
      return StandardDSAEncoding.INSTANCE.encode(family.order(), r, s);
    } catch (IOException | IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static KanheException forbidden(String message) {
    return new KanheException(ALGORITHM_FORBIDDEN, message);
  }

  private record KnownKey(PublicKey key, KeyFamily family) {}
}
