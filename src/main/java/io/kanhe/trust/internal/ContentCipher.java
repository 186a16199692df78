package io.kanhe.trust.internal;

import static org.bouncycastle.asn1.gm.GMObjectIdentifiers.sms4_gcm;
import static org.bouncycastle.asn1.nist.NISTObjectIdentifiers.id_aes256_GCM;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * How content is encrypted: authenticated only, with a nonce of 96 and a tag of 128 bits. Shorter
 * tags can be forged, other nonces weaken GCM.
 *
 * <p>Standard: NIST SP 800-38D, RFC 5084 section 3.2; GM/T 0002 with RFC 8998 for SM4.
 */
enum ContentCipher {
  /** By the JDK, which uses the processor's instructions. */
  AES_256_GCM("AES-256-GCM", id_aes256_GCM, "AES", 32, null),
  SM4_GCM("SM4-GCM", sms4_gcm, "SM4", 16, BouncyCastle.PROVIDER);

  static final int NONCE_BYTES = 12;
  static final int TAG_BYTES = 16;

  private final String policyName;
  private final ASN1ObjectIdentifier oid;
  private final String keyAlgorithm;
  private final int keyBytes;
  private final @Nullable Provider provider;

  ContentCipher(
      String policyName,
      ASN1ObjectIdentifier oid,
      String keyAlgorithm,
      int keyBytes,
      @Nullable Provider provider) {
    this.policyName = policyName;
    this.oid = oid;
    this.keyAlgorithm = keyAlgorithm;
    this.keyBytes = keyBytes;
    this.provider = provider;
  }

  /**
   * @throws KanheException 2003 ALGORITHM_FORBIDDEN for any other cipher, nonce or tag length
   */
  static ContentCipher of(AlgorithmIdentifier algorithm) {
    for (ContentCipher each : values()) {
      if (each.oid.equals(algorithm.getAlgorithm())) {
        nonceOf(algorithm);
        return each;
      }
    }
    throw forbidden("content encrypted by another cipher (expected: AES-256-GCM or SM4-GCM)");
  }

  /** The nonce of an allowed algorithm. */
  static byte[] nonceOf(AlgorithmIdentifier algorithm) {
    ASN1Encodable parameters = algorithm.getParameters();
    if (parameters != null && parameters.toASN1Primitive() instanceof ASN1Sequence sequence) {
      byte[] nonce = ASN1OctetString.getInstance(sequence.getObjectAt(0)).getOctets();
      boolean fullTag =
          sequence.size() == 2
              && ASN1Integer.getInstance(sequence.getObjectAt(1)).hasValue(TAG_BYTES);
      if (nonce.length == NONCE_BYTES && fullTag) {
        return nonce;
      }
    }
    throw forbidden("GCM with other parameters (expected: 12 bytes of nonce, 16 of tag)");
  }

  AlgorithmIdentifier algorithm(byte[] nonce) {
    ASN1Encodable[] parameters = {new DEROctetString(nonce), new ASN1Integer(TAG_BYTES)};
    return new AlgorithmIdentifier(oid, new DERSequence(parameters));
  }

  String policyName() {
    return policyName;
  }

  int keyBytes() {
    return keyBytes;
  }

  /** Ciphertext and, after it, the tag. */
  byte[] encrypt(byte[] key, byte[] nonce, byte[] additional, byte[] content)
      throws GeneralSecurityException {
    return run(Cipher.ENCRYPT_MODE, key, nonce, additional, content);
  }

  /**
   * @param sealed ciphertext and tag
   * @throws GeneralSecurityException if key, nonce, additional bytes, ciphertext and tag are not
   *     those of one encryption, or have other lengths
   */
  byte[] decrypt(byte[] key, byte[] nonce, byte[] additional, byte[] sealed)
      throws GeneralSecurityException {
    return run(Cipher.DECRYPT_MODE, key, nonce, additional, sealed);
  }

  private byte[] run(int mode, byte[] key, byte[] nonce, byte[] additional, byte[] input)
      throws GeneralSecurityException {
    if (key.length != keyBytes || nonce.length != NONCE_BYTES) {
      throw new GeneralSecurityException("a key or nonce of another length");
    }
    String transformation = keyAlgorithm + "/GCM/NoPadding";
    Cipher cipher =
        provider == null
            ? Cipher.getInstance(transformation)
            : Cipher.getInstance(transformation, provider);
    cipher.init(
        mode, new SecretKeySpec(key, keyAlgorithm), new GCMParameterSpec(TAG_BYTES * 8, nonce));
    cipher.updateAAD(additional);
    return cipher.doFinal(input);
  }

  private static KanheException forbidden(String message) {
    return new KanheException(ErrorCode.ALGORITHM_FORBIDDEN, message);
  }
}
