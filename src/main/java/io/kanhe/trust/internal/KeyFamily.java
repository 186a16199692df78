package io.kanhe.trust.internal;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** The kinds of key that an allowed signature can be made with. */
enum KeyFamily {
  RSA(BigInteger.ZERO),
  P_256(SECNamedCurves.getByOID(SECObjectIdentifiers.secp256r1).getN()),
  P_384(SECNamedCurves.getByOID(SECObjectIdentifiers.secp384r1).getN());

  private final BigInteger order;

  KeyFamily(BigInteger order) {
    this.order = order;
  }

  static KeyFamily of(SignatureScheme scheme) {
    return switch (scheme) {
      case RSA_SHA256, RSA_SHA384, RSA_SHA512, RSA_PSS_SHA256 -> RSA;
      case ECDSA_P256_SHA256 -> P_256;
      case ECDSA_P384_SHA384 -> P_384;
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
    ASN1Encodable curve =
        SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm().getParameters();
    if (SECObjectIdentifiers.secp256r1.equals(curve)) {
      return P_256;
    }
    if (SECObjectIdentifiers.secp384r1.equals(curve)) {
      return P_384;
    }
    throw new KanheException(
        ErrorCode.ALGORITHM_FORBIDDEN, "an EC key of another curve (expected: P-256 or P-384)");
  }

  BigInteger order() {
    return order;
  }

  int orderBytes() {
    return (order.bitLength() + 7) / 8;
  }
}
