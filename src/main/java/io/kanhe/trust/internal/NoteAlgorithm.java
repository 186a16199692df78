package io.kanhe.trust.internal;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * How notes are signed. Signatures of both kinds have 64 bytes.
 *
 * <p>Standard: C2SP signed-note, 0x01 for Ed25519. SM2 has no byte there, so it has the type that
 * the text reserves for private algorithms: 0xFF and a name of its own. Its key is the uncompressed
 * point, its signature {@code r || s} over SM2 with SM3 and the identifier of GM/T 0009.
 */
enum NoteAlgorithm {
  ED25519(new byte[] {1}, 32),
  SM2_SM3(type("kanhe/note/sm2-with-sm3/v1"), 65);

  static final int SIGNATURE_BYTES = 64;

  private static final byte[] IDENTIFIER = "1234567812345678".getBytes(StandardCharsets.US_ASCII);

  private final byte[] type;
  private final int keyBytes;

  NoteAlgorithm(byte[] type, int keyBytes) {
    this.type = type;
    this.keyBytes = keyBytes;
  }

  private static byte[] type(String name) {
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    byte[] type = new byte[text.length + 1];
    type[0] = (byte) 0xFF;
    System.arraycopy(text, 0, type, 1, text.length);
    return type;
  }

  byte[] type() {
    return type.clone();
  }

  int keyBytes() {
    return keyBytes;
  }

  /** True if {@code key} is the type and a key of the right length. */
  boolean fits(byte[] key) {
    return key.length == type.length + keyBytes
        && Arrays.equals(type, Arrays.copyOf(key, type.length));
  }

  /**
   * @throws IllegalArgumentException for another kind of key
   */
  static NoteAlgorithm of(AsymmetricKeyParameter key) {
    if (key instanceof Ed25519PrivateKeyParameters) {
      return ED25519;
    }
    if (key instanceof ECPrivateKeyParameters ec
        && ec.getParameters() instanceof ECNamedDomainParameters named
        && GMObjectIdentifiers.sm2p256v1.equals((ASN1ObjectIdentifier) named.getName())) {
      return SM2_SM3;
    }
    throw new IllegalArgumentException("neither Ed25519 nor SM2");
  }

  byte[] publicKeyOf(AsymmetricKeyParameter key) {
    return switch (this) {
      case ED25519 -> ((Ed25519PrivateKeyParameters) key).generatePublicKey().getEncoded();
      case SM2_SM3 -> {
        ECDomainParameters curve = curve();
        BigInteger secret = ((ECPrivateKeyParameters) key).getD();
        yield new FixedPointCombMultiplier()
            .multiply(curve.getG(), secret)
            .normalize()
            .getEncoded(false);
      }
    };
  }

  /**
   * @throws IllegalArgumentException for bytes that are no key, for instance no point of the curve
   */
  AsymmetricKeyParameter publicKey(byte[] encoded) {
    return switch (this) {
      case ED25519 -> new Ed25519PublicKeyParameters(encoded);
      case SM2_SM3 -> new ECPublicKeyParameters(curve().getCurve().decodePoint(encoded), curve());
    };
  }

  /** A signer for one use. */
  Signer signer(boolean forSigning, AsymmetricKeyParameter key) {
    Signer signer =
        switch (this) {
          case ED25519 -> new Ed25519Signer();
          case SM2_SM3 -> new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
        };
    CipherParameters parameters = this == SM2_SM3 ? new ParametersWithID(key, IDENTIFIER) : key;
    signer.init(forSigning, parameters);
    return signer;
  }

  private static ECDomainParameters curve() {
    X9ECParameters curve = GMNamedCurves.getByOID(GMObjectIdentifiers.sm2p256v1);
    return new ECNamedDomainParameters(GMObjectIdentifiers.sm2p256v1, curve);
  }
}
