package io.kanhe.trust.internal;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cms.ecc.ECCCMSSharedInfo;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;

/**
 * Closes and opens a content key for one recipient.
 *
 * <p>Standards: RSAES-OAEP, RFC 8017 section 7.1 and RFC 3560, with SHA-256 throughout; ECDH with
 * an ephemeral key, RFC 5753 section 3.1, X9.63 key derivation by SHA-256 and AES-256 key wrap of
 * RFC 3394; SM2 public key encryption, GB/T 32918.4, in the ASN.1 form of GM/T 0009 section 7.2 (C1
 * C3 C2).
 */
final class ContentKey {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final OAEPParameterSpec OAEP =
      new OAEPParameterSpec(
          "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);
  private static final int WRAP_KEY_BYTES = 32;
  private static final int SM2_FIELD_BYTES = 32;
  private static final int SM2_DIGEST_BYTES = 32;

  private ContentKey() {}

  static byte[] random(ContentCipher cipher) {
    byte[] key = new byte[cipher.keyBytes()];
    RANDOM.nextBytes(key);
    return key;
  }

  static byte[] closeByRsa(byte[] key, PublicKey recipient) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(Cipher.ENCRYPT_MODE, recipient, OAEP, RANDOM);
    return cipher.doFinal(key);
  }

  static byte[] openByRsa(byte[] closed, PrivateKey own) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(Cipher.DECRYPT_MODE, own, OAEP);
    return cipher.doFinal(closed);
  }

  /** A key for one envelope. */
  static KeyPair ephemeral(KeyTransport transport) throws GeneralSecurityException {
    boolean p256 = SECObjectIdentifiers.secp256r1.equals(transport.curve());
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BouncyCastle.PROVIDER);
    generator.initialize(new ECGenParameterSpec(p256 ? "secp256r1" : "secp384r1"), RANDOM);
    return generator.generateKeyPair();
  }

  static byte[] closeByAgreement(
      byte[] key, PrivateKey ephemeral, PublicKey recipient, AlgorithmIdentifier wrap)
      throws GeneralSecurityException, IOException {
    Cipher cipher = Cipher.getInstance("AESWrap");
    cipher.init(Cipher.WRAP_MODE, wrapKey(ephemeral, recipient, wrap, null));
    return cipher.wrap(new SecretKeySpec(key, "AES"));
  }

  /**
   * @param point the originator's public point; whether it is on the curve is checked, or a
   *     stranger could learn the key bit by bit
   * @param userMaterial of the envelope, if it has any
   */
  static byte[] openByAgreement(
      byte[] closed,
      PrivateKey own,
      KeyTransport transport,
      byte[] point,
      AlgorithmIdentifier wrap,
      byte @Nullable [] userMaterial)
      throws GeneralSecurityException, IOException {
    Cipher cipher = Cipher.getInstance("AESWrap");
    PublicKey originator = publicKey(transport, point);
    cipher.init(Cipher.UNWRAP_MODE, wrapKey(own, originator, wrap, userMaterial));
    return cipher.unwrap(closed, "AES", Cipher.SECRET_KEY).getEncoded();
  }

  private static PublicKey publicKey(KeyTransport transport, byte[] point)
      throws GeneralSecurityException, IOException {
    AlgorithmIdentifier algorithm =
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, transport.curve());
    byte[] encoded = new SubjectPublicKeyInfo(algorithm, point).getEncoded(ASN1Encoding.DER);
    return KeyFactory.getInstance("EC", BouncyCastle.PROVIDER)
        .generatePublic(new X509EncodedKeySpec(encoded));
  }

  /** One round of X9.63 makes exactly the 32 bytes that are needed. */
  private static SecretKeySpec wrapKey(
      PrivateKey own, PublicKey other, AlgorithmIdentifier wrap, byte @Nullable [] userMaterial)
      throws GeneralSecurityException, IOException {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH", BouncyCastle.PROVIDER);
    agreement.init(own, RANDOM);
    agreement.doPhase(other, true);
    byte[] bits = ByteBuffer.allocate(Integer.BYTES).putInt(WRAP_KEY_BYTES * 8).array();
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update(agreement.generateSecret());
    sha256.update(new byte[] {0, 0, 0, 1});
    sha256.update(new ECCCMSSharedInfo(wrap, userMaterial, bits).getEncoded(ASN1Encoding.DER));
    return new SecretKeySpec(sha256.digest(), "AES");
  }

  static byte[] closeBySm2(byte[] key, PublicKey recipient)
      throws GeneralSecurityException, IOException {
    SM2Engine engine = new SM2Engine(new SM3Digest(), SM2Engine.Mode.C1C3C2);
    engine.init(
        true, new ParametersWithRandom(PublicKeyFactory.createKey(recipient.getEncoded()), RANDOM));
    try {
      byte[] raw = engine.processBlock(key, 0, key.length);
      int y = 1 + SM2_FIELD_BYTES;
      int digest = y + SM2_FIELD_BYTES;
      int cipher = digest + SM2_DIGEST_BYTES;
      ASN1Encodable[] parts = {
        new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(raw, 1, y))),
        new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(raw, y, digest))),
        new DEROctetString(Arrays.copyOfRange(raw, digest, cipher)),
        new DEROctetString(Arrays.copyOfRange(raw, cipher, raw.length))
      };
      return new DERSequence(parts).getEncoded(ASN1Encoding.DER);
    } catch (InvalidCipherTextException e) {
      throw new GeneralSecurityException("SM2 encryption failed", e);
    }
  }

  static byte[] openBySm2(byte[] closed, PrivateKey own)
      throws GeneralSecurityException, IOException {
    ASN1Sequence parts = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(closed));
    if (parts.size() != 4) {
      throw new GeneralSecurityException("not an SM2 ciphertext");
    }
    byte[] digest = ASN1OctetString.getInstance(parts.getObjectAt(2)).getOctets();
    byte[] cipher = ASN1OctetString.getInstance(parts.getObjectAt(3)).getOctets();
    if (digest.length != SM2_DIGEST_BYTES) {
      throw new GeneralSecurityException("not an SM2 ciphertext");
    }
    byte[] raw =
        ByteBuffer.allocate(1 + 2 * SM2_FIELD_BYTES + digest.length + cipher.length)
            .put((byte) 4)
            .put(coordinate(parts.getObjectAt(0)))
            .put(coordinate(parts.getObjectAt(1)))
            .put(digest)
            .put(cipher)
            .array();
    SM2Engine engine = new SM2Engine(new SM3Digest(), SM2Engine.Mode.C1C3C2);
    engine.init(false, PrivateKeyFactory.createKey(PrivateKeyInfo.getInstance(own.getEncoded())));
    try {
      return engine.processBlock(raw, 0, raw.length);
    } catch (InvalidCipherTextException e) {
      throw new GeneralSecurityException("SM2 decryption failed", e);
    }
  }

  private static byte[] coordinate(ASN1Encodable integer) {
    BigInteger value = ASN1Integer.getInstance(integer).getPositiveValue();
    return BigIntegers.asUnsignedByteArray(SM2_FIELD_BYTES, value);
  }
}
