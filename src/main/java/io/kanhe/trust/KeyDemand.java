package io.kanhe.trust;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import org.jspecify.annotations.Nullable;

/**
 * What the {@link AlgorithmPolicy} asks of a signer's key.
 *
 * @param minimumRsaBits smallest modulus, at least 2048
 * @param minimumEcBits smallest order of a curve, at least 256; SM2 and Ed25519 count as 256
 * @param nonRepudiation whether the certificate has to say that key usage (RFC 5280 section
 *     4.2.1.3, contentCommitment), as certificates for electronic signatures do
 */
public record KeyDemand(int minimumRsaBits, int minimumEcBits, boolean nonRepudiation) {

  static final int LEAST_RSA_BITS = 2048;
  static final int LEAST_EC_BITS = 256;
  private static final int MOST_RSA_BITS = 8192;
  private static final int MOST_EC_BITS = 384;
  private static final int NON_REPUDIATION = 1;

  public KeyDemand {
    if (minimumRsaBits < LEAST_RSA_BITS || minimumRsaBits > MOST_RSA_BITS) {
      throw new IllegalArgumentException(
          "minimumRsaBits " + minimumRsaBits + " (expected: 2048 to 8192)");
    }
    if (minimumEcBits < LEAST_EC_BITS || minimumEcBits > MOST_EC_BITS) {
      throw new IllegalArgumentException(
          "minimumEcBits " + minimumEcBits + " (expected: 256 to 384)");
    }
  }

  KeyDemand narrowed(Narrowing wish) {
    Boolean repudiation = wish.nonRepudiation();
    if (Boolean.FALSE.equals(repudiation) && nonRepudiation) {
      throw AlgorithmPolicy.wider("nonRepudiation", "false", "true");
    }
    return new KeyDemand(
        atLeast("minimumRsaBits", wish.minimumRsaBits(), minimumRsaBits),
        atLeast("minimumEcBits", wish.minimumEcBits(), minimumEcBits),
        repudiation == null ? nonRepudiation : repudiation);
  }

  /**
   * @throws KanheException 2003 ALGORITHM_FORBIDDEN
   */
  void require(X509Certificate certificate) {
    PublicKey key = certificate.getPublicKey();
    if (key instanceof RSAKey rsa) {
      require("an RSA key", rsa.getModulus().bitLength(), minimumRsaBits);
    } else {
      int bits = key instanceof ECKey ec ? ec.getParams().getOrder().bitLength() : LEAST_EC_BITS;
      require("a key", bits, minimumEcBits);
    }
    if (nonRepudiation && !isForCommitment(certificate.getKeyUsage())) {
      throw new KanheException(
          ErrorCode.ALGORITHM_FORBIDDEN,
          "a certificate without the key usage nonRepudiation (expected: it says so)");
    }
  }

  private static boolean isForCommitment(boolean @Nullable [] usage) {
    return usage != null && usage[NON_REPUDIATION];
  }

  private static void require(String what, int bits, int minimum) {
    if (bits < minimum) {
      throw new KanheException(
          ErrorCode.ALGORITHM_FORBIDDEN,
          what + " of " + bits + " bits (expected: " + minimum + " or more)");
    }
  }

  private static int atLeast(String setting, int wished, int allowed) {
    if (wished != 0 && wished < allowed) {
      throw AlgorithmPolicy.wider(setting, "" + wished, allowed + " or more");
    }
    return Math.max(wished, allowed);
  }
}
