package io.kanhe.trust.internal;

import static io.kanhe.platform.ErrorCode.ALGORITHM_FORBIDDEN;

import io.kanhe.message.DigestAlgorithm;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.AlgorithmPolicy;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jcajce.spec.SM2ParameterSpec;

/**
 * The signature algorithms of CMS that have a name in the {@link AlgorithmPolicy}. RSA is verified
 * by the JDK, the others by Bouncy Castle, which for ECDSA refuses the malformed encodings that the
 * JDK takes.
 */
enum SignatureScheme {
  RSA_SHA256("RSA-SHA256", DigestAlgorithm.SHA_256, "SHA256withRSA"),
  RSA_SHA384("RSA-SHA384", DigestAlgorithm.SHA_384, "SHA384withRSA"),
  RSA_SHA512("RSA-SHA512", DigestAlgorithm.SHA_512, "SHA512withRSA"),
  RSA_PSS_SHA256("RSA-PSS-SHA256", DigestAlgorithm.SHA_256, "RSASSA-PSS"),
  ECDSA_P256_SHA256("ECDSA-P256-SHA256", DigestAlgorithm.SHA_256, "SHA256withECDSA"),
  ECDSA_P384_SHA384("ECDSA-P384-SHA384", DigestAlgorithm.SHA_384, "SHA384withECDSA"),
  /** RFC 8032; in CMS with SHA-512 over the content, RFC 8419. */
  ED25519("Ed25519", DigestAlgorithm.SHA_512, "Ed25519"),
  /** GM/T 0003, GB/T 32918.2. */
  SM2_SM3("SM2-SM3", DigestAlgorithm.SM3, "SM3withSM2");

  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  /** GM/T 0009: the identifier that goes into the hash where the parties agreed on no other. */
  private static final byte[] SM2_IDENTIFIER =
      "1234567812345678".getBytes(StandardCharsets.US_ASCII);

  private static final int MAXIMUM_RSA_MODULUS_BITS = 8192;
  private static final int MAXIMUM_RSA_EXPONENT_BITS = 33;

  private final String policyName;
  private final DigestAlgorithm digest;
  private final String jcaName;

  SignatureScheme(String policyName, DigestAlgorithm digest, String jcaName) {
    this.policyName = policyName;
    this.digest = digest;
    this.jcaName = jcaName;
  }

  /**
   * The scheme of a SignerInfo, if the policy allows it with this key.
   *
   * @throws KanheException 2003 ALGORITHM_FORBIDDEN
   */
  static SignatureScheme of(
      AlgorithmIdentifier digest,
      AlgorithmIdentifier signature,
      SubjectPublicKeyInfo key,
      AlgorithmPolicy policy) {
    DigestAlgorithm hash = digestOf(digest.getAlgorithm());
    SignatureScheme scheme = named(hash, signature, key.getAlgorithm());
    if (!policy.signatures().contains(scheme.policyName) || !policy.digests().contains(hash)) {
      throw forbidden("signature " + scheme.policyName + " is not allowed here");
    }
    return scheme;
  }

  /**
   * The key as the provider of this scheme takes it.
   *
   * @throws KanheException 2003 ALGORITHM_FORBIDDEN for RSA keys of another size than allowed
   */
  PublicKey verificationKey(PublicKey key, AlgorithmPolicy policy) throws GeneralSecurityException {
    if (key instanceof RSAPublicKey rsa) {
      checkSize(rsa, policy.minimumRsaModulusBits());
      return key;
    }
    return KeyFactory.getInstance(this == ED25519 ? "Ed25519" : "EC", BouncyCastle.PROVIDER)
        .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
  }

  /**
   * The key as the provider of this scheme takes it. A key in a token has no encoded form: it stays
   * with its own provider.
   */
  PrivateKey signingKey(PrivateKey key) throws GeneralSecurityException {
    if (key.getEncoded() == null || !isBouncyCastle()) {
      return key;
    }
    return KeyFactory.getInstance(this == ED25519 ? "Ed25519" : "EC", BouncyCastle.PROVIDER)
        .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
  }

  boolean verifies(PublicKey key, byte[] signed, byte[] signature) {
    try {
      Signature verifier = newSignature();
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (SignatureException e) {
      // How a provider reports an encoding that it cannot read.
      return false;
    } catch (GeneralSecurityException e) {
      throw forbidden("the certificate's key does not fit " + policyName);
    }
  }

  /** A signature that is ready to take the bytes to sign. */
  Signature newSignature(PrivateKey key) throws GeneralSecurityException {
    // A key in a token (no encoded form) can only be used by the provider that holds it.
    Signature signature =
        key.getEncoded() == null ? Signature.getInstance(jcaName) : newSignature();
    signature.initSign(key);
    return signature;
  }

  private Signature newSignature() throws GeneralSecurityException {
    if (isBouncyCastle()) {
      Signature signature = Signature.getInstance(jcaName, BouncyCastle.PROVIDER);
      if (this == SM2_SM3) {
        signature.setParameter(new SM2ParameterSpec(SM2_IDENTIFIER));
      }
      return signature;
    }
    Signature signature = Signature.getInstance(jcaName);
    if (this == RSA_PSS_SHA256) {
      signature.setParameter(PSS);
    }
    return signature;
  }

  private boolean isBouncyCastle() {
    return switch (this) {
      case ECDSA_P256_SHA256, ECDSA_P384_SHA384, ED25519, SM2_SM3 -> true;
      case RSA_SHA256, RSA_SHA384, RSA_SHA512, RSA_PSS_SHA256 -> false;
    };
  }

  String policyName() {
    return policyName;
  }

  DigestAlgorithm digest() {
    return digest;
  }

  static DigestAlgorithm digestOf(ASN1ObjectIdentifier oid) {
    if (oid.equals(NISTObjectIdentifiers.id_sha256)) {
      return DigestAlgorithm.SHA_256;
    }
    if (oid.equals(NISTObjectIdentifiers.id_sha384)) {
      return DigestAlgorithm.SHA_384;
    }
    if (oid.equals(NISTObjectIdentifiers.id_sha512)) {
      return DigestAlgorithm.SHA_512;
    }
    if (oid.equals(GMObjectIdentifiers.sm3)) {
      return DigestAlgorithm.SM3;
    }
    throw forbidden("digest " + shown(oid) + " (expected: SHA-256, SHA-384, SHA-512 or SM3)");
  }

  private static SignatureScheme named(
      DigestAlgorithm hash, AlgorithmIdentifier signature, AlgorithmIdentifier key) {
    if (key.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return GMObjectIdentifiers.sm2p256v1.equals(key.getParameters())
          ? sm2(hash, signature.getAlgorithm())
          : ecdsa(hash, signature.getAlgorithm(), key);
    }
    if (key.getAlgorithm().equals(EdECObjectIdentifiers.id_Ed25519)) {
      return ed25519(hash, signature.getAlgorithm());
    }
    return rsa(hash, signature, key.getAlgorithm());
  }

  /** GM/T 0010 names the signature by the key's own identifier, RFC 8998 by SM2 with SM3. */
  private static SignatureScheme sm2(DigestAlgorithm hash, ASN1ObjectIdentifier signature) {
    if (hash == DigestAlgorithm.SM3
        && (signature.equals(GMObjectIdentifiers.sm2sign_with_sm3)
            || signature.equals(GMObjectIdentifiers.sm2sign))) {
      return SM2_SM3;
    }
    throw forbidden("SM2 other than with SM3");
  }

  private static SignatureScheme ed25519(DigestAlgorithm hash, ASN1ObjectIdentifier signature) {
    if (hash == DigestAlgorithm.SHA_512 && signature.equals(EdECObjectIdentifiers.id_Ed25519)) {
      return ED25519;
    }
    throw forbidden("Ed25519 other than with SHA-512 (RFC 8419)");
  }

  private static SignatureScheme ecdsa(
      DigestAlgorithm hash, ASN1ObjectIdentifier signature, AlgorithmIdentifier key) {
    // Explicit curve parameters are not an object identifier and fail here: CVE-2020-0601.
    boolean p256 = SECObjectIdentifiers.secp256r1.equals(key.getParameters());
    boolean p384 = SECObjectIdentifiers.secp384r1.equals(key.getParameters());
    if (p256
        && hash == DigestAlgorithm.SHA_256
        && signature.equals(X9ObjectIdentifiers.ecdsa_with_SHA256)) {
      return ECDSA_P256_SHA256;
    }
    if (p384
        && hash == DigestAlgorithm.SHA_384
        && signature.equals(X9ObjectIdentifiers.ecdsa_with_SHA384)) {
      return ECDSA_P384_SHA384;
    }
    throw forbidden("ECDSA other than P-256 with SHA-256 or P-384 with SHA-384");
  }

  private static SignatureScheme rsa(
      DigestAlgorithm hash, AlgorithmIdentifier signature, ASN1ObjectIdentifier key) {
    if (!key.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      throw forbidden("key algorithm " + shown(key) + " (expected: RSA, EC or Ed25519)");
    }
    ASN1ObjectIdentifier oid = signature.getAlgorithm();
    if (oid.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      return pss(hash, signature);
    }
    boolean generic = oid.equals(PKCSObjectIdentifiers.rsaEncryption);
    if (hash == DigestAlgorithm.SHA_256
        && (generic || oid.equals(PKCSObjectIdentifiers.sha256WithRSAEncryption))) {
      return RSA_SHA256;
    }
    if (hash == DigestAlgorithm.SHA_384
        && (generic || oid.equals(PKCSObjectIdentifiers.sha384WithRSAEncryption))) {
      return RSA_SHA384;
    }
    if (hash == DigestAlgorithm.SHA_512
        && (generic || oid.equals(PKCSObjectIdentifiers.sha512WithRSAEncryption))) {
      return RSA_SHA512;
    }
    throw forbidden("signature algorithm " + shown(oid) + " with " + hash.label());
  }

  private static SignatureScheme pss(DigestAlgorithm hash, AlgorithmIdentifier signature) {
    RSASSAPSSparams parameters = RSASSAPSSparams.getInstance(signature.getParameters());
    if (parameters == null
        || hash != DigestAlgorithm.SHA_256
        || !isSha256(parameters.getHashAlgorithm())
        || !parameters.getMaskGenAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.id_mgf1)
        || !isSha256(
            AlgorithmIdentifier.getInstance(parameters.getMaskGenAlgorithm().getParameters()))
        || !parameters.getSaltLength().equals(BigInteger.valueOf(PSS.getSaltLength()))
        || !parameters.getTrailerField().equals(BigInteger.ONE)) {
      throw forbidden("RSA-PSS other than SHA-256, MGF1 with SHA-256 and a salt of 32 bytes");
    }
    return RSA_PSS_SHA256;
  }

  private static boolean isSha256(AlgorithmIdentifier algorithm) {
    return NISTObjectIdentifiers.id_sha256.equals(algorithm.getAlgorithm());
  }

  private static void checkSize(RSAPublicKey key, int minimumBits) {
    int bits = key.getModulus().bitLength();
    // The upper bounds stop keys that are made to be slow to verify.
    if (bits < minimumBits || bits > MAXIMUM_RSA_MODULUS_BITS) {
      throw forbidden("RSA key of " + bits + " bits (expected: " + minimumBits + " or more)");
    }
    BigInteger exponent = key.getPublicExponent();
    if (exponent.bitLength() > MAXIMUM_RSA_EXPONENT_BITS
        || exponent.compareTo(BigInteger.valueOf(65537)) < 0
        || !exponent.testBit(0)) {
      throw forbidden("RSA key with an unusual public exponent (expected: 65537)");
    }
  }

  /** An object identifier comes from the message: long ones are not repeated. */
  private static String shown(ASN1ObjectIdentifier oid) {
    String id = oid.getId();
    return id.length() <= 40 ? id : "with a long object identifier";
  }

  private static KanheException forbidden(String message) {
    return new KanheException(ALGORITHM_FORBIDDEN, message);
  }
}
