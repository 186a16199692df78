package io.kanhe.trust.internal;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** The kinds of key that an allowed signature can be made with. */
enum KeyFamily {
  RSA(BigInteger.ZERO),
  P_256(SECNamedCurves.getByOID(SECObjectIdentifiers.secp256r1).getN()),
  P_384(SECNamedCurves.getByOID(SECObjectIdentifiers.secp384r1).getN()),
  ED25519(BigInteger.ZERO),
  SM2(GMNamedCurves.getByOID(GMObjectIdentifiers.sm2p256v1).getN());

  private final BigInteger order;

  KeyFamily(BigInteger order) {
    this.order = order;
  }

  static KeyFamily of(SignatureScheme scheme) {
    return switch (scheme) {
      case RSA_SHA256, RSA_SHA384, RSA_SHA512, RSA_PSS_SHA256 -> RSA;
      case ECDSA_P256_SHA256 -> P_256;
      case ECDSA_P384_SHA384 -> P_384;
      case ED25519 -> ED25519;
      case SM2_SM3 -> SM2;
    };
  }

  /**
   * @throws KanheException 2003 ALGORITHM_FORBIDDEN for another curve, also one given by its
   *     parameters
   */
  static KeyFamily of(PublicKey key) {
    if (key instanceof RSAPublicKey) {
      return RSA;
    }
    AlgorithmIdentifier algorithm =
        SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm();
    if (EdECObjectIdentifiers.id_Ed25519.equals(algorithm.getAlgorithm())) {
      return ED25519;
    }
    ASN1Encodable curve = algorithm.getParameters();
    if (GMObjectIdentifiers.sm2p256v1.equals(curve)) {
      return SM2;
    }
    if (SECObjectIdentifiers.secp256r1.equals(curve)) {
      return P_256;
    }
    if (SECObjectIdentifiers.secp384r1.equals(curve)) {
      return P_384;
    }
    throw new KanheException(
        ErrorCode.ALGORITHM_FORBIDDEN,
        "an EC key of another curve (expected: P-256, P-384 or SM2)");
  }

  /** By the curve that the key names. */
  static boolean isSm2(PublicKey key) {
    return GMObjectIdentifiers.sm2p256v1.equals(
        SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm().getParameters());
  }

  /** What a key of this family signs with here. */
  SignatureScheme scheme() {
    return switch (this) {
      case RSA -> SignatureScheme.RSA_SHA256;
      case P_256 -> SignatureScheme.ECDSA_P256_SHA256;
      case P_384 -> SignatureScheme.ECDSA_P384_SHA384;
      case ED25519 -> SignatureScheme.ED25519;
      case SM2 -> SignatureScheme.SM2_SM3;
    };
  }

  BigInteger order() {
    return order;
  }

  int orderBytes() {
    return (order.bitLength() + 7) / 8;
  }
}
