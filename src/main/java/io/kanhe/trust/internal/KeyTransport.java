package io.kanhe.trust.internal;

import static org.bouncycastle.asn1.gm.GMObjectIdentifiers.sm2p256v1;
import static org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers.rsaEncryption;
import static org.bouncycastle.asn1.sec.SECObjectIdentifiers.secp256r1;
import static org.bouncycastle.asn1.sec.SECObjectIdentifiers.secp384r1;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** How the content key is closed for a recipient, by the kind of its key. */
enum KeyTransport {
  RSA_OAEP_SHA256("RSA-OAEP-SHA256", ContentCipher.AES_256_GCM, 2),
  ECDH_P256("ECDH-P256", ContentCipher.AES_256_GCM, 4),
  ECDH_P384("ECDH-P384", ContentCipher.AES_256_GCM, 4),
  SM2("SM2", ContentCipher.SM4_GCM, 2);

  private static final int MINIMUM_RSA_MODULUS_BITS = 2048;

  private final String policyName;
  private final ContentCipher cipher;
  private final int keyUsage;

  /**
   * @param keyUsage the bit of RFC 5280 section 4.2.1.3: 2 keyEncipherment, 4 keyAgreement
   */
  KeyTransport(String policyName, ContentCipher cipher, int keyUsage) {
    this.policyName = policyName;
    this.cipher = cipher;
    this.keyUsage = keyUsage;
  }

  /**
   * @throws KanheException 2003 ALGORITHM_FORBIDDEN for another kind of key or a short one
   */
  static KeyTransport of(PublicKey key) {
    AlgorithmIdentifier algorithm =
        SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm();
    if (rsaEncryption.equals(algorithm.getAlgorithm())) {
      if (key instanceof RSAPublicKey rsa
          && rsa.getModulus().bitLength() < MINIMUM_RSA_MODULUS_BITS) {
        throw forbidden("an RSA key of fewer than 2048 bits");
      }
      return RSA_OAEP_SHA256;
    }
    if (X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm.getAlgorithm())) {
      ASN1Encodable curve = algorithm.getParameters();
      if (secp256r1.equals(curve)) {
        return ECDH_P256;
      }
      if (secp384r1.equals(curve)) {
        return ECDH_P384;
      }
      if (sm2p256v1.equals(curve)) {
        return SM2;
      }
    }
    throw forbidden("a key of another kind (expected: RSA, P-256, P-384 or SM2)");
  }

  /**
   * A certificate that says what its key is for, and does not say encryption, is not used for it: a
   * signing key that also decrypts can be made to do the one by asking for the other.
   *
   * @throws KanheException 2003 as {@link #of(PublicKey)}, 2007 CERTIFICATE_UNTRUSTED
   */
  static KeyTransport of(X509Certificate certificate) {
    KeyTransport transport = of(certificate.getPublicKey());
    boolean[] usage = certificate.getKeyUsage();
    if (usage == null || !usage[transport.keyUsage] || certificate.getBasicConstraints() >= 0) {
      throw new KanheException(
          ErrorCode.CERTIFICATE_UNTRUSTED,
          "the certificate is not for encryption (expected: key usage "
              + (transport.keyUsage == 2 ? "keyEncipherment)" : "keyAgreement)"));
    }
    return transport;
  }

  String policyName() {
    return policyName;
  }

  /** The one cipher that goes with it. */
  ContentCipher cipher() {
    return cipher;
  }

  boolean isAgreement() {
    return this == ECDH_P256 || this == ECDH_P384;
  }

  ASN1ObjectIdentifier curve() {
    return switch (this) {
      case ECDH_P256 -> secp256r1;
      case ECDH_P384 -> secp384r1;
      case SM2 -> sm2p256v1;
      case RSA_OAEP_SHA256 -> throw new IllegalStateException("RSA has no curve");
    };
  }

  private static KanheException forbidden(String message) {
    return new KanheException(ErrorCode.ALGORITHM_FORBIDDEN, message);
  }
}
