package io.kanhe.trust.internal;

import static io.kanhe.platform.ErrorCode.CONFIGURATION_INVALID;

import io.kanhe.platform.KanheException;
import io.kanhe.trust.KeyKind;
import io.kanhe.trust.NoteSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;

/**
 * Signs notes with one key, Ed25519 or SM2.
 *
 * <p>Standard: C2SP signed-note, RFC 8032; SM2 as {@link NoteAlgorithm} says. Thread-safe.
 */
public final class BcNoteSigner implements NoteSigner {

  /** Em dash and space, before every signature. */
  static final String PREFIX = "\u2014 ";

  private final NoteAlgorithm algorithm;
  private final AsymmetricKeyParameter key;
  private final VerifierKey verifierKey;

  private BcNoteSigner(String name, AsymmetricKeyParameter key) {
    this.algorithm = NoteAlgorithm.of(key);
    this.key = key;
    this.verifierKey = new VerifierKey(name, algorithm, algorithm.publicKeyOf(key));
  }

  /** Reads a PKCS#8 key in PEM, as {@code openssl genpkey -algorithm ed25519} writes it. */
  public static BcNoteSigner read(String name, Path pkcs8Pem) {
    byte[] der = KeyFiles.readPrivateKey(pkcs8Pem);
    try {
      return new BcNoteSigner(name, PrivateKeyFactory.createKey(der));
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(pkcs8Pem);
    }
  }

  /** A new SM2 key in PKCS#8 PEM. */
  public static String generateSm2Key() {
    return KeyFiles.pem("PRIVATE KEY", KeyKind.SM2.generate().getPrivate().getEncoded());
  }

  /** A new key in PKCS#8 PEM. */
  public static String generateKey() {
    try {
      var key = new Ed25519PrivateKeyParameters(new SecureRandom());
      byte[] der = PrivateKeyInfoFactory.createPrivateKeyInfo(key).getEncoded();
      return KeyFiles.pem("PRIVATE KEY", der);
    } catch (IOException e) {
      throw new IllegalStateException("a new key has an encoded form", e);
    }
  }

  @Override
  public String name() {
    return verifierKey.name();
  }

  @Override
  public String sign(String text) {
    if (!BcNoteVerifier.isText(text)) {
      throw new IllegalArgumentException(
          "a note whose text does not end in a newline or holds a control character");
    }
    byte[] signed = text.getBytes(StandardCharsets.UTF_8);
    byte[] id = verifierKey.id();
    byte[] signature = signature(signed);
    byte[] line = Arrays.copyOf(id, id.length + signature.length);
    System.arraycopy(signature, 0, line, id.length, signature.length);
    return text + "\n" + PREFIX + name() + " " + Base64.getEncoder().encodeToString(line) + "\n";
  }

  private byte[] signature(byte[] signed) {
    try {
      Signer signer = algorithm.signer(true, key);
      signer.update(signed, 0, signed.length);
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("cannot sign a note", e);
    }
  }

  @Override
  public String verifierKey() {
    return verifierKey.line();
  }

  /** Never prints the key. */
  @Override
  public String toString() {
    return "BcNoteSigner[" + name() + "]";
  }

  private static KanheException unusable(Path file) {
    return new KanheException(
        CONFIGURATION_INVALID,
        "cannot use " + file + " (expected: an Ed25519 or SM2 key in PKCS#8)");
  }
}
